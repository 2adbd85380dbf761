/**
 * Play records — nhật ký phát của cụm.
 *
 * What was planned and what the box says it really did, with the error of the start; pieces where an
 * airing was cut. A trial output is marked: it does not count as aired.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { DAY_MS, HOUR_MS } from '@loaso/shared/time';
import type { Airing } from '@loaso/shared/wire/http/schedule';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { airingsQuery } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { formatClockSeconds } from '../../i18n/format.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { reasonOf } from '../../parts/airing-reason.js';
import { Section, Waiting } from '../../parts/page.js';
import { AiringPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';

const LIMIT = 60;
/** Below this a start is "on time" to any ear. */
const EXACT_MS = 20;

export function Airings({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element {
  const { t } = useWords();
  const hour = useNow(HOUR_MS);
  const span = { from: hour - 3 * DAY_MS, to: hour + HOUR_MS };
  const airings = useQuery({
    ...airingsQuery(deviceId, span, LIMIT),
    placeholderData: keepPreviousData,
  });
  const list = (airings.data ?? [])
    .filter(({ state }) => state !== 'planned')
    .sort((a, b) => b.startAt - a.startAt);
  return (
    <Section title={t('fleet.airings.title')} testId="airings">
      <p className="small muted">{t('fleet.airings.intro')}</p>
      <ProblemNotice error={airings.error} onRetry={airings.refetch} />
      {airings.isPending ? <Waiting /> : null}
      {airings.data !== undefined && list.length === 0 ? (
        <p className="muted">{t('fleet.airings.none')}</p>
      ) : null}
      <ul className="plain-list rows">
        {list.map((airing) => (
          <Row key={airing.playId} airing={airing} />
        ))}
      </ul>
    </Section>
  );
}

function startText(errorMs: number | null, { t, fmt }: WordsInUse): string {
  if (errorMs === null) return t('fleet.airings.errorNone');
  if (Math.abs(errorMs) < EXACT_MS) return t('fleet.airings.exact');
  const ms =
    Math.abs(errorMs) < 1000
      ? t('fleet.device.ms', { n: fmt.number(Math.abs(Math.round(errorMs))) })
      : fmt.duration(Math.abs(errorMs));
  return t(errorMs < 0 ? 'fleet.airings.early' : 'fleet.airings.late', { ms });
}

function Row({ airing }: { readonly airing: Airing }): JSX.Element {
  const words = useWords();
  const { t, fmt } = words;
  const now = useNow(60_000);
  return (
    <li className="stack-sm" data-testid="airing" data-state={airing.state}>
      <div className="row">
        <span className="numbers strong airing-time">{fmt.when(airing.startAt, now)}</span>
        <span className="grow wrap-any">{airing.title}</span>
        <AiringPill state={airing.state} />
      </div>
      <p className="row small muted">
        {airing.playedMs === 0 ? null : (
          <span>
            {`${t('fleet.airings.played')} ${t('fleet.airings.playedOf', {
              a: fmt.duration(airing.playedMs),
              b: fmt.duration(airing.durationMs),
            })}`}
          </span>
        )}
        {airing.startErrorMs === null ? null : (
          <span>{`${t('fleet.airings.error')}: ${startText(airing.startErrorMs, words)}`}</span>
        )}
        {airing.reason === null ? null : (
          <span>{t(`fleet.reason.${reasonOf(airing.reason)}`)}</span>
        )}
        {airing.virtual ? <span>{t('fleet.airings.virtual')}</span> : null}
      </p>
      {airing.pieces.length > 1 ? <Pieces airing={airing} /> : null}
    </li>
  );
}

function Pieces({ airing }: { readonly airing: Airing }): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <details className="small">
      <summary>{t('fleet.airings.pieces', { n: airing.pieces.length })}</summary>
      <ul>
        {airing.pieces.map((piece) => (
          <li key={piece.seq} className="numbers">
            {t('fleet.airings.piece', {
              from: fmt.duration(piece.fromMs),
              at: formatClockSeconds(piece.startedAt),
              played: fmt.duration(piece.playedMs),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
