/**
 * Timed journal — sổ có bấm giờ.
 *
 * The same journal, and how long its oldest work has been under way: a card may neither take a write
 * nor refuse it, and then no fault is ever told. Gives nothing up and decides nothing.
 */
import type { Journal } from '../../ports.js';

export type TimedJournal = {
  readonly journal: Journal;
  /** Of the oldest work that has not ended, milliseconds; 0 where none is under way. */
  readonly waitsMs: () => number;
  /** True once something was stored. */
  readonly hasStored: () => boolean;
};

/** @param nowMs monotonic */
export function timedJournal(journal: Journal, nowMs: () => number): TimedJournal {
  const begun = new Map<symbol, number>();
  let stored = false;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const token = Symbol('work');
    begun.set(token, nowMs());
    try {
      return await work();
    } finally {
      begun.delete(token);
    }
  };
  const storing = async (work: () => Promise<number>): Promise<number> => {
    const sizeBytes = await timed(work);
    stored = true;
    return sizeBytes;
  };
  return {
    journal: {
      open: () => timed(() => journal.open()),
      fault: () => journal.fault(),
      append: (entries) => storing(() => journal.append(entries)),
      compact: (entries) => storing(() => journal.compact(entries)),
      close: () => journal.close(),
    },
    waitsMs: () => {
      const [oldest] = begun.values();
      return oldest === undefined ? 0 : nowMs() - oldest;
    },
    hasStored: () => stored,
  };
}
