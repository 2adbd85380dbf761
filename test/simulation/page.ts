/**
 * Page of the simulator — trang kê những gì bộ giả lập kiểm tra.
 *
 * What must hold, what goes wrong and how often, and the mistakes that were planted with the seed at
 * which each was found: from the simulator itself, so that a page cannot tell of another one.
 */
import { BUGS, type Bug } from './bugs.js';
import { ALL_FAULTS, FAULT_WORDS, type Faults } from './faults.js';
import { FOUND } from './found.js';
import { INVARIANT_WORDS } from './invariants.js';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function rateOf(name: keyof Faults): string {
  const figure = ALL_FAULTS[name];
  if (typeof figure === 'boolean') return 'always';
  return name.endsWith('EveryH') ? `every ${figure} h` : `${figure * 100} %`;
}

function bugRow([bug, { seed, boxes, breaks }]: [string, (typeof FOUND)[Bug]]): string[] {
  return [`\`${bug}\``, BUGS[bug as Bug], `${seed}`, `${boxes}`, breaks.join(', ')];
}

export function pageOfSimulator(): string {
  const invariants = Object.entries(INVARIANT_WORDS).map(([name, words]) => [`\`${name}\``, words]);
  const faults = (Object.keys(FAULT_WORDS) as (keyof Faults)[]).map((name) => [
    `\`${name}\``,
    FAULT_WORDS[name],
    rateOf(name),
  ]);
  return `# The simulator

Written by \`npx tsx --conditions=source test/simulation/renew.ts\`; a test compares it with the simulator.
The real cores of server and box on a virtual clock, from one seed: \`loaso simulate --boxes 1000 --days 7
--seed 1 --faults all\`. A run that breaks a promise prints its seed and the command that runs it again.

## What must hold

${table(['Name', 'Promise'], invariants)}

## What goes wrong

Means under \`--faults all\`, of each box where the word does not say otherwise.

${table(['Name', 'Fault', 'How often'], faults)}

## What was planted

Mistakes that a builder could make, around the real cores (\`--bug\`), and the first seed of three days with
every fault that finds each. The tests run these seeds.

${table(['Bug', 'Mistake', 'Seed', 'Boxes', 'Breaks'], Object.entries(FOUND).map(bugRow))}
`;
}
