/**
 * Targets — chỉ tiêu mức độ phủ.
 *
 * What Decision 1462/QĐ-UBND of Bình Định (26/4/2025, part II) wants of towns and countryside by
 * 2027 and by 2030, and how many people are missing. The share is of all people, so that a hamlet
 * nobody has placed can never make a figure look better.
 */
import { type Coverage, type HamletCoverage, sumUp } from './compute.js';
import type { Figure } from './registry.js';

export type Target = {
  readonly year: number;
  readonly urbanPercent: number;
  readonly ruralPercent: number;
};

export const TARGETS: readonly Target[] = [
  { year: 2027, urbanPercent: 80, ruralPercent: 60 },
  { year: 2030, urbanPercent: 90, ruralPercent: 70 },
];

export type AgainstTarget = {
  readonly year: number;
  readonly urban: boolean;
  readonly targetPercent: number;
  /** Of all people, with one decimal, rounded down: never better than it is. */
  readonly reachedPercent: number;
  readonly missingPeople: number;
  readonly met: boolean;
};

/** Two rows for each target: towns, then countryside. */
export function againstTargets(
  parts: readonly HamletCoverage[],
  figure: Figure,
  targets: readonly Target[] = TARGETS,
): AgainstTarget[] {
  const urban = sumUp(parts.filter(({ hamlet }) => hamlet.urban));
  const rural = sumUp(parts.filter(({ hamlet }) => !hamlet.urban));
  return targets.flatMap(({ year, urbanPercent, ruralPercent }) => [
    row({ year, urban: true, targetPercent: urbanPercent }, urban, figure),
    row({ year, urban: false, targetPercent: ruralPercent }, rural, figure),
  ]);
}

function row(
  head: Pick<AgainstTarget, 'year' | 'urban' | 'targetPercent'>,
  { people, reached }: Coverage,
  figure: Figure,
): AgainstTarget {
  const needed = Math.ceil((people * head.targetPercent) / 100);
  const have = reached[figure].people;
  return {
    ...head,
    reachedPercent: people === 0 ? 0 : Math.floor((have * 1000) / people) / 10,
    missingPeople: Math.max(0, needed - have),
    met: people > 0 && have >= needed,
  };
}
