/**
 * Command line of the simulator — lệnh `loaso simulate`.
 *
 * Runs one world from a seed and prints one line of JSON. Exit 1 when a promise was broken: then the
 * seed, the command that runs it again and the last events of the box go to standard error.
 */
import { parseArgs } from 'node:util';
import { BUGS, type Bug, isBug } from './bugs.js';
import { type Options, type Outcome, simulate } from './simulation.js';

const USAGE = `Usage: loaso simulate --boxes N --days D --seed S --faults none|all|kills [--bug NAME]
Bugs: ${Object.keys(BUGS).join(', ')}\n`;

function refuse(message: string): never {
  process.stderr.write(`${message}\n${USAGE}`);
  process.exit(2);
}

function wholeOf(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    refuse(`--${name} must be a whole number from 1 to ${max}, not ${text}`);
  }
  return value;
}

function faultsOf(text: string): Options['faults'] {
  if (text === 'none' || text === 'all' || text === 'kills') return text;
  return refuse(`--faults is none, all or kills, not ${text}`);
}

function bugOf(text: string | undefined): Bug | null {
  if (text === undefined) return null;
  return isBug(text) ? text : refuse(`no such bug: ${text}`);
}

function readOptions(args: readonly string[]): Options {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        boxes: text('20'),
        days: text('7'),
        seed: text('1'),
        faults: text('all'),
        bug: { type: 'string' },
      },
    });
    return {
      boxes: wholeOf('boxes', values.boxes, 10_000),
      days: wholeOf('days', values.days, 60),
      seed: wholeOf('seed', values.seed, 2_147_483_647),
      faults: faultsOf(values.faults),
      bug: bugOf(values.bug),
    };
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause));
  }
}

/** What was broken, how to run it again, and the last events of the first box that broke something. */
function tell(options: Options, kept: Outcome['kept']): void {
  const { boxes, days, seed, faults, bug } = options;
  const planted = bug ? ` --bug ${bug}` : '';
  const command = `npx loaso simulate --boxes ${boxes} --days ${days} --seed ${seed}`;
  process.stderr.write(`seed ${seed}; again: ${command} --faults ${faults}${planted}\n`);
  for (const { invariant, box, detail, at } of kept) {
    process.stderr.write(`${new Date(at).toISOString()} ${box} ${invariant}: ${detail}\n`);
  }
  const [first] = kept;
  if (first === undefined) return;
  const { trace } = simulate({ ...options, follow: first });
  process.stderr.write(`The last events of ${first.box}:\n`);
  for (const line of trace) process.stderr.write(`    ${line}\n`);
}

// `loaso` hands its own word on: `simulate` is the first argument there.
const args = process.argv.slice(2);
const options = readOptions(args[0] === 'simulate' ? args.slice(1) : args);
const began = performance.now();
const outcome = simulate(options);
const wallS = Math.round(performance.now() - began) / 1000;
const { kept, trace: _, ...summary } = outcome;
process.stdout.write(`${JSON.stringify({ ...summary, wallS })}\n`);
if (Object.values(outcome.violations).some((count) => count > 0)) {
  tell(options, kept);
  process.exitCode = 1;
}
