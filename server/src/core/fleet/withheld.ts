/**
 * Lines withheld — dòng lịch đang giữ lại ở các cụm chưa tới lượt.
 *
 * Boxes of a later group go on with the lines as they were before the change, whatever else is
 * published to them meanwhile. Taking sound away passes through: what somebody takes off leaves the
 * old lines as well.
 */
import type { EntryId } from '@loaso/shared/ids';

type Exception = { readonly at: number; readonly instead: EntryId | null };

type Line = {
  readonly state: 'active' | 'cancelled';
  readonly exceptions: readonly Exception[];
  readonly endedAt: number | null;
};

/** A line as a held box knows it; null where the line is new. */
export type Withheld<L extends Line> = { readonly id: EntryId; readonly before: L | null };

/** What became of a line by a change that goes everywhere at once. */
export type LineChange<L extends Line> = Withheld<L> & { readonly after: L };

/** @param withheld of several publications, the oldest first: its memory goes furthest back */
export function linesHeld<L extends Line>(
  withheld: readonly (readonly Withheld<L>[])[],
): ReadonlyMap<EntryId, L | null> {
  const held = new Map<EntryId, L | null>();
  for (const { id, before } of withheld.flat()) if (!held.has(id)) held.set(id, before);
  return held;
}

/** Of several memories of one thing the first, which goes furthest back. */
export function oldestFirst<T>(memories: readonly T[], keyOf: (one: T) => string): T[] {
  const held = new Map<string, T>();
  for (const one of memories) if (!held.has(keyOf(one))) held.set(keyOf(one), one);
  return [...held.values()];
}

/** @returns what is still withheld; empty when nothing new is left to hold back */
export function afterTakingOff<L extends Line>(
  withheld: readonly Withheld<L>[],
  changes: readonly LineChange<L>[],
): Withheld<L>[] {
  const changeOf = new Map(changes.map((change) => [change.id, change]));
  const left = withheld.flatMap((one): Withheld<L>[] => {
    const { id, before } = one;
    const change = changeOf.get(id);
    if (change?.after.state === 'cancelled') return [];
    if (change === undefined || before === null) return [one];
    return [{ id, before: withoutTaken(before, change) }];
  });
  return left.some(({ before }) => before === null) ? left : [];
}

function withoutTaken<L extends Line>(held: L, { before, after }: LineChange<L>): L {
  const known = new Set([...held.exceptions, ...(before?.exceptions ?? [])].map(({ at }) => at));
  const taken = after.exceptions.filter(({ at }) => !known.has(at));
  const ended = after.endedAt !== (before?.endedAt ?? null) ? after.endedAt : null;
  const endedAt =
    held.endedAt === null || ended === null
      ? (held.endedAt ?? ended)
      : Math.min(held.endedAt, ended);
  return { ...held, exceptions: [...held.exceptions, ...taken], endedAt };
}
