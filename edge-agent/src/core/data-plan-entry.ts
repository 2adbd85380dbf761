/**
 * Data plan of the SIM — gói dữ liệu do cơ quan đặt cho hộp.
 *
 * What the office has set in the place of the settings file, kept over restarts until another is set; null
 * in `set` gives the file its say again. Warnings pass the budget by, whoever has set it.
 */
import type { Instant } from '@loaso/shared/time';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { Settings } from './settings.js';

/** As it was set; `iat` of its command orders them. */
export type DataPlan = {
  readonly set: DataPlanWish | null;
  readonly setAt: Instant;
  readonly iat: Instant;
  readonly commandId: string;
};

export type DataPlanEntry = { readonly k: 'data-plan'; readonly plan: DataPlan };

export const newerDataPlan = (before: DataPlan | null, plan: DataPlan): DataPlan =>
  before !== null && before.iat > plan.iat ? before : plan;

const MB = 1_000_000;
type Known = {
  readonly settings: Pick<Settings, 'dataBudgetBytes'>;
  readonly durable: { readonly dataPlan: DataPlan | null };
};

/** Bytes a month; null for no limit. */
export function budgetBytesOf({ settings, durable: { dataPlan } }: Known): number | null {
  const set = dataPlan?.set ?? null;
  return set === null ? settings.dataBudgetBytes : set.budgetMb * MB;
}

/** The day on which its months begin. */
export const monthDayOf = ({ durable: { dataPlan } }: Pick<Known, 'durable'>): number =>
  dataPlan?.set?.monthDay ?? 1;
