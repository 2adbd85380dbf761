/**
 * Data plan of the SIM — gói dữ liệu di động của hộp.
 *
 * How much a box may send and receive a month, and the day on which its operator renews it. Bounded on
 * both sides: too little would starve a box of what it is to sound, too much is no bound.
 */
import { z } from 'zod';
import { MONTH_DAY_MAX } from '../data-month.js';

/** A box that sounds a quarter of an hour three times a day needs about 300 MB. */
export const BUDGET_MB_MIN = 50;
export const BUDGET_MB_MAX = 500_000;

export const DataPlanWish = z.strictObject({
  budgetMb: z.int().min(BUDGET_MB_MIN).max(BUDGET_MB_MAX),
  /** Day of the month on which it begins anew. */
  monthDay: z.int().min(1).max(MONTH_DAY_MAX),
});
export type DataPlanWish = z.infer<typeof DataPlanWish>;
