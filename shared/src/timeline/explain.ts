/**
 * Why this sounds, why that is silent — vì sao phát, vì sao im.
 *
 * Gives every wish exactly one fate and one reason, so that a screen, a record and a simulation
 * say the same. Refuses to know the words: rooms translate the codes.
 */

import { type Instant, localDateOf } from '../time.js';
import { type Dated, exemptionOn } from '../trust/exemptions.js';
import type { SoundEnvelope } from '../trust/sound-envelope.js';
import type { Heard } from './day-gate.js';
import { resolveWithShut, type Stretch } from './resolve.js';
import type { Shut } from './sessions.js';
import { spansOf, type Wish } from './wish.js';

/** The days of the exemption that held when it was to begin; absent on a day like any other. */
type OnExempted = { readonly exemption?: Exempted };

/** Bản tin thường không được phát vào những ngày ấy: `priorityOnly`. */
export type Exempted = Dated & { readonly priorityOnly?: true };

export type Fate<W extends Wish> = OnExempted & WhatBefell<W>;

type WhatBefell<W extends Wish> =
  | { readonly kind: 'sounds'; readonly wish: W; readonly stretches: Stretch<W>[] }
  /** Cut, and heard to its end all the same: later, from the cut or from its beginning. */
  | {
      readonly kind: 'returns';
      readonly wish: W;
      readonly stretches: Stretch<W>[];
      readonly by: W | null;
      readonly shut: Shut | null;
    }
  | {
      readonly kind: 'cut';
      readonly wish: W;
      readonly stretches: Stretch<W>[];
      readonly by: W | null;
      readonly shut: Shut | null;
    }
  | { readonly kind: 'outranked'; readonly wish: W; readonly by: W }
  | { readonly kind: 'envelope'; readonly wish: W }
  | { readonly kind: 'daily-minutes'; readonly wish: W }
  | { readonly kind: 'sessions'; readonly wish: W; readonly shut: Shut };

/**
 * One fate per wish, in the order of `wishes`. `by` null means by the envelope, and `shut` which
 * limit of its sessions, if that was it.
 */
export function explainTimeline<W extends Wish>(
  wishes: readonly W[],
  envelope: SoundEnvelope | null,
  heard: Heard | null = null,
): Fate<W>[] {
  const { stretches, shut } = resolveWithShut(wishes, envelope, heard);
  const byWish = Map.groupBy(stretches, ({ wish }) => wish);
  return wishes.map((wish) => {
    const date = localDateOf(wish.startAt as Instant);
    const around = { own: byWish.get(wish) ?? [], all: stretches, shut: shut.get(wish) ?? null };
    const fate = fateOf(wish, around, envelope);
    const exemption = exemptionOn(envelope?.exemptions ?? [], date);
    if (exemption === null) return fate;
    const { fromDate, toDate, priorityOnly } = exemption;
    const only = priorityOnly === undefined ? {} : { priorityOnly };
    return { ...fate, exemption: { fromDate, toDate, ...only } };
  });
}

type Around<W extends Wish> = {
  readonly own: Stretch<W>[];
  readonly all: readonly Stretch<W>[];
  readonly shut: Shut | null;
};

function fateOf<W extends Wish>(
  wish: W,
  { own, all, shut }: Around<W>,
  envelope: SoundEnvelope | null,
): WhatBefell<W> {
  const rival = rivalOf(wish, all);
  const isMet = rival !== null && (shut === null || own.some((one) => meets(one, rival)));
  const why = isMet ? { by: rival.wish, shut: null } : { by: null, shut };
  if (isWhole(wish, own)) {
    return own.length === 1
      ? { kind: 'sounds', wish, stretches: own }
      : { kind: 'returns', wish, stretches: own, ...why };
  }
  // What may not sound at all is not outranked by anybody.
  if (spansOf(wish, envelope).length === 0) return { kind: 'envelope', wish };
  if (own.length > 0) return { kind: 'cut', wish, stretches: own, ...why };
  if (rival !== null) return { kind: 'outranked', wish, by: rival.wish };
  return shut === null ? { kind: 'daily-minutes', wish } : { kind: 'sessions', wish, shut };
}

/** One ends where the other begins. */
const meets = (one: Stretch<Wish>, other: Stretch<Wish>): boolean =>
  one.endAt === other.startAt || other.endAt === one.startAt;

/** True when every position was heard in one go from the last beginning on. */
function isWhole<W extends Wish>(wish: W, own: readonly Stretch<W>[]): boolean {
  let heardMs = wish.back?.fromMs ?? 0;
  for (const { startAt, endAt, offsetMs } of own) {
    heardMs = (offsetMs === 0 ? 0 : heardMs) + endAt - startAt;
  }
  return heardMs === wish.durationMs;
}

function rivalOf<W extends Wish>(wish: W, all: readonly Stretch<W>[]): Stretch<W> | null {
  const endAt = wish.startAt + wish.durationMs;
  return (
    all.find(
      (stretch) => stretch.wish !== wish && stretch.startAt < endAt && wish.startAt < stretch.endAt,
    ) ?? null
  );
}
