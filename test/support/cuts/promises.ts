/**
 * Promises of a journal — điều sổ đã hứa.
 *
 * What was answered as stored must be found after any cut, in order; what was under way may be found.
 * A rewriting under way may have taken the place of all before, whole or not at all.
 */
import type { JournalEntry } from '#edge-agent/core/journal-entry';

export type Promises = {
  begin(kind: 'journal' | 'compact', entries: readonly JournalEntry[]): { kept(): void };
  /** Whether `found` holds what was promised; from then on what was found is the promise. */
  areKept(found: readonly JournalEntry[]): boolean;
};

export function createPromises(): Promises {
  let promised: string[] = [];
  let rewriting: string[] | null = null;
  const textOf = (entries: readonly JournalEntry[]): string[] =>
    entries.map((entry) => JSON.stringify(entry));
  const startsWith = (found: readonly string[], begin: readonly string[]): boolean =>
    begin.length <= found.length && begin.every((line, index) => found[index] === line);
  return {
    begin: (kind, entries) => {
      const text = textOf(entries);
      if (kind === 'compact') rewriting = text;
      return {
        kept: () => {
          promised = kind === 'compact' ? text : [...promised, ...text];
          rewriting = null;
        },
      };
    },
    areKept: (entries) => {
      const found = textOf(entries);
      const kept =
        startsWith(found, promised) || (rewriting !== null && startsWith(found, rewriting));
      promised = found;
      rewriting = null;
      return kept;
    },
  };
}
