/**
 * Difference of plans — kế hoạch nào thật sự thay đổi.
 *
 * Tells which boxes need a new plan: those without one, those whose sound would differ, those whose
 * plan is about to expire. Number, date and expiry are not a difference; nor is an airing that is
 * over. So a province-wide republication touches only who is touched.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';

/** A plan with less life left than this is issued again. */
export const RENEW_BEFORE_MS = 7 * 86_400_000;

export type PlanChange = {
  readonly deviceId: DeviceId;
  readonly why: 'first' | 'content' | 'expiry' | 'moved';
};

type Built = { readonly deviceId: DeviceId; readonly plan: Plan };

/** @param stored the newest stored plan of each box that has one */
export function changedPlans(
  built: readonly Built[],
  stored: ReadonlyMap<DeviceId, Plan>,
  now: Instant,
): PlanChange[] {
  const textOf = cachedText();
  return built.flatMap(({ deviceId, plan }) => {
    const old = stored.get(deviceId);
    const why = old === undefined ? 'first' : changeOf(old, plan, { now, textOf });
    return why === null ? [] : [{ deviceId, why }];
  });
}

type TextOf = (items: readonly PlanItem[], now: Instant) => string;

function changeOf(
  old: Plan,
  next: Plan,
  { now, textOf }: { readonly now: Instant; readonly textOf: TextOf },
): PlanChange['why'] | null {
  if (old.area !== next.area) return 'moved';
  const same =
    textOf(old.items, now) === textOf(next.items, now) &&
    old.standing.join() === next.standing.join();
  if (!same) return 'content';
  return old.exp - now < RENEW_BEFORE_MS ? 'expiry' : null;
}

/** Airings not over yet, as text; boxes that share their items share the work. */
function cachedText(): TextOf {
  const known = new WeakMap<readonly PlanItem[], string>();
  return (items, now) => {
    const text =
      known.get(items) ??
      JSON.stringify(items.filter((item) => item.startAt + item.durationMs > now).map(fixedOrder));
    known.set(items, text);
    return text;
  };
}

/** Keys in one order, whatever order a store gave them back in. Files are named by hash in `parts`. */
const fixedOrder = (item: PlanItem): unknown[] => [
  item.entryId,
  item.title,
  item.startAt,
  item.durationMs,
  item.priority,
  item.origin,
  item.rank,
  item.parts.map(({ sha256, offsetMs }) => [sha256, offsetMs]),
  item.gainDb,
  item.lateStart,
  item.afterCut,
  ...(item.relay === undefined ? [] : [item.relay.sourceId, item.relay.url, item.relay.stallMs]),
];
