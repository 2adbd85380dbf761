/**
 * Who wins — thứ tự ưu tiên.
 *
 * Emergency over priority over normal; then the higher body; then the commune's own order (TT 39
 * practice: between equal priority bulletins the commune decides). One total order, so that no two
 * airings can ever tie and the order of a list never matters.
 */
import { z } from 'zod';

/** khẩn cấp / ưu tiên / thông thường. */
export const Priority = z.enum(['emergency', 'priority', 'normal']);
export type Priority = z.infer<typeof Priority>;

/** Trung ương / tỉnh / xã. */
export const Origin = z.enum(['central', 'province', 'commune']);
export type Origin = z.infer<typeof Origin>;

/** What decides between two airings that want the same instant. `rank` 1 is first. */
export type Standing = {
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly startAt: number;
  readonly entryId: string;
};

const PRIORITY_ORDER: Record<Priority, number> = { emergency: 0, priority: 1, normal: 2 };
const ORIGIN_ORDER: Record<Origin, number> = { central: 0, province: 1, commune: 2 };

/**
 * Negative when `a` wins. Emergencies among themselves: the newest first, so that a correction is
 * never blocked by what it corrects; the rest by origin, rank, then the one that began earlier.
 */
export function compareStanding(a: Standing, b: Standing): number {
  const byPriority = PRIORITY_ORDER[a.priority] - PRIORITY_ORDER[b.priority];
  if (byPriority !== 0) return byPriority;
  const urgent = a.priority === 'emergency';
  const byStart = urgent ? b.startAt - a.startAt : a.startAt - b.startAt;
  const byBody = ORIGIN_ORDER[a.origin] - ORIGIN_ORDER[b.origin] || a.rank - b.rank;
  const byRule = urgent ? byStart || byBody : byBody || byStart;
  return byRule || (a.entryId < b.entryId ? -1 : a.entryId > b.entryId ? 1 : 0);
}
