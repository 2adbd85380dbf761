/**
 * Pace of an order — tin khẩn: bao lâu thì loa kêu.
 *
 * Sums what each box has said of an order into how many began, when the first did and when nearly
 * all had. Promises that every box is in exactly one count. Knows no names and no store.
 */
import type { EmergencyKind } from '@loaso/shared/wire/http/emergency';
import type { EmergencyPace } from '@loaso/shared/wire/http/report-emergencies';
import type { BoxWord } from '../emergency/box-word.js';

/** Of the boxes that begun, so many must have begun; the last few are stragglers. */
const MOST = 0.95;

export type Began = 'begun' | 'virtual' | 'silent' | 'unheard';

/** A drill makes no sound: ready is who took it and named nothing in its way. */
const ofDrill = ({ acceptedAt, refusal }: BoxWord): Began =>
  refusal !== null ? 'silent' : acceptedAt === null ? 'unheard' : 'begun';

/** The one count that a box is in. */
export function beganOf(word: BoxWord, kind: EmergencyKind): Began {
  if (kind === 'drill') return ofDrill(word);
  if (word.soundedAt !== null) return word.virtual ? 'virtual' : 'begun';
  const spoke = word.acceptedAt !== null || word.refusal !== null || word.told.length > 0;
  return spoke ? 'silent' : 'unheard';
}

type Order = {
  readonly kind: EmergencyKind;
  /** From when it is counted, UTC milliseconds. */
  readonly since: number;
};

/** How long it took, milliseconds; null where it has not begun. */
export function begunAfterMs(word: BoxWord, { kind, since }: Order): number | null {
  const at = kind === 'drill' ? word.acceptedAt : word.soundedAt;
  return beganOf(word, kind) !== 'begun' || at === null ? null : Math.max(0, at - since);
}

export function paceOf(words: readonly BoxWord[], order: Order): EmergencyPace {
  const counts: Record<Began, number> = { begun: 0, virtual: 0, silent: 0, unheard: 0 };
  const times: number[] = [];
  for (const word of words) {
    counts[beganOf(word, order.kind)] += 1;
    const afterMs = begunAfterMs(word, order);
    if (afterMs !== null) times.push(afterMs);
  }
  times.sort((a, b) => a - b);
  return {
    ordered: words.length,
    ...counts,
    firstMs: times[0] ?? null,
    mostMs: times[Math.ceil(times.length * MOST) - 1] ?? null,
  };
}
