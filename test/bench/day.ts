/**
 * Province bench — một ngày của một tỉnh.
 *
 * 2,500 boxes on real connections beside the real server: statuses every minute, an airing of all of
 * them at once, one screen on the live feed; then a third falls silent and comes back. Everything is
 * told in processor time and bytes, which do not change when others work on the machine.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { call, until } from '../../deploy/demo/client.js';
import type { World } from '../support/e2e/world.js';
import {
  type Boxes,
  type DayWorld,
  databaseBytes,
  inDatabase,
  inDayWorld,
  openBoxes,
} from './day-world.js';
import type { Report } from './figure.js';
import { childrenOf, cpuMsOf, memoryOf } from './process-figures.js';

const BOXES = 2_500;
const AIRINGS_A_DAY = 3;
const DAY_S = 86_400;
/** Before and after what is measured. */
const QUIET_MS = 10_000;
const STEADY_MS_MIN = 60_000;
/** So long the third stays away. */
const CUT_MS = 150_000;

type Scene = {
  readonly day: DayWorld;
  readonly boxes: Boxes;
  readonly report: Report;
  readonly screen: { heard: number };
};

export async function day(report: Report): Promise<void> {
  await inDayWorld(BOXES, async (one) => {
    const boxes = openBoxes();
    try {
      report({
        name: `start with ${BOXES} new boxes`,
        value: one.startMs / 1_000,
        unit: 's',
        goal: null,
      });
      const scene = { day: one, boxes, report, screen: openScreen(one.world) };
      await connectAll(scene);
      const steady = await steadyHours(scene);
      const airing = await oneAiring(scene);
      growth(scene);
      share(scene, steady, airing.cpuMs);
      await cutThird(scene);
      memory(scene);
    } finally {
      boxes.stop();
    }
  });
}

const pidOf = ({ server }: World): number => {
  const pid = server.pid();
  if (pid === null) throw new Error('the server has ended');
  return pid;
};

/** One page of a person of the province, as the dashboard holds it open. */
function openScreen({ server, people }: World): { heard: number } {
  const screen = { heard: 0 };
  const url = `${server.url.replace('http', 'ws')}/api/live`;
  const socket = new WebSocket(url, { headers: { cookie: people.viewer.cookie } } as never);
  socket.addEventListener('message', () => {
    screen.heard += 1;
  });
  return screen;
}

/** The server and the signer that it has started, milliseconds of a processor. */
function spentMs({ world }: DayWorld): number {
  const pid = pidOf(world);
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuMsOf(one), 0);
}

async function connectAll({ day, boxes, report }: Scene): Promise<void> {
  const ids = inDatabase<{ id: string }>(
    day.world,
    "select id from devices where state = 'enrolled' order by id",
  );
  const brokerPort = Number(new URL(day.world.server.brokerUrl).port);
  const before = spentMs(day);
  const startedAt = performance.now();
  await boxes.tell({ do: 'connect', brokerPort, ids: ids.map(({ id }) => id) });
  await until('all boxes hold their plan', { everyMs: 500, limitMs: 120_000 }, async () => {
    const { up, plans } = await boxes.tell({ do: 'count' });
    return up === BOXES && plans >= BOXES ? true : null;
  });
  const tookS = (performance.now() - startedAt) / 1_000;
  report({ name: 'all boxes on line with their plans', value: tookS, unit: 's', goal: null });
  const cpuMs = (spentMs(day) - before) / BOXES;
  report({ name: 'processor per box that connects', value: cpuMs, unit: 'ms', goal: null });
}

/** Statuses alone, until shortly before the airing. @returns share of one core */
async function steadyHours({ day, boxes, report, screen }: Scene): Promise<number> {
  await sleep(QUIET_MS);
  const lengthMs = day.airAt - Date.now() - QUIET_MS;
  if (lengthMs < STEADY_MS_MIN) throw new Error(`only ${lengthMs} ms are left for the statuses`);
  const [cpu, bytes, told, heard] = [
    spentMs(day),
    databaseBytes(day.world),
    (await boxes.tell({ do: 'count' })).statuses,
    screen.heard,
  ];
  await sleep(lengthMs);
  const share = (spentMs(day) - cpu) / lengthMs;
  const statuses = (await boxes.tell({ do: 'count' })).statuses - told;
  const tell = (name: string, value: number, unit: string): void =>
    report({ name, value, unit, goal: null });
  tell('statuses', statuses / (lengthMs / 60_000), 'a minute');
  tell('words to the screen', (screen.heard - heard) / (lengthMs / 60_000), 'a minute');
  tell('database grown by statuses', (databaseBytes(day.world) - bytes) / 1_024, 'kB');
  report({
    name: 'share of one core per 1,000 boxes, statuses and one screen',
    value: (100 * share * 1_000) / BOXES,
    unit: '%',
    goal: { atMost: 5 },
  });
  return share;
}

type Due = { play_id: string; device_id: string; duration_ms: number };

