/**
 * Counting doubts — mấy cụm chắc phát, mấy cụm chưa chắc.
 *
 * Every box of a group once for each airing: sure, or with its first doubt. The same over all airings
 * of the group, with names and the next step.
 */
import { type AheadAiring, type AheadGroup, DoubtKind } from '@loaso/shared/wire/http/week';
import { lostAtOf } from '../fleet/presence.js';
import { type BoxAhead, doubtOf, MENDS, type Needed } from './box-doubts.js';
import { doubtInWords, nextInWords } from './doubt-words.js';

/** The boxes of a group as they are known at `now`. */
export type Listeners = { readonly boxes: readonly BoxAhead[]; readonly now: number };

type ByKind = ReadonlyMap<DoubtKind, readonly BoxAhead[]>;

export type Counted = {
  readonly sureBoxes: number;
  readonly doubts: AheadAiring['doubts'];
  readonly byKind: ByKind;
};

const NAMES_SHOWN = 3;

export function countDoubts({ boxes, now }: Listeners, airing: Needed): Counted {
  const byKind = new Map<DoubtKind, BoxAhead[]>();
  let sureBoxes = 0;
  for (const box of boxes) {
    const kind = doubtOf(box, airing, now);
    if (kind === null) sureBoxes += 1;
    else byKind.set(kind, [...(byKind.get(kind) ?? []), box]);
  }
  return { sureBoxes, doubts: inOrder(byKind).map((one) => told(one, now)), byKind };
}

/** Each box once for each doubt, in how many airings ever. */
export function doubtsInAll(counted: readonly Counted[], now: number): AheadGroup['doubts'] {
  const all = new Map<DoubtKind, Set<BoxAhead>>();
  for (const [kind, boxes] of counted.flatMap(({ byKind }) => [...byKind])) {
    all.set(kind, new Set([...(all.get(kind) ?? []), ...boxes]));
  }
  // Trusted for some days and not beyond: one box, told once, with both.
  for (const box of all.get('alone') ?? []) all.get('away')?.delete(box);
  const listed = [...all].map(([kind, boxes]) => [kind, [...boxes]] as const);
  return inOrder(new Map(listed.filter(([, boxes]) => boxes.length > 0))).map(([kind, boxes]) => ({
    ...told([kind, boxes], now),
    names: boxes.slice(0, NAMES_SHOWN).map(({ name }) => name),
    next: nextInWords(kind),
  }));
}

const inOrder = (byKind: ByKind): (readonly [DoubtKind, readonly BoxAhead[]])[] =>
  DoubtKind.options.flatMap((kind) => {
    const boxes = byKind.get(kind);
    return boxes === undefined ? [] : [[kind, boxes] as const];
  });

function told(
  [kind, boxes]: readonly [DoubtKind, readonly BoxAhead[]],
  now: number,
): AheadAiring['doubts'][number] {
  const lost = boxes.flatMap(({ patient }) => lostAtOf(patient, now) ?? []);
  const sinceAt = lost.length === 0 ? null : lost.reduce((a, b) => Math.min(a, b));
  const words = doubtInWords(kind, boxes.length, { sinceAt, now });
  return { kind, boxes: boxes.length, words, mends: MENDS.has(kind) };
}
