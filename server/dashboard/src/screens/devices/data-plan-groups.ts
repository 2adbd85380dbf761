/**
 * Groups of data plans — nhóm cụm theo gói SIM.
 *
 * Which boxes have which plan now, who of them would get another one, and what has come of it since.
 */
import { isTraining } from '@loaso/shared/training';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import { DATA_PLAN_BOXES_MAX, type DeviceSummary } from '@loaso/shared/wire/http/fleet';

/** `null`: as in the settings file of the box. */
export const keyOf = (plan: DataPlanWish | null): string =>
  plan === null ? 'file' : `${plan.budgetMb}/${plan.monthDay}`;

export type PlanGroup = {
  readonly key: string;
  readonly plan: DataPlanWish | null;
  readonly count: number;
};

const installed = ({ state, areaId }: DeviceSummary): boolean =>
  state === 'enrolled' && !isTraining(areaId);

/** The plans that these boxes have, the commonest first. */
export function plansIn(devices: readonly DeviceSummary[]): PlanGroup[] {
  const groups = new Map<string, PlanGroup>();
  for (const { dataPlan } of devices.filter(installed)) {
    if (dataPlan === undefined) continue;
    const key = keyOf(dataPlan);
    groups.set(key, { key, plan: dataPlan, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
}

export type Reach = {
  /** On line, so that an order of two minutes finds them. */
  readonly reached: readonly DeviceSummary[];
  readonly away: readonly DeviceSummary[];
  /** Their software knows no such order. */
  readonly old: readonly DeviceSummary[];
};

/** @param key of the plan that they have now; null for any */
export function reachOf(devices: readonly DeviceSummary[], key: string | null): Reach {
  const all = devices.filter(installed);
  const fitting = all.filter(
    ({ dataPlan }) => dataPlan !== undefined && (key === null || keyOf(dataPlan) === key),
  );
  return {
    reached: fitting.filter(({ online }) => online),
    away: fitting.filter(({ online }) => !online),
    old: key === null ? all.filter(({ dataPlan }) => dataPlan === undefined) : [],
  };
}

/** As many as one request carries. */
export function partsOf<T>(list: readonly T[], size = DATA_PLAN_BOXES_MAX): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, at) => list.slice(at * size, (at + 1) * size));
}