/** All boxes at one stroke: on air, off air, recorded. @returns processor time */
async function oneAiring({ day, boxes, report }: Scene): Promise<{ cpuMs: number }> {
  const { world, airAt } = day;
  const due = inDatabase<Due>(world, 'select * from planned_airings where start_at = ?', airAt);
  if (due.length !== BOXES) throw new Error(`${due.length} airings are planned`);
  await sleep(Math.max(0, airAt - Date.now()));
  const before = spentMs(day);
  const startedAt = performance.now();
  const durationMs = due[0]?.duration_ms ?? 0;
  const airings = due.map((one) => ({ dev: one.device_id, playId: one.play_id, durationMs }));
  await boxes.tell({ do: 'air', airings });
  await until(
    'every record is stored and confirmed',
    { everyMs: 250, limitMs: 120_000 },
    async () => {
      const { records, unconfirmed } = await boxes.tell({ do: 'count' });
      return records === BOXES && unconfirmed === 0 ? true : null;
    },
  );
  const tookMs = performance.now() - startedAt - durationMs;
  const [row] = inDatabase<{ n: number }>(world, 'select count(*) as n from records');
  report({
    name: `records of ${BOXES} boxes stored once`,
    value: row?.n ?? 0,
    unit: 'records',
    goal: { atLeast: BOXES },
  });
  report({
    name: 'all confirmed after the end of the airing',
    value: tookMs / 1_000,
    unit: 's',
    goal: { atMost: 30 },
  });
  return { cpuMs: spentMs(day) - before };
}

/** A day: statuses all the time, and what three airings need above that. */
function share({ report }: Scene, steady: number, airingMs: number): void {
  const whole = steady + (AIRINGS_A_DAY * airingMs) / (DAY_S * 1_000);
  report({
    name: 'processor of one airing of all',
    value: airingMs / 1_000,
    unit: 's',
    goal: null,
  });
  report({
    name: 'share of one core per 1,000 boxes, the whole day',
    value: (100 * whole * 1_000) / BOXES,
    unit: '%',
    goal: { atMost: 5 },
  });
}

/** Bytes of a table with its indexes for each of its rows. */
function bytesPerRow(world: World, table: string): number {
  const sql = `select sum(pgsize) as bytes, (select count(*) from ${table}) as n from dbstat
    where name in (select name from sqlite_schema where tbl_name = '${table}')`;
  const [row] = inDatabase<{ bytes: number; n: number }>(world, sql);
  return row === undefined ? Number.NaN : row.bytes / row.n;
}

/** A day adds an airing and a record for each box three times, and one mark of a plan for each. */
function growth({ day, report }: Scene): void {
  const [airing, record, mark] = ['planned_airings', 'records', 'plan_marks'].map((table) =>
    bytesPerRow(day.world, table),
  ) as [number, number, number];
  const tell = (name: string, value: number, unit: string): void =>
    report({ name, value, unit, goal: null });
  tell('database per planned airing', airing, 'bytes');
  tell('database per record', record, 'bytes');
  tell('database per mark of a plan', mark, 'bytes');
  const dayMb = (BOXES * (AIRINGS_A_DAY * (airing + record) + mark)) / 1e6;
  tell('database grows a day', dayMb, 'MB');
  report({
    name: 'database grows a year',
    value: (dayMb * 365) / 1_000,
    unit: 'GB',
    goal: { atMost: 5 },
  });
}

type Incident = { cause: string; devices: number; peak: number; resolvedAt: number | null };

const incidentsOf = async ({ people }: World): Promise<Incident[]> =>
  (await call<{ incidents: Incident[] }>(people.viewer, 'GET', '/api/incidents')).incidents;

async function cutThird({ day, boxes, report }: Scene): Promise<void> {
  const { world } = day;
  const open = async (): Promise<Incident[]> =>
    (await incidentsOf(world)).filter(({ resolvedAt }) => resolvedAt === null);
  const before = (await incidentsOf(world)).length;
  const cutAt = Date.now();
  await boxes.tell({ do: 'cut' });
  const limits = { everyMs: 1_000, limitMs: 300_000 };
  await until('the cut is seen', limits, async () => ((await open()).length > 0 ? true : null));
  const seenS = (Date.now() - cutAt) / 1_000;
  await sleep(Math.max(0, cutAt + CUT_MS - Date.now()));
  const found = await incidentsOf(world);
  const affected = (await open()).reduce((sum, { devices }) => sum + devices, 0);
  const healedAt = Date.now();
  await boxes.tell({ do: 'heal' });
  await until('no incident is left', limits, async () =>
    (await open()).length === 0 ? true : null,
  );
  const overS = (Date.now() - healedAt) / 1_000;
  const all = (await incidentsOf(world)).length - before;
  const what = `a silent third of ${BOXES} boxes`;
  report({ name: `incidents of ${what}`, value: all, unit: '', goal: { atMost: 3 } });
  report({ name: `boxes in them, ${what}`, value: affected, unit: 'boxes', goal: null });
  report({ name: `seen, ${what}`, value: seenS, unit: 's', goal: { atMost: 100 } });
  report({ name: `over by itself, ${what}`, value: overS, unit: 's', goal: { atMost: 180 } });
  if (found.length === 0) throw new Error('no incident');
}

/** A machine of 1 GB must hold the server, its signer and the system. */
const RESIDENT_MB_MAX = 700;

function memory({ day, report }: Scene): void {
  const { residentMb } = memoryOf(pidOf(day.world));
  report({ name: 'server resident without boxes', value: day.idleMb, unit: 'MB', goal: null });
  report({
    name: 'server resident at the end',
    value: residentMb,
    unit: 'MB',
    goal: { atMost: RESIDENT_MB_MAX },
  });
}
