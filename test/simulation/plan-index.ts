/**
 * Index of a plan — chỉ mục kế hoạch.
 *
 * Airings of a plan by entry and instant, worked out once for all boxes that share them.
 */
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import type { Order } from './fake-output.js';

const known = new WeakMap<readonly PlanItem[], Map<string, PlanItem>>();

/** Keys are 'entry.startAt'. */
export function itemsById(plan: Plan): ReadonlyMap<string, PlanItem> {
  const found = known.get(plan.items);
  if (found !== undefined) return found;
  const made = new Map(plan.items.map((item) => [`${item.entryId}.${item.startAt}`, item]));
  known.set(plan.items, made);
  return made;
}

/** 'entry.startAt' of an order: its play id without the box. */
export function keyOf({ playId }: { readonly playId: string }): string {
  const [entryId, , startAt] = playId.split('.');
  return `${entryId}.${startAt}`;
}

export const sameParts = (item: PlanItem, order: Order): boolean =>
  item.parts.map(({ sha256 }) => sha256).join() === order.parts.map(({ sha256 }) => sha256).join();
