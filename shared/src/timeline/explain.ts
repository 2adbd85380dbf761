/**
 * Why this sounds, why that is silent — vì sao phát, vì sao im.
 *
 * Gives every wish exactly one fate and one reason, so that a screen, a record and a simulation
 * say the same. Refuses to know the words: rooms translate the codes.
 */

import type { SoundEnvelope } from '../trust/sound-envelope.js';
import { type Heard, resolveTimeline, type Stretch, spansOf, type Wish } from './resolve.js';

export type Fate<W extends Wish> =
  | { readonly kind: 'sounds'; readonly wish: W; readonly stretches: Stretch<W>[] }
  /** Cut, and heard to its end all the same: later, from the cut or from its beginning. */
  | {
      readonly kind: 'returns';
      readonly wish: W;
      readonly stretches: Stretch<W>[];
      readonly by: W | null;
    }
  | {
      readonly kind: 'cut';
      readonly wish: W;
      readonly stretches: Stretch<W>[];
      readonly by: W | null;
    }
  | { readonly kind: 'outranked'; readonly wish: W; readonly by: W }
  | { readonly kind: 'envelope'; readonly wish: W }
  | { readonly kind: 'daily-minutes'; readonly wish: W };

/** One fate per wish, in the order of `wishes`. `by` null means by the envelope. */
export function explainTimeline<W extends Wish>(
  wishes: readonly W[],
  envelope: SoundEnvelope | null,
  heard: Heard | null = null,
): Fate<W>[] {
  const stretches = resolveTimeline(wishes, envelope, heard);
  const byWish = Map.groupBy(stretches, ({ wish }) => wish);
  return wishes.map((wish) =>
    fateOf(wish, { own: byWish.get(wish) ?? [], all: stretches }, envelope),
  );
}

function fateOf<W extends Wish>(
  wish: W,
  { own, all }: { readonly own: Stretch<W>[]; readonly all: readonly Stretch<W>[] },
  envelope: SoundEnvelope | null,
): Fate<W> {
  if (isWhole(wish, own)) {
    return own.length === 1
      ? { kind: 'sounds', wish, stretches: own }
      : { kind: 'returns', wish, stretches: own, by: rivalOf(wish, all) };
  }
  // What may not sound at all is not outranked by anybody.
  if (spansOf(wish, envelope).length === 0) return { kind: 'envelope', wish };
  const by = rivalOf(wish, all);
  if (own.length > 0) return { kind: 'cut', wish, stretches: own, by };
  return by === null ? { kind: 'daily-minutes', wish } : { kind: 'outranked', wish, by };
}

/** True when every position was heard in one go from the last beginning on. */
function isWhole<W extends Wish>(wish: W, own: readonly Stretch<W>[]): boolean {
  let heardMs = wish.back?.fromMs ?? 0;
  for (const { startAt, endAt, offsetMs } of own) {
    heardMs = (offsetMs === 0 ? 0 : heardMs) + endAt - startAt;
  }
  return heardMs === wish.durationMs;
}

function rivalOf<W extends Wish>(wish: W, all: readonly Stretch<W>[]): W | null {
  const endAt = wish.startAt + wish.durationMs;
  const rival = all.find(
    (stretch) => stretch.wish !== wish && stretch.startAt < endAt && wish.startAt < stretch.endAt,
  );
  return rival?.wish ?? null;
}
