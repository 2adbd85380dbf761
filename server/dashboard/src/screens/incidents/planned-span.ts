/**
 * Span of planned work — từ lúc nào đến lúc nào.
 *
 * Now, or a day and a time as people write it. What is no time, and what is over already, comes back
 * by name.
 */
import { HOUR_MS, type Instant, instantAt, type LocalDate } from '@loaso/shared/time';
import { minuteOf } from '../entry/time-text.js';

export type Start = {
  readonly later: boolean;
  readonly date: LocalDate;
  /** As typed; means nothing while the work begins now. */
  readonly time: string;
};

export type Span =
  | { readonly ok: true; readonly fromAt: number; readonly untilAt: number }
  | { readonly ok: false; readonly wrong: 'time' | 'past' };

export function spanOf({ later, date, time }: Start, hours: number, now: Instant): Span {
  const minute = later ? minuteOf(time) : null;
  if (later && minute === null) return { ok: false, wrong: 'time' };
  const fromAt = minute === null ? now : instantAt(date, minute);
  const untilAt = fromAt + hours * HOUR_MS;
  return untilAt <= now ? { ok: false, wrong: 'past' } : { ok: true, fromAt, untilAt };
}
