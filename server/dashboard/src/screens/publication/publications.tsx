/**
 * Publications — các lần gửi lịch tới cụm loa.
 *
 * Newest first: what was changed, by whom, how far it has come. What stopped by itself stands out.
 */
import type { PublicationSummary } from '@loaso/shared/wire/http/publications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { publicationsQuery } from '../../api/publications.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { STATES } from './looks.js';
import { ProgressBar } from './progress-bar.js';
import './publication.css';

export function Publications(): JSX.Element {
  const { t } = useWords();
  const list = useQuery(publicationsQuery);
  return (
    <Page title={t('publication.title')} intro={t('publication.intro')}>
      <ProblemNotice error={list.error} onRetry={list.refetch} />
      {list.isPending ? <Waiting /> : null}
      {list.data?.length === 0 ? (
        <div className="card">
          <Empty icon="calendar" title={t('publication.none')} body={t('publication.noneBody')} />
        </div>
      ) : null}
      <ol className="plain-list stack" data-testid="publications">
        {list.data?.map((one) => (
          <Row key={one.id} publication={one} />
        ))}
      </ol>
    </Page>
  );
}

function Row({ publication }: { readonly publication: PublicationSummary }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const { id, title, act, by, createdAt, state, stage, stages, boxes, communes } = publication;
  const [tone, icon] = STATES[state];
  return (
    <li className="card stack-sm publication-row" data-testid="publication-row" data-state={state}>
      <div className="row row-apart">
        <Link to="/phat-hanh/$publicationId" params={{ publicationId: id }} className="strong">
          {title}
        </Link>
        <Pill tone={tone} icon={icon}>
          {t(`publication.state.${state}`)}
        </Pill>
      </div>
      <p className="small muted">
        {t('publication.by', {
          act: t(`publication.act.${act}`),
          who: by,
          when: fmt.when(createdAt, now),
        })}
        {` · ${t('publication.extent', { communes: fmt.number(communes), boxes: fmt.number(boxes) })}`}
        {stages === 1 ? '' : ` · ${t('publication.stages', { stage, stages })}`}
      </p>
      <ProgressBar of={publication} />
      <p>{pick(publication.sentence)}</p>
      {publication.next === null ? null : (
        <p className={state === 'halted' ? 'small strong' : 'small'}>{pick(publication.next)}</p>
      )}
    </li>
  );
}
