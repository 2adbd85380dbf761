/**
 * Series — loạt kỳ của một văn bản.
 *
 * Every episode with its state and sound, and what can be done with all of them in one act: voice,
 * send, approve, put together again. What is approved is what stands in this list.
 */
import type { Bulletin, BulletinSummary, VoiceRequest } from '@loaso/shared/wire/http/content';
import type { Series } from '@loaso/shared/wire/http/series';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { isJobOver, jobQuery } from '../../api/content.js';
import {
  decideSeries,
  forecastSeries,
  seriesQuery,
  uniteBulletin,
  voiceSeries,
} from '../../api/series.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Forecast } from '../../parts/forecast.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { BulletinPill } from '../../parts/pill.js';
import { Player } from '../../parts/player.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { Approve } from './approve.js';
import { hasWritten } from './own-words.js';
import { VoiceForm } from './voice-form.js';
import { Running } from './voice-panel.js';

const RENEWS = ['bulletin', 'bulletins', 'overview', 'job'] as const;

export function SeriesPanel({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element | null {
  return bulletin.series === null ? null : <Loaded bulletin={bulletin} />;
}

function Loaded({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t, fmt } = useWords();
  const series = useQuery(seriesQuery(bulletin.id));
  const { data } = series;
  const length = (data?.episodes ?? []).reduce((sum, one) => sum + one.durationMs, 0);
  return (
    <Section title={t('studio.series.title')} testId="series">
      <ProblemNotice error={series.error} onRetry={series.refetch} />
      {data === undefined ? null : (
        <>
          <p className="muted">
            {t('studio.series.of', {
              n: data.episodes.length,
              title: data.source.title,
              time: fmt.duration(length),
            })}
          </p>
          <ol className="plain-list rows">
            {data.episodes.map((one) => (
              <Row key={one.id} episode={one} here={one.id === bulletin.id} />
            ))}
          </ol>
          <Voicing series={data} />
          <Deeds series={data} />
        </>
      )}
    </Section>
  );
}

type RowProps = { readonly episode: BulletinSummary; readonly here: boolean };

function Row({ episode, here }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const name = t('studio.series.part', { n: episode.series?.number ?? 0 });
  return (
    <li className="row" aria-current={here ? 'true' : undefined}>
      <span className="grow row">
        {here ? (
          <span className="strong">{name}</span>
        ) : (
          <Link to="/ban-tin/$bulletinId" params={{ bulletinId: episode.id }}>
            {name}
          </Link>
        )}
        <BulletinPill state={episode.state} />
        <span className="small muted numbers">{fmt.duration(episode.durationMs)}</span>
      </span>
      {episode.clip === null ? null : (
        <Player
          sha256={episode.clip.sha256}
          title={episode.title}
          durationMs={episode.clip.durationMs}
        />
      )}
    </li>
  );
}

type Props = { readonly series: Series };

/** One progress for all; the form while an episode has no sound. */
function Voicing({ series }: Props): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  const { source, episodes } = series;
  const make = useDeed({
    run: (request: VoiceRequest) => voiceSeries(source.id, request),
    renews: RENEWS,
  });
  if (!may.compose(me.role)) return null;
  if (series.job !== null && !isJobOver(series.job)) return <Followed jobId={series.job.id} />;
  const silent = episodes.filter(({ clip, state }) => clip === null && state !== 'withdrawn');
  return (
    <>
      {series.job?.state === 'failed' ? (
        <Notice tone="bad" testId="series-failed">
          <p>{t('content.voice.failed', { why: series.job.problem ?? t('shell.app.none') })}</p>
        </Notice>
      ) : null}
      {silent.length === 0 ? null : (
        <VoiceForm
          verb={t('studio.series.voice', { n: silent.length })}
          quiet={false}
          busy={make.isPending}
          error={make.error}
          onMake={make.mutate}
        />
      )}
    </>
  );
}

function Followed({ jobId }: { readonly jobId: NonNullable<Series['job']>['id'] }): JSX.Element {
  const job = useQuery(jobQuery(jobId));
  return job.data === undefined ? <ProblemNotice error={job.error} /> : <Running job={job.data} />;
}

function Deeds({ series }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { source, episodes } = series;
  const ready = episodes.filter(
    ({ state, clip }) => clip !== null && (state === 'voiced' || state === 'rejected'),
  );
  const waiting = episodes.filter(({ state }) => state === 'submitted');
  const judges = may.approve(me.role) || (me.decidesFor ?? []).length > 0;
  const own = waiting.some((one) => hasWritten(one, me));
  return (
    <div className="row">
      {may.compose(me.role) && ready.length > 0 ? <SubmitAll source={source} seen={ready} /> : null}
      {judges && waiting.length > 0 && !own ? (
        <ApproveAll source={source} waiting={waiting} />
      ) : null}
      {may.compose(me.role) && series.undoable ? <Unite series={series} /> : null}
      {judges && waiting.length > 0 ? (
        <p className="small muted">
          {t(own ? 'content.act.ownApproval' : 'studio.series.hearFirst')}
        </p>
      ) : null}
    </div>
  );
}

type WaitingProps = {
  readonly source: Series['source'];
  readonly waiting: readonly BulletinSummary[];
};

/** What approving would send, above the button. */
function ApproveAll({ source, waiting }: WaitingProps): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack">
      <Forecast
        of="series"
        change={waiting.map(({ id, revision }) => `${id} ${revision}`)}
        ask={() => forecastSeries(source.id)}
      />
      <Approve
        verb={t('studio.series.approve', { n: waiting.length })}
        run={(code) => decideSeries(source.id, 'approve', { seen: waiting, code })}
        renews={RENEWS}
      />
    </div>
  );
}

type AllProps = {
  readonly source: Series['source'];
  readonly seen: readonly BulletinSummary[];
};

/** What was in the list when it was drawn is what is sent; the server refuses what moved on. */
function SubmitAll({ source, seen }: AllProps): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: () => decideSeries(source.id, 'submit', { seen }),
    renews: RENEWS,
    done: t('content.act.submitted'),
  });
  return (
    <>
      <ProblemNotice error={deed.error} />
      <Button variant="default" loading={deed.isPending} onClick={() => deed.mutate(undefined)}>
        {t('studio.series.submit', { n: seen.length })}
      </Button>
    </>
  );
}

function Unite({ series }: Props): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const deed = useDeed({
    run: () => uniteBulletin(series.source.id),
    renews: RENEWS,
    done: t('studio.series.united'),
    after: ({ id }) => navigate({ to: '/ban-tin/$bulletinId', params: { bulletinId: id } }),
  });
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<Icon name="back" size={18} />}
        onClick={() => setOpen(true)}
      >
        {t('studio.series.unite')}
      </Button>
      <Confirm
        opened={open}
        title={t('studio.series.uniteTitle')}
        verb={t('studio.series.unite')}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate(undefined)}
        onClose={() => setOpen(false)}
      >
        <p>{t('studio.series.uniteBody', { n: series.episodes.length })}</p>
      </Confirm>
    </>
  );
}
