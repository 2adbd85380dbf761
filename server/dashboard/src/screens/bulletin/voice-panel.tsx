/**
 * Voice — tiếng đọc của bản tin.
 *
 * The player when there is a clip; progress, expected end and a way to stop while it is made; the
 * form before.
 */
import type { Bulletin, Job, VoiceRequest } from '@loaso/shared/wire/http/content';
import { Button, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useEffect } from 'react';
import { cancelJob, isJobOver, jobQuery, voiceBulletin } from '../../api/content.js';
import { ProblemError } from '../../api/reach.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { Player } from '../../parts/player.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { VoiceForm } from './voice-form.js';

export function VoicePanel({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const editable =
    may.compose(me.role) && bulletin.state !== 'withdrawn' && bulletin.kind === 'text';
  return (
    <Section
      title={t(bulletin.kind === 'text' ? 'content.voice.title' : 'studio.recording.title')}
      testId="voice"
    >
      {bulletin.clip === null ? null : (
        <Player
          full
          sha256={bulletin.clip.sha256}
          title={bulletin.title}
          durationMs={bulletin.clip.durationMs}
        />
      )}
      {bulletin.jobId === null || !may.compose(me.role) ? (
        <Making bulletin={bulletin} editable={editable} />
      ) : (
        <WithJob bulletin={bulletin} jobId={bulletin.jobId} editable={editable} />
      )}
    </Section>
  );
}

type MakingProps = { readonly bulletin: Bulletin; readonly editable: boolean };

/** A job of long ago is forgotten by the server, and needs no word. */
const isGone = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;

function WithJob(
  props: MakingProps & { readonly jobId: NonNullable<Bulletin['jobId']> },
): JSX.Element {
  const { t } = useWords();
  const client = useQueryClient();
  const job = useQuery(jobQuery(props.jobId));
  const over = isJobOver(job.data);
  useEffect(() => {
    // The live feed says so too, unless it is cut.
    if (over) void client.invalidateQueries({ queryKey: ['bulletin', props.bulletin.id] });
  }, [over, client, props.bulletin.id]);
  if (job.data !== undefined && !over) return <Running job={job.data} />;
  return (
    <>
      <ProblemNotice error={isGone(job.error) ? null : job.error} onRetry={job.refetch} />
      {job.data?.state === 'failed' ? (
        <Notice tone="bad" testId="voice-failed">
          <p>{t('content.voice.failed', { why: job.data.problem ?? t('shell.app.none') })}</p>
        </Notice>
      ) : null}
      {job.data?.state === 'cancelled' ? (
        <Notice tone="mute">
          <p>{t('content.voice.cancelled')}</p>
        </Notice>
      ) : null}
      <Making bulletin={props.bulletin} editable={props.editable} />
    </>
  );
}

const PHASES = ['voicing', 'mastering', 'checking', 'storing'] as const;
const phaseOf = (phase: string) => PHASES.find((one) => one === phase) ?? 'other';

export function Running({ job }: { readonly job: Job }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow();
  const stop = useDeed({ run: () => cancelJob(job.id), renews: ['job', 'bulletin', 'bulletins'] });
  const percent = Math.round(Math.min(1, Math.max(0, job.progress)) * 100);
  const left = job.expectedEndAt === null ? null : job.expectedEndAt - now;
  const phase =
    job.state === 'waiting'
      ? t('content.voice.waiting')
      : t(`content.voice.phase.${phaseOf(job.phase)}`);
  return (
    <div className="stack-sm" data-testid="voice-progress">
      <div className="row row-apart">
        <span className="strong">{phase}</span>
        <span className="numbers strong">{t('content.voice.percent', { n: percent })}</span>
      </div>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t('content.voice.progress')} striped />
      </Progress.Root>
      <p className="small muted numbers">
        {left === null
          ? t('content.act.voicingNow')
          : left < 2000
            ? t('content.voice.endsSoon')
            : t('content.voice.endsAt', {
                time: formatClock(job.expectedEndAt ?? now),
                left: fmt.duration(left),
              })}
      </p>
      <p className="visually-hidden" role="status">
        {`${phase} ${t('content.voice.percent', { n: Math.floor(percent / 10) * 10 })}`}
      </p>
      <ProblemNotice error={stop.error} />
      <div>
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t('content.voice.cancel')}
        </Button>
      </div>
    </div>
  );
}

function Making({ bulletin, editable }: MakingProps): JSX.Element | null {
  const { t, fmt } = useWords();
  const has = bulletin.clip !== null;
  if (!editable) return has ? null : <p className="muted">{t('content.voice.notYet')}</p>;
  if (has) {
    return (
      <details className="fold">
        <summary>{t('content.voice.again')}</summary>
        <OwnVoice bulletin={bulletin} />
      </details>
    );
  }
  return (
    <>
      <p className="muted">
        {t('content.voice.intro', {
          n: fmt.number(bulletin.script.sentences.length),
          time: fmt.duration(bulletin.script.expectedMs),
        })}
      </p>
      <OwnVoice bulletin={bulletin} />
    </>
  );
}

function OwnVoice({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const has = bulletin.clip !== null;
  const make = useDeed({
    run: (request: VoiceRequest) => voiceBulletin(bulletin.id, request),
    renews: ['bulletin', 'bulletins', 'job'],
  });
  return (
    <VoiceForm
      verb={t(has ? 'content.voice.again' : 'content.voice.make')}
      quiet={has}
      busy={make.isPending}
      error={make.error}
      onMake={make.mutate}
    />
  );
}
