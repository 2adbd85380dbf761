/**
 * A week, real and simulated — một tuần thật và giả lập.
 *
 * The three boxes of the demo live a week of which each day takes some seconds: real server, real
 * agents, real broker. Airings cut each other, a line is taken back in mid-air, boxes are killed, the
 * server is away for a day. Then the simulator is given the same plans and the same mishaps at the
 * same instants. Both ledgers are the same, record for record.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceId } from '@loaso/shared/ids';
import { Plan } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import type { Policy } from '#server/core/schedule/policy';
import { AN_NHON, QUY_NHON } from '../../deploy/demo/accounts.js';
import type { Box } from '../../deploy/demo/boxes.js';
import { call, until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import { type Happened, replay } from '../simulation/replay.js';
import {
  allReady,
  approvedBulletin,
  LONG_NOTICE,
  SHORT_NOTICE,
  secondAhead,
  staffOf,
} from '../support/e2e/air.js';
import { saidBy, storedPlan, storedRecords } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

/** Starts of sound, and lengths: output blocks and the timers of a loaded machine. */
const TOLERANCE_MS = 400;
/** A decoder that has to start and to seek, on a loaded machine. */
const JOIN_TOLERANCE_MS = 2_500;
/** The same mishaps, with other delays, clocks and crystals: a twentieth of a second each. */
const SEEDS = 40;
/** A week of seven days. */
const DAY_MS = 18_000;
const NIGHT_MS = 30_000;

type Wish = {
  readonly areaId?: string;
  readonly priority?: 'priority';
  readonly afterCut?: 'skip';
  readonly lateStart?: 'skip';
};

