/**
 * A wish — một lần phát muốn lên sóng.
 *
 * What the resolver must know of an airing, and where it may sound by itself, were nobody else there.
 * Knows nothing of rivals and of the minutes of a day.
 */
import type { Origin, Priority } from '../priority.js';
import type { Instant, Interval } from '../time.js';
import { permittedSpans, type SoundEnvelope } from '../trust/sound-envelope.js';
import type { AfterCut } from './after-cut.js';

/** Back on the air at `at`, from this position inside the airing, milliseconds. */
export type Return = { readonly at: Instant; readonly fromMs: number };

/** What the resolver must know of an airing; a plan item is one. */
export type Wish = {
  readonly entryId: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: AfterCut;
  /** Cut by something that was in no plan, and back on the air since: set by who heard it. */
  readonly back?: Return;
};

/** Where `wish` may sound by itself, were nobody else there: the envelope and its own two rules. */
export function spansOf(wish: Wish, envelope: SoundEnvelope | null): Interval[] {
  const { startAt, fromMs } =
    wish.back === undefined
      ? { startAt: wish.startAt as Instant, fromMs: 0 }
      : { startAt: wish.back.at, fromMs: wish.back.fromMs };
  const endAt = (startAt + wish.durationMs - fromMs) as Instant;
  const spans = permittedSpans(envelope, wish.priority, { startAt, endAt });
  const late = spans[0] !== undefined && spans[0].startAt > startAt;
  if (late && wish.back === undefined && wish.lateStart === 'skip') return [];
  return wish.afterCut === 'skip' ? spans.slice(0, 1) : spans;
}

export const wantsAll = (rule: AfterCut): boolean => rule === 'resume' || rule === 'restart';

/** Where `wish` goes on at `at`, had it been heard up to `heardMs` when it was cut. */
export const returnAt = (wish: Wish, at: Instant, heardMs: number): Return => ({
  at,
  fromMs: wish.afterCut === 'restart' ? 0 : Math.min(heardMs, wish.durationMs),
});

export const endOfReturn = (wish: Wish, { at, fromMs }: Return): Instant =>
  (at + wish.durationMs - fromMs) as Instant;

export const isWhole = (wish: Wish, span: Interval, envelope: SoundEnvelope | null): boolean => {
  const [first] = permittedSpans(envelope, wish.priority, span);
  return first?.startAt === span.startAt && first.endAt === span.endAt;
};
