/**
 * Live state — đã tới bao nhiêu cụm, ngay sau khi lưu.
 *
 * One sentence with its bar, which moves while the boxes answer, and the way to the page with each of
 * them. Shows nothing until the server has said something.
 */
import type { PublicationId } from '@loaso/shared/ids';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { publicationQuery } from '../../api/publications.js';
import { useWords } from '../../i18n/use-words.js';
import { ProgressBar } from './progress-bar.js';
import './publication.css';

export function LiveState({ id }: { readonly id: PublicationId }): JSX.Element | null {
  const { t, pick } = useWords();
  const { data } = useQuery(publicationQuery(id));
  if (data === undefined) return null;
  return (
    <div className="publication-live stack-sm" role="status" data-testid="publication-live">
      <p className="strong">{pick(data.sentence)}</p>
      <ProgressBar of={data} />
      {data.next === null ? null : <p className="small">{pick(data.next)}</p>}
      <p className="small">
        <Link to="/phat-hanh/$publicationId" params={{ publicationId: id }}>
          {t('publication.follow')}
        </Link>
      </p>
    </div>
  );
}
