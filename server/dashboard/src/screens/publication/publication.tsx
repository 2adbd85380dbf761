/**
 * Publication — một lần gửi lịch, từng cụm.
 *
 * The sentence first, then what somebody may decide, then each box in words: those that need somebody
 * before those that are done.
 */
import { PublicationId } from '@loaso/shared/ids';
import type { Publication } from '@loaso/shared/wire/http/publications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { publicationQuery } from '../../api/publications.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Page, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Boxes } from './boxes.js';
import { STATES } from './looks.js';
import { ProgressBar } from './progress-bar.js';
import { Steer } from './steer.js';
import './publication.css';

export function PublicationScreen(): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const { publicationId } = useParams({ from: '/frame/phat-hanh/$publicationId' });
  const one = useQuery(publicationQuery(PublicationId.parse(publicationId)));
  const { data } = one;
  const intro =
    data === undefined
      ? null
      : t('publication.by', {
          act: t(`publication.act.${data.act}`),
          who: data.by,
          when: fmt.when(data.createdAt, now),
        });
  return (
    <Page title={data?.title ?? t('publication.title')} intro={intro}>
      <ProblemNotice error={one.error} onRetry={one.refetch} />
      {one.isPending ? <Waiting /> : null}
      {data === undefined ? null : (
        <>
          <State publication={data} />
          {data.state === 'halted' ? <Steer publication={data} /> : null}
          <Boxes publication={data} />
        </>
      )}
    </Page>
  );
}

function State({ publication }: { readonly publication: Publication }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { state, stage, stages, communes, boxes } = publication;
  const [tone, icon] = STATES[state];
  return (
    <section className="card stack-sm" role="status" data-testid="publication-state">
      <div className="row">
        <Pill tone={tone} icon={icon}>
          {t(`publication.state.${state}`)}
        </Pill>
        <span className="small muted">
          {t('publication.extent', { communes: fmt.number(communes), boxes: fmt.number(boxes) })}
          {stages === 1 ? '' : ` · ${t('publication.stages', { stage, stages })}`}
        </span>
      </div>
      <p className="publication-sentence">{pick(publication.sentence)}</p>
      <ProgressBar of={publication} />
      {publication.next === null ? null : <p>{pick(publication.next)}</p>}
    </section>
  );
}
