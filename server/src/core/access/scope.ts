/**
 * Scope — phạm vi địa bàn.
 *
 * A person works in one area and everything below it. Outside, things do not exist for them. Knows
 * the shape of the tree only, not who may do what.
 */
import type { AreaId } from '@loaso/shared/ids';

type Node = { readonly id: AreaId; readonly parentId: AreaId | null };

/** Province, commune, hamlet, and room for one more: also what ends a circle in broken data. */
const DEPTH_MAX = 8;

const childrenOf = (areas: readonly Node[]): ReadonlyMap<AreaId, AreaId[]> => {
  const children = new Map<AreaId, AreaId[]>();
  for (const { id, parentId } of areas) {
    if (parentId === null) continue;
    children.set(parentId, [...(children.get(parentId) ?? []), id]);
  }
  return children;
};

/** `root` and everything below it; empty when there is no such area. */
export function subtreeOf(areas: readonly Node[], root: AreaId): AreaId[] {
  if (!areas.some(({ id }) => id === root)) return [];
  const children = childrenOf(areas);
  const found = new Set<AreaId>();
  let level: readonly AreaId[] = [root];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    for (const id of level) found.add(id);
    level = level.flatMap((id) => children.get(id) ?? []).filter((id) => !found.has(id));
  }
  return [...found];
}

/** The areas above `id`, nearest first; empty for a root and for an unknown area. */
export function ancestorsOf(areas: readonly Node[], id: AreaId): AreaId[] {
  const parents = new Map(areas.map((area) => [area.id, area.parentId]));
  const found: AreaId[] = [];
  let at = parents.get(id) ?? null;
  while (at !== null && parents.has(at) && found.length < DEPTH_MAX) {
    found.push(at);
    at = parents.get(at) ?? null;
  }
  return found;
}

/** True when `id` is `scope` or lies below it. */
export const inScope = (areas: readonly Node[], scope: AreaId, id: AreaId): boolean =>
  areas.some((area) => area.id === scope) &&
  (id === scope || ancestorsOf(areas, id).includes(scope));
