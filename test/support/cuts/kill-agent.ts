/**
 * Kills of the real agent — `kill -9` tiến trình thật, hết lần này đến lần khác.
 *
 * The built program with a real broker and real files, killed at a random moment of playing, writing or
 * starting, and started again at once. The server's ledger and the box's own journal are judged at the
 * end: nothing lost, nothing twice, nothing torn.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT_BIN, type Running, start } from '../../../deploy/demo/processes.js';
import { createLines } from '../../bench/agent-lines.js';
import {
  makeClip,
  makeItem,
  makePlan,
  makeWorld,
  until,
  type World,
} from '../../integration/edge-agent/world.js';
import { createChance } from '../chance.js';

/** An airing of one second every two: a kill meets every stage of one. */
const EVERY_MS = 2_000;
const CLIP_S = 1;
const HORIZON_MS = 120_000;
/** A plan holds so many airings and is renewed before they are over. */
const RENEW_MS = 60_000;
const LIVED_MS_MAX = 1_800;
const READY_MS_MAX = 30_000;
const SETTLE_MS = 15_000;

export type KillFigures = {
  readonly kills: number;
  readonly whileSounding: number;
  readonly records: number;
  readonly redelivered: number;
  readonly lost: number;
  readonly duplicate: number;
  readonly torn: number;
  readonly readyMs: readonly number[];
};

type Stage = {
  readonly world: World;
  readonly readyMs: number[];
  planNum: number;
  publishedMs: number;
  /** Where the airings of the plan before end. */
  plannedTo: number;
  running: Running | null;
};

export async function killAgent(
  { kills, seed }: { kills: number; seed: number },
  told: (done: number) => void = () => undefined,
): Promise<KillFigures> {
  const world = await makeWorld((folder) => [makeClip(folder, CLIP_S, 5)]);
  const stage: Stage = {
    world,
    readyMs: [],
    planNum: 0,
    publishedMs: 0,
    plannedTo: 0,
    running: null,
  };
  try {
    const chance = createChance(seed);
    let whileSounding = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      await startAndWait(stage);
      if (Date.now() - stage.publishedMs > RENEW_MS) offer(stage);
      await sleep(chance() * LIVED_MS_MAX);
      whileSounding += Number(isSounding(world));
      await stage.running?.kill();
      told(kill + 1);
    }
    await startAndWait(stage);
    await settle(world);
    await stage.running?.stop();
    const journal = await ownReport(world);
    return { kills, whileSounding, ...reckon(world, journal), readyMs: stage.readyMs };
  } finally {
    await stage.running?.kill();
    await world.close();
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function startAndWait(stage: Stage): Promise<void> {
  const { world } = stage;
  const lines = createLines();
  const env = { LOASO_AGENT_NTP: 'no', LOASO_AGENT_RTC: 'no' };
  const words = ['run', '--state', world.state, '--output', 'silent'];
  const logFile = join(world.folder, 'agent.log');
  const startedMs = Date.now();
  stage.running = start('agent', [AGENT_BIN, ...words], { env, logFile, onLine: lines.take });
  const readyMs = await lines.next((line) => line['event'] === 'booted', READY_MS_MAX);
  stage.readyMs.push(readyMs - startedMs);
}

/** Airings from just after the last one that was planned, so that none is taken back. */
function offer(stage: Stage): void {
  const now = Date.now();
  const { world } = stage;
  stage.planNum += 1;
  const first = Math.max(now + 1_000, stage.plannedTo);
  const until = now + HORIZON_MS;
  const kept = stage.planNum === 1 ? [] : itemsBetween(world, now - 60_000, stage.plannedTo);
  const fresh = itemsBetween(world, first, until);
  world.offer(makePlan(stage.planNum, now, world.clips, [...kept, ...fresh]));
  stage.plannedTo = until;
  stage.publishedMs = now;
}

function itemsBetween({ clips }: World, from: number, to: number): object[] {
  const items: object[] = [];
  for (let startAt = Math.ceil(from / EVERY_MS) * EVERY_MS; startAt < to; startAt += EVERY_MS) {
    items.push({ ...makeItem(clips, { startAt }), entryId: `entry-${startAt}` });
  }
  return items;
}

const lastStatus = ({ heard }: World): Record<string, unknown> | undefined =>
  heard.findLast(({ name }) => name === 'status')?.body;

const isSounding = (world: World): boolean => (lastStatus(world)?.['onAir'] ?? null) !== null;

/** Everything that was owed has come in, and some more is played in peace. */
async function settle(world: World): Promise<void> {
  const from = Date.now();
  await until('the records of a calm time', SETTLE_MS + 30_000, () => {
    const calm = world.records().filter((record) => Number(startOf(record)) > from);
    return calm.length >= 3 && (lastStatus(world)?.['unsentRecords'] ?? 1) === 0;
  });
}

const startOf = (record: Record<string, unknown>): string =>
  String(record['playId']).split('.').at(-1) ?? '';

type OwnReport = { readonly nextSeq: number; readonly rottenLines: number };

async function ownReport(world: World): Promise<OwnReport> {
  const words = [AGENT_BIN, 'status', '--state', world.state];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as OwnReport;
}

function reckon(
  world: World,
  own: OwnReport,
): Omit<KillFigures, 'kills' | 'whileSounding' | 'readyMs'> {
  const bySeq = new Map<number, string>();
  let contradicted = 0;
  for (const record of world.records()) {
    const seq = Number(record['seq']);
    const text = JSON.stringify(record);
    if ((bySeq.get(seq) ?? text) !== text) contradicted += 1;
    bySeq.set(seq, text);
  }
  const records = [...bySeq.values()].map((text) => JSON.parse(text) as Record<string, unknown>);
  const done = records.filter(({ outcome }) => outcome === 'completed');
  const twice = done.length - new Set(done.map(({ playId }) => playId)).size;
  return {
    records: records.length,
    redelivered: world.records().length - records.length,
    lost: own.nextSeq - 1 - records.length + silentAirings(world, records),
    duplicate: contradicted + twice,
    torn: own.rottenLines + fallenPlans(world),
  };
}

/** Airings that a status has told of as on air, and no record. */
function silentAirings({ heard }: World, records: readonly Record<string, unknown>[]): number {
  const told = new Set(records.map(({ playId }) => playId));
  const onAir = heard
    .filter(({ name }) => name === 'status')
    .map(({ body }) => (body['onAir'] as { playId: string } | null)?.playId)
    .filter((playId) => playId !== undefined);
  const now = onAir.at(-1);
  return [...new Set(onAir)].filter((playId) => playId !== now && !told.has(playId)).length;
}

/** How often a start came back with an older plan than one that had been told of. */
function fallenPlans({ heard }: World): number {
  let highest = 0;
  let fallen = 0;
  for (const { name, body } of heard) {
    const num = (body['plan'] as { num?: number } | null | undefined)?.num;
    if (name !== 'status' || num === undefined) continue;
    if (num < highest) fallen += 1;
    highest = Math.max(highest, num);
  }
  return fallen;
}