describe('e2e: a week on real boxes and in the simulator', function () {
  this.timeout(300_000);
  let world: World;
  let boxes: readonly Box[];
  let monday = 0;
  let short: ReadonlyMap<string, MadeBulletin>;
  let long: MadeBulletin;
  /** Of the third box, which is back before it ends on any machine. */
  let longElsewhere: MadeBulletin;
  const happened: Happened[] = [];

  before(async () => {
    world = await openWorld({ boxes: 3 });
    boxes = world.boxes;
    for (const box of boxes) world.startBox(box);
    long = await approvedBulletin(world, LONG_NOTICE);
    longElsewhere = await approvedBulletin(world, LONG_NOTICE, AN_NHON);
    short = new Map([
      [QUY_NHON, await approvedBulletin(world, SHORT_NOTICE)],
      [AN_NHON, await approvedBulletin(world, SHORT_NOTICE, AN_NHON)],
    ]);
    await liveAWeek();
  });
  after(() => world?.close());

  const day = (index: number, plusMs = 0): number => monday + index * DAY_MS + plusMs;
  const at = (instant: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - Date.now())));

  async function air(bulletin: MadeBulletin, startAt: number, wish: Wish = {}): Promise<string> {
    const { areaId = QUY_NHON, ...rest } = wish;
    const { entry } = await call<{ entry: { id: string } }>(
      staffOf(world, areaId).official,
      'POST',
      '/api/entries',
      {
        areaId,
        title: bulletin.title,
        bulletinIds: [bulletin.id],
        target: { areaIds: [areaId], deviceIds: [] },
        rule: { kind: 'once', at: startAt },
        ...rest,
      },
    );
    return entry.id;
  }

  const shortOf = (areaId: string): MadeBulletin => short.get(areaId)!;

  /** @returns the line that is to be taken back */
  async function planTheWeek(): Promise<string> {
    const brief = shortOf(QUY_NHON);
    for (const areaId of [QUY_NHON, AN_NHON]) {
      for (const index of [0, 1, 5]) await air(shortOf(areaId), day(index), { areaId });
    }
    // Wednesday: cut and joined again. Thursday: cut, and out for good.
    await air(long, day(2));
    await air(brief, day(2, 5_000), { priority: 'priority' });
    await air(long, day(3), { afterCut: 'skip' });
    await air(brief, day(3, 4_000), { priority: 'priority' });
    await air(brief, day(6));
    await air(longElsewhere, day(6), { areaId: AN_NHON, lateStart: 'skip' });
    return air(long, day(4));
  }

  async function liveAWeek(): Promise<void> {
    const [first, second, third] = boxes as [Box, Box, Box];
    monday = secondAhead(25_000);
    const doomed = await planTheWeek();
    await allReady(world);
    for (const box of boxes) noteWhenTaken(box);
    await at(day(1, 4_000));
    await down(first, 0);
    await at(day(4, 9_000));
    await call(world.people.official, 'POST', `/api/entries/${doomed}/cancel`, {});
    await at(day(4, 12_000));
    for (const box of [first, second]) noteWhenTaken(box);
    // However long the server takes to come back, the third box goes off at its time.
    await Promise.all([saturdayWithoutServer(second), sundayMorning(third)]);
    await at(day(6, NIGHT_MS));
    await until('every record has come in', { everyMs: 500, limitMs: 60_000 }, () =>
      Promise.resolve(boxes.every((box) => isSettled(box)) ? true : null),
    );
  }

  /** From Friday night on there is no server; the second box is off all of Saturday. */
  async function saturdayWithoutServer(second: Box): Promise<void> {
    const cutAt = Date.now();
    await world.server.kill();
    await at(day(5, -2_000));
    await down(second, 2_000 + shortOf(QUY_NHON).durationMs + 2_000);
    await world.server.start();
    happened.push({ kind: 'no-link', at: cutAt, until: Date.now() });
  }

  async function sundayMorning(third: Box): Promise<void> {
    await at(day(6, -1_500));
    await down(third, 3_500);
  }

  /** Nothing is missing that the plan in force or its forerunners called for. */
  function isSettled(box: Box): boolean {
    const wanted = new Set(wantedOf(box));
    for (const { playId } of storedRecords(world, box)) wanted.delete(playId);
    return wanted.size === 0;
  }

  const plansOf = (box: Box): Plan[] =>
    happened.flatMap((one) => (one.kind === 'plan' && one.plan.dev === box.id ? [one.plan] : []));
  const wantedOf = (box: Box): string[] =>
    plansOf(box).flatMap(({ items, dev }) =>
      items.map(({ entryId, startAt }) => `${entryId}.${dev}.${startAt}`),
    );

  /** The plan in force, and when the box says that it took it. */
  function noteWhenTaken(box: Box): void {
    const { body } = JSON.parse(storedPlan(world, box)) as { body: string };
    const plan = Plan.parse(JSON.parse(body));
    const taken = saidBy(world, box, 'plan-accepted').find(({ num }) => num === plan.num);
    if (taken === undefined) throw new Error(`${box.id} has not taken plan ${plan.num}`);
    happened.push({ kind: 'plan', at: timeOf(taken), plan });
  }

  const timeOf = (line: Record<string, unknown>): number => Number(new Date(line['time'] as never));

  async function down(box: Box, forMs: number): Promise<void> {
    const boots = () => saidBy(world, box, 'booted');
    const before = boots().length;
    const killedAt = Date.now();
    await world.killBox(box);
    await at(killedAt + forMs);
    world.startBox(box);
    const bootAt = await until(`${box.id} boots`, { everyMs: 20, limitMs: 90_000 }, () =>
      Promise.resolve(boots().length > before ? timeOf(boots().at(-1) ?? {}) : null),
    );
    happened.push({ kind: 'down', at: killedAt, box: box.id as DeviceId, bootAt });
  }

  const policy = (): Policy => ({
    ...JSON.parse(readFileSync(join(world.dir, 'policy.json'), 'utf8')),
    rules: [],
    exemptions: [],
  });

  it('gives the same ledger, record for record', () => {
    const inOrder = [...happened].sort((a, b) => a.at - b.at);
    const [limits, until] = [policy(), day(6, NIGHT_MS)];
    const ledgers = boxes.map((box) => [box.id, storedRecords(world, box)] as const);
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { records, violations } = replay(inOrder, { policy: limits, until, seed });
      expect(violations, `seed ${seed}`).to.deep.equal([]);
      for (const [id, real] of ledgers) {
        const simulated = records.get(id as DeviceId) ?? [];
        expect(inWords(simulated), `${id}, seed ${seed}`).to.deep.equal(inWords(real));
        for (const [index, one] of real.entries()) expectNear(simulated[index]!, one);
      }
    }
  });

  it('had something of everything in it', () => {
    const said = new Set(
      boxes.flatMap((box) => storedRecords(world, box)).map((one) => outcomeOf(one)),
    );
    expect([...said].sort()).to.deep.equal([
      'completed',
      'interrupted higher-priority',
      'interrupted power',
      'interrupted replanned',
      'missed box-off',
      'missed too-late',
    ]);
  });
});

const outcomeOf = (record: PlayRecord): string =>
  record.outcome === 'completed' ? record.outcome : `${record.outcome} ${record.reason}`;

const inWords = (records: readonly PlayRecord[]): string[] =>
  records.map((record) => `${record.seq} ${record.playId} ${outcomeOf(record)}`);

/**
 * Instants and lengths as near as two outputs can be. A piece that joins in the middle begins when a
 * real decoder has found the place: how late that is is the machine's, but never the position.
 */
function expectNear(simulated: PlayRecord, real: PlayRecord): void {
  if (simulated.outcome === 'missed' || real.outcome === 'missed') return;
  const from = (one: typeof real): number => one.startedAt - one.fromMs;
  const placed = Math.abs(from(simulated) - from(real));
  expect(placed, `${real.playId} is placed`).to.be.at.most(TOLERANCE_MS);
  const limitMs = real.fromMs === 0 ? TOLERANCE_MS : JOIN_TOLERANCE_MS;
  for (const name of ['startedAt', 'fromMs', 'playedMs'] as const) {
    const difference = Math.abs(simulated[name] - real[name]);
    expect(difference, `${real.playId} ${name}`).to.be.at.most(limitMs);
  }
}
