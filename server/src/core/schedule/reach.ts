/**
 * Reach — lịch này tới những cụm loa nào.
 *
 * Targets name areas, groups or single boxes; a box is reached through any area above it. One place for that
 * rule, so that preview, plans and calendar can never disagree about who is meant.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { AreaPath } from './policy.js';

export type TreeNode = { readonly id: AreaId; readonly parentId: AreaId | null };

export type ReachTarget = {
  readonly areaIds: readonly AreaId[];
  readonly deviceIds: readonly DeviceId[];
  /** Who is in the groups that it names. */
  readonly memberIds?: readonly DeviceId[];
};

/** Whose line it is, and where it means to sound. */
export type Reaching = { readonly areaId: AreaId; readonly target: ReachTarget };

/** The boxes that it means by themselves or as members of a group. */
export const namedBy = ({ deviceIds, memberIds = [] }: ReachTarget): DeviceId[] => [
  ...new Set([...deviceIds, ...memberIds]),
];

/** Deepest tree: province, commune, hamlet, and room for one more. */
const DEPTH_MAX = 8;

/** Every area with those above it, nearest first. An unknown parent ends the path. */
export function areaPaths(areas: readonly TreeNode[]): ReadonlyMap<AreaId, AreaPath> {
  const parents = new Map(areas.map(({ id, parentId }) => [id, parentId]));
  const pathOf = (id: AreaId): AreaId[] => {
    const path: AreaId[] = [];
    for (let at: AreaId | null | undefined = id; at && path.length < DEPTH_MAX; ) {
      path.push(at);
      at = parents.get(at);
    }
    return path;
  };
  return new Map(areas.map(({ id }) => [id, pathOf(id)]));
}

/**
 * True when the line means the box `id` that stands at the first area of `path`. A box that is named
 * hears the lines of its own places: one that was moved away leaves them behind.
 */
export const reaches = ({ areaId, target }: Reaching, id: DeviceId, path: AreaPath): boolean =>
  (path.includes(areaId) && namedBy(target).includes(id)) ||
  target.areaIds.some((area) => path.includes(area));
