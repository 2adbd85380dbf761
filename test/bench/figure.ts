/**
 * Figure — một con số đo được.
 *
 * What a bench group hands over, and the small statistics that all groups share.
 */

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Null where the figure is told without a goal. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | null;
};

export type Report = (figure: Figure) => void;
export type Group = (report: Report) => Promise<void>;

/** @param share 0..1; 0.5 is the median. Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}

/** Wall milliseconds of `work`. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Median of `rounds` runs after one that is not counted. */
export async function medianMs(
  rounds: number,
  work: () => Promise<unknown> | unknown,
): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) taken.push(await timed(work));
  return quantile(taken, 0.5);
}
