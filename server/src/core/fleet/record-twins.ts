/**
 * Two records under one number — hai nhật ký trùng số.
 *
 * A box numbers a record once and sends that same record again until it is confirmed. Two of one number
 * that contradict each other come from two journals: a copied card, or an old copy put back. Which of
 * them the real box wrote cannot be known from them.
 */
import type { PlayRecord } from '@loaso/shared/wire/play-record';

/** Refusals that tell of two boxes with one key. */
export const TWIN_CODES = ['counter-fell', 'record-differs'] as const;
export type TwinCode = (typeof TWIN_CODES)[number];

/** What came under a number that was taken, beside what has been kept under it. */
export type Unlike = { readonly told: PlayRecord; readonly kept: PlayRecord };

/** What became of a message of records. */
export type RecordsAdded = {
  /** The highest number stored without a gap. */
  readonly upToSeq: number;
  /** What was new. */
  readonly added: readonly PlayRecord[];
  readonly unlike: readonly Unlike[];
};

/** A field that only one of two releases of the server knew contradicts nothing. */
export function contradicts(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one !== other;
  }
  const theirs = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).some(
    ([name, value]) => theirs.has(name) && contradicts(value, theirs.get(name)),
  );
}

/** The first contradiction as one line for the log and the audit trail, or null. */
export function twinLine(unlike: readonly Unlike[]): string | null {
  const found = unlike.find(({ told, kept }) => contradicts(told, kept));
  if (found === undefined) return null;
  const { told, kept } = found;
  return `record ${told.seq}: ${told.playId} ${told.outcome} after ${kept.playId} ${kept.outcome}`;
}
