/**
 * May it return — có được phát lại không.
 *
 * Whether an airing that was cut may be heard to its end, later: the rule that the resolver and a box
 * share. Who may sound must not wait for it, who may not has no say. Moves nothing.
 */
import { compareStanding } from '../priority.js';
import type { Instant, Interval } from '../time.js';
import type { SoundEnvelope } from '../trust/sound-envelope.js';
import { type DayCount, dayCount, type Heard } from './day-gate.js';
import { endOfReturn, isWhole, type Return, spansOf, type Wish } from './wish.js';

/** An airing that is back at `span.startAt`, and when its time would be over otherwise. */
type Longer = { readonly wish: Wish; readonly span: Interval; readonly ownEndAt: Instant };

/**
 * True when `other` has a right to some of the longer time: it stands above, or comes after the time
 * that was planned, and its day leaves it room. Who may not sound keeps nobody silent.
 */
export function isInTheWay(
  { wish, span, ownEndAt }: Longer,
  other: { readonly wish: Wish; readonly span: Interval },
  count: DayCount,
): boolean {
  const { startAt, endAt } = other.span;
  const isAbove = compareStanding(other.wish, wish) < 0;
  if (startAt >= span.endAt || endAt <= (isAbove ? span.startAt : ownEndAt)) return false;
  const inOwnTime = isAbove && startAt < ownEndAt;
  if (inOwnTime || other.wish.priority === 'emergency') return true;
  const spends = wish.priority !== 'emergency' && ownEndAt > span.startAt;
  return count.opensWithin(
    {
      startAt: Math.max(startAt, ownEndAt) as Instant,
      endAt: Math.min(endAt, span.endAt) as Instant,
    },
    spends ? { startAt: span.startAt, endAt: ownEndAt } : null,
  );
}

/**
 * True when `wish` is back before its own time was over, the envelope holds to the end, nobody who
 * stands above it and may sound comes meanwhile, and nobody at all after its own time.
 */
export function mayReturn<W extends Wish>(
  wish: W,
  back: Return,
  around: {
    readonly wishes: readonly W[];
    readonly envelope: SoundEnvelope | null;
    readonly heard: Heard | null;
  },
): boolean {
  const { wishes, envelope, heard } = around;
  const ownEndAt = (wish.startAt + wish.durationMs) as Return['at'];
  const span = { startAt: back.at, endAt: endOfReturn(wish, back) };
  if (back.at >= ownEndAt || !isWhole(wish, span, envelope)) return false;
  const count = dayCount(envelope, heard);
  // As the day stands then: of an emergency nothing is counted that would say so.
  count.at(back.at);
  return !wishes.some(
    (other) =>
      other !== wish &&
      spansOf(other, envelope).some((one) =>
        isInTheWay({ wish, span, ownEndAt }, { wish: other, span: one }, count),
      ),
  );
}
