/**
 * Bench — đo hiệu năng.
 *
 * Measures then and there and prints one JSON line a figure: group, name, value, unit, goal, ok.
 * Figures that depend on the machine are ratios measured side by side in one run where a peer or a
 * limit exists. Usage: `make bench [ONLY=group]`; the groups are those of `groups.ts`.
 */

import type { Figure } from './figure.js';
import { GROUPS } from './groups.js';

const only = process.argv[2] ?? '';
const chosen = Object.entries(GROUPS).filter(([name]) => only === '' || name === only);

if (chosen.length === 0) {
  process.stderr.write(`no such group: ${only}; there are ${Object.keys(GROUPS).join(', ')}\n`);
  process.exit(2);
}

let missed = 0;
for (const [group, measure] of chosen) {
  const report = (figure: Figure): void => {
    const good = figure.goal === null || meets(figure);
    if (!good) missed += 1;
    const { name, value, unit, goal } = figure;
    const line = { group, name, value: round(value), unit, goal: goalText(goal), ok: good };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  await measure(report);
}
process.exit(missed === 0 ? 0 : 1);

function meets({ value, goal }: Figure): boolean {
  if (goal === null) return true;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

function goalText(goal: Figure['goal']): string | null {
  if (goal === null) return null;
  return 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
