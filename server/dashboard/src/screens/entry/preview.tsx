/**
 * Preview — xem trước dòng lịch.
 *
 * What the speakers would do, in words: how many, when first, who gives way to whom, which airings
 * are not allowed. Asked of the server, which resolves as the boxes do.
 */
import { type Instant, instant, localDateOf } from '@loaso/shared/time';
import type { EntryPreview } from '@loaso/shared/wire/http/schedule';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useSilenceWords } from './silence-words.js';

/** The server names at most so many instants. */
const AIRINGS_TOLD = 50;
const AIRINGS_SHOWN = 6;

type Question = { readonly key: unknown; readonly ask: () => Promise<EntryPreview> };

type PreviewProps = {
  readonly question: Question | null;
  /** The place among equals that this line shall have. */
  readonly onRank: (rank: number) => void;
};

export function Preview({ question, onRank }: PreviewProps): JSX.Element {
  const { t } = useWords();
  const preview = useQuery({
    queryKey: ['entry-preview', question?.key],
    queryFn: () => {
      if (question === null) throw new Error('nothing to preview');
      return question.ask();
    },
    enabled: question !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  if (question === null) return <p className="muted">{t('schedule.add.previewWait')}</p>;
  if (preview.error !== null) return <ProblemNotice error={preview.error} />;
  if (preview.data === undefined) {
    return (
      <p className="muted" role="status">
        {t('schedule.add.previewing')}
      </p>
    );
  }
  return (
    <div className="stack" aria-busy={preview.isFetching} aria-live="polite">
      <Effect preview={preview.data} />
      <Conflicts preview={preview.data} onRank={onRank} />
      <Losses preview={preview.data} />
      <Refusals preview={preview.data} />
    </div>
  );
}

type Props = { readonly preview: EntryPreview };

function Effect({ preview }: Props): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const [first] = preview.airings;
  const many = preview.airings.length >= AIRINGS_TOLD;
  return (
    <div className="stack-sm">
      <p className="preview-effect" data-testid="preview-effect">
        {t(many ? 'schedule.add.effectMany' : 'schedule.add.effect', {
          boxes: fmt.number(preview.devices),
          n: fmt.number(preview.airings.length),
          time: fmt.duration(preview.durationMs),
        })}
      </p>
      {preview.publish === undefined ? null : (
        <p data-testid="publish-forecast">{pick(preview.publish.words)}</p>
      )}
      {first === undefined ? null : (
        <p className="numbers">{t('schedule.add.first', { when: fmt.when(first, now) })}</p>
      )}
      {preview.airings.length < 2 ? null : (
        <details className="fold">
          <summary>{t('schedule.add.lastShown')}</summary>
          <ul className="numbers small">
            {preview.airings.slice(0, AIRINGS_SHOWN).map((at) => (
              <li key={at}>{fmt.dateTime(at)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Conflicts({ preview, onRank }: Props & Pick<PreviewProps, 'onRank'>): JSX.Element | null {
  const { t } = useWords();
  if (preview.conflicts.length === 0) {
    return preview.losses.length > 0 ? null : <NoConflict until={preview.lookedUntil} />;
  }
  // Once for each line that it meets, however often the two meet.
  const first = new Map(
    [...preview.conflicts].reverse().map((one) => [one.otherEntryId, one] as const),
  );
  return (
    <Notice tone="warn" title={t('schedule.add.conflicts')} still testId="conflicts">
      <ul className="preview-list">
        {preview.conflicts.map((one) => (
          <li key={`${one.startAt} ${one.otherEntryId}`}>
            <Clash one={one} />
            {first.get(one.otherEntryId) === one ? <Swap one={one} onRank={onRank} /> : null}
          </li>
        ))}
      </ul>
      <Alike told={preview.conflicts} from={preview.alikeFrom} />
    </Notice>
  );
}

function NoConflict({ until }: { readonly until: Instant | null }): JSX.Element {
  const { t } = useWords();
  const last = until === null ? null : formatDate(localDateOf(instant(until - 1)));
  return (
    <Notice tone="good" still>
      <p>
        {last === null
          ? t('schedule.add.noConflict')
          : t('schedule.add.noConflictUntil', { day: last })}
      </p>
    </Notice>
  );
}

type AlikeProps = {
  readonly told: readonly { readonly startAt: Instant }[];
  readonly from: Instant;
};

/** A daily line meets the same others on every day: far ahead it is told once. */
function Alike({ told, from }: AlikeProps): JSX.Element | null {
  const { t } = useWords();
  if (told.every(({ startAt }) => startAt < from)) return null;
  return <p className="small">{t('schedule.add.alike', { day: formatDate(localDateOf(from)) })}</p>;
}

type ClashProps = { readonly one: EntryPreview['conflicts'][number] };

function Clash({ one }: ClashProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  return (
    <>
      {t(one.winner === 'this' ? 'schedule.add.conflictWin' : 'schedule.add.conflictLose', {
        when: fmt.when(one.startAt, now),
        title: one.otherTitle,
      })}
      <span className="small preview-fate">{pick(one.fate)}</span>
    </>
  );
}

/** Who goes first among equals is for the commune to say. */
function Swap({ one, onRank }: ClashProps & Pick<PreviewProps, 'onRank'>): JSX.Element | null {
  const { t } = useWords();
  const { swapRank, winner, otherTitle } = one;
  if (swapRank === null) return null;
  const label = t(winner === 'this' ? 'schedule.add.goSecond' : 'schedule.add.goFirst');
  return (
    <div className="row">
      <Button
        size="sm"
        variant="default"
        aria-label={`${label}: ${otherTitle}`}
        onClick={() => onRank(swapRank)}
      >
        {label}
      </Button>
    </div>
  );
}

/** At other hours: the minutes of a day are few, and this line takes some. */
function Losses({ preview }: Props): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  if (preview.losses.length === 0) return null;
  return (
    <Notice tone="warn" title={t('schedule.add.losses')} still testId="losses">
      <ul className="preview-list">
        {preview.losses.map((one) => (
          <li key={`${one.startAt} ${one.otherEntryId}`}>
            <span className="numbers strong">{fmt.when(one.startAt, now)}</span>
            <span className="preview-fate">{pick(one)}</span>
          </li>
        ))}
      </ul>
      <Alike told={preview.losses} from={preview.alikeFrom} />
      <p className="small">{t('schedule.add.lossesHint')}</p>
    </Notice>
  );
}

function Refusals({ preview }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const silence = useSilenceWords();
  const now = useNow(60_000);
  if (preview.refusals.length === 0) {
    return (
      <Notice tone="good" still>
        <p>{t('schedule.add.refusalsNone')}</p>
      </Notice>
    );
  }
  const some = preview.refusals.every(({ devices }) => devices < preview.devices);
  return (
    <Notice
      tone={some ? 'warn' : 'bad'}
      title={t(some ? 'schedule.add.refusalsSome' : 'schedule.add.refusals')}
      still
      testId="refusals"
    >
      <ul className="preview-list">
        {preview.refusals.map((one) => (
          <li key={one.startAt}>
            <span className="numbers strong">{fmt.when(one.startAt, now)}</span>
            <span className="preview-fate">{silence(one, preview.devices)}</span>
          </li>
        ))}
      </ul>
      <Alike told={preview.refusals} from={preview.alikeFrom} />
    </Notice>
  );
}
