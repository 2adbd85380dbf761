/**
 * What was really sounded — phút và buổi đã phát.
 *
 * Sums of normal and priority sound for each local day, and the sessions it made. Sound is split at
 * midnight; days older than a week are forgotten.
 */
import {
  addDays,
  type Instant,
  type Interval,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import { type Sessions, withSound } from '@loaso/shared/timeline/sessions';
import type { PlayRecord } from '@loaso/shared/wire/play-record';

export type SoundedMs = ReadonlyMap<LocalDate, number>;
export type SessionsByDay = ReadonlyMap<LocalDate, Sessions>;

const DAYS_KEPT = 7;

/** Adds a stretch of sound to the days it touched. */
export function addSound(
  before: SoundedMs,
  startedAt: Instant,
  playedMs: number,
): Map<LocalDate, number> {
  const days = recent(before, startedAt);
  for (const { startAt, endAt } of daysOf(startedAt, playedMs)) {
    const day = localDateOf(startAt);
    days.set(day, (days.get(day) ?? 0) + endAt - startAt);
  }
  return days;
}

/** Adds it to the sessions of those days. @param lastedMs from its first sample to its last */
export function addSessions(
  before: SessionsByDay,
  startedAt: Instant,
  lastedMs: number,
): Map<LocalDate, Sessions> {
  const days = recent(before, startedAt);
  for (const span of daysOf(startedAt, lastedMs)) {
    const day = localDateOf(span.startAt);
    days.set(day, withSound(days.get(day), span));
  }
  return days;
}

type Heard = Exclude<PlayRecord, { outcome: 'missed' }>;

/** How long a piece took; of a relay, its silence too. */
export const lastedMs = ({ playedMs, relay }: Heard): number => playedMs + (relay?.silentMs ?? 0);

function recent<T>(before: ReadonlyMap<LocalDate, T>, at: Instant): Map<LocalDate, T> {
  const oldest = addDays(localDateOf(at), -DAYS_KEPT);
  return new Map([...before].filter(([day]) => day >= oldest));
}

function daysOf(startedAt: Instant, lengthMs: number): Interval[] {
  const spans: Interval[] = [];
  const endAt = (startedAt + lengthMs) as Instant;
  let from = startedAt;
  while (from < endAt) {
    const to = Math.min(endAt, startOfDay(addDays(localDateOf(from), 1))) as Instant;
    spans.push({ startAt: from, endAt: to });
    from = to;
  }
  return spans;
}
