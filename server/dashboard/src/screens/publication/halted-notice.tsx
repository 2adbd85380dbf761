/**
 * Halted — báo có thay đổi lịch đã tự dừng.
 *
 * Stands above the screens where people begin their day until somebody has decided. Silent while all
 * is well.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { publicationsQuery } from '../../api/publications.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

export function HaltedNotice(): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const { data } = useQuery(publicationsQuery);
  const halted = data?.filter(({ state }) => state === 'halted') ?? [];
  const [first] = halted;
  if (first === undefined) return null;
  const title =
    halted.length === 1
      ? t('publication.haltedTitle')
      : t('publication.haltedMany', { n: fmt.number(halted.length) });
  return (
    <Notice tone="bad" title={title} testId="halted">
      <p>{`“${first.title}”. ${first.next === null ? '' : pick(first.next)}`}</p>
      <p>
        <Link to="/phat-hanh/$publicationId" params={{ publicationId: first.id }}>
          {t('publication.haltedOpen')}
        </Link>
      </p>
    </Notice>
  );
}
