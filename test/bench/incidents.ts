/**
 * Incidents bench — một phần ba đội loa mất mạng.
 *
 * The outage of an operator with a third of 2,500 boxes, on the real store and watch by a virtual
 * clock: how many incidents, how soon seen, how soon over; and what one look at the fleet costs.
 */
import { openStorm, type Storm } from '../support/storm-province.js';
import { medianMs, quantile, type Report } from './figure.js';

const BOXES = 2_500;
const STEP_S = 5;
const PATIENCE_S = 300;
const ROUND_EVERY_MS = 10_000;

/** Virtual seconds until `holds`, or the end of patience. */
async function until(storm: Storm, holds: () => Promise<boolean>): Promise<number> {
  let passed = 0;
  while (passed < PATIENCE_S && !(await holds())) {
    await storm.pass(STEP_S);
    passed += STEP_S;
  }
  return passed;
}

export async function incidents(report: Report): Promise<void> {
  const storm = await openStorm(BOXES);
  try {
    await storm.pass(20);
    await cost(storm, report);
    const third = storm.boxes.filter(({ operator }) => operator === 'Vinaphone');
    const open = async (): Promise<number> => (await storm.openIncidents()).length;
    storm.cut(third);
    const seenS = await until(storm, async () => (await open()) > 0);
    await storm.pass(100);
    storm.heal(third);
    const overS = await until(storm, async () => (await open()) === 0);
    const all = await storm.store.watch.incidents(storm.areaIds, 200);
    const what = `a cut third of ${BOXES} boxes`;
    report({ name: `incidents of ${what}`, value: all.length, unit: '', goal: { atMost: 3 } });
    report({ name: `seen, ${what}`, value: seenS, unit: 's', goal: { atMost: 100 } });
    report({
      name: `over by itself after its end, ${what}`,
      value: overS,
      unit: 's',
      goal: { atMost: 120 },
    });
    report({ name: 'messages to people', value: storm.told.length, unit: '', goal: { atMost: 6 } });
  } finally {
    await storm.close();
  }
}

/** One look at the whole fleet, processor time of this thread and of the disk's. */
async function cost(storm: Storm, report: Report): Promise<void> {
  const spent: number[] = [];
  await medianMs(5, async () => {
    const before = process.cpuUsage();
    await storm.watch.watchRound();
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / 1000);
  });
  const ms = quantile(spent, 0.5);
  report({ name: `a look at ${BOXES} boxes, processor`, value: ms, unit: 'ms', goal: null });
  report({
    name: 'share of one core, a look every 10 s',
    value: (100 * ms) / ROUND_EVERY_MS,
    unit: '%',
    goal: { atMost: 3 },
  });
}
