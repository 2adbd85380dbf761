/**
 * Proof of a month — chứng minh một tháng chạy không phình ra.
 *
 * What the box's own program keeps in memory at the end of each day, and what it writes. The growth is
 * the slope from the third day on: before, what is loaded once is still coming in.
 */
import { liveMonth } from '../support/month/month-box.js';

const GROWTH_MB_A_MONTH = 3;
const FIRST_DAYS = 3;

export async function proveMonth(
  days: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const { heapMb, residentMb, ...figures } = await liveMonth(days, told);
  const growth = slopeOf(heapMb.slice(FIRST_DAYS)) * 30;
  const rounded = (value: number | undefined): number =>
    Math.round((value ?? Number.NaN) * 10) / 10;
  return {
    figures: {
      ...figures,
      journalKbWrittenADay: Math.round(figures.journalKbWrittenADay),
      syncsADay: Math.round(figures.syncsADay),
      journalKb: Math.round(figures.journalKb),
      heapFirstMb: rounded(heapMb[FIRST_DAYS]),
      heapLastMb: rounded(heapMb.at(-1)),
      heapGrowthMbAMonth: rounded(growth),
      residentFirstMb: rounded(residentMb[FIRST_DAYS]),
      residentLastMb: rounded(residentMb.at(-1)),
    },
    good: growth <= GROWTH_MB_A_MONTH,
  };
}

/** Least squares, per step. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const under = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0);
  return over / under;
}
