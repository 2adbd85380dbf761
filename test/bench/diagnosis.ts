/**
 * Diagnosis bench — chẩn đoán trên sự cố đã biết.
 *
 * Eighteen kinds of faults, fifty noisy cases each, twice: the second family of seeds was never
 * looked at while the table of causes was written. Prints the confusion table: rows what was so,
 * columns what was said.
 */
import { type Confusion, confuse, SURE } from '../support/faults/cases.js';
import { HEARING_CASES, hearingTable } from '../support/hearing-cases.js';
import type { Report } from './figure.js';
import { medianMs } from './figure.js';

const EACH = 50;
const FAMILIES = [
  { name: 'known seeds', family: 1 },
  { name: 'held-out seeds', family: 11 },
] as const;

export async function diagnosis(report: Report): Promise<void> {
  for (const { name, family } of FAMILIES) {
    const table = confuse(EACH, family);
    process.stdout.write(`${tableOf(name, table)}\n`);
    const share = (count: number): number => (100 * count) / table.cases;
    report({ name: `right, ${name}`, value: share(table.right), unit: '%', goal: { atLeast: 90 } });
    report({
      name: `wrong and sure (${SURE}), ${name}`,
      value: share(table.wrongAndSure),
      unit: '%',
      goal: { atMost: 2 },
    });
    report({
      name: `with evidence and next step, ${name}`,
      value: share(table.withEvidence),
      unit: '%',
      goal: null,
    });
  }
  selfHearing(report);
  const ms = await medianMs(3, () => confuse(2, 3));
  report({ name: 'a case, with its small province', value: ms / 36, unit: 'ms', goal: null });
}

/** What a box makes of its own microphone, in simulated places. */
function selfHearing(report: Report): void {
  const rows = hearingTable();
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const lines = rows.map(({ name, said }) => {
    const cells = Object.entries(said).map(([verdict, count]) => `${verdict} ${count}`.padEnd(14));
    return `${name.padEnd(width)}${cells.join('')}`;
  });
  process.stdout.write(`${['self-hearing', ...lines, ''].join('\n')}\n`);
  const cases = rows.length * HEARING_CASES;
  const right = rows.reduce(
    (sum, { said, right: rightful }) =>
      sum + rightful.reduce((part, verdict) => part + said[verdict], 0),
    0,
  );
  const share = (100 * right) / cases;
  report({ name: 'self-hearing right', value: share, unit: '%', goal: { atLeast: 98 } });
  const dead = rows.filter(({ name }) => name.startsWith('no sound') || name.endsWith('dead'));
  const dreamt = dead.reduce((sum, { said }) => sum + said.heard, 0);
  report({ name: 'heard where no horn sounds', value: dreamt, unit: 'cases', goal: { atMost: 0 } });
}

const NAME_WIDTH = 17;

function tableOf(title: string, { faults, said }: Confusion): string {
  const columns = [...faults, 'unknown', 'well', 'waiting'].filter((name) =>
    [...said.values()].some((row) => row.has(name)),
  );
  const short = (index: number): string => String(index + 1).padStart(4);
  const head = `${title.padEnd(NAME_WIDTH)}${columns.map((_, index) => short(index)).join('')}`;
  const rows = faults.map((fault) => {
    const row = said.get(fault) ?? new Map<string, number>();
    const cells = columns.map((name) => String(row.get(name) ?? '.').padStart(4)).join('');
    return `${fault.padEnd(NAME_WIDTH)}${cells}`;
  });
  const legend = columns.map((name, index) => `${index + 1} ${name}`).join(', ');
  return [head, ...rows, `columns: ${legend}`, ''].join('\n');
}
