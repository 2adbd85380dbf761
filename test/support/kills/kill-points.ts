/**
 * Killed while it publishes — giết giữa lúc phát hành.
 *
 * The real server with its store, broker and signer, and boxes that keep plans. At a random moment of
 * a publication the server, the signer or both end by `kill -9`; afterwards database and boxes must
 * agree, numbers have only risen, and what was answered is what is there. From one seed, so that a
 * failure can be had again (as far as a real machine repeats itself).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, instant, localDateOf } from '@loaso/shared/time';
import type { PlanMark } from '@loaso/shared/wire/plan';
import Database from 'better-sqlite3';
import { AN_NHON, QUY_NHON } from '../../../deploy/demo/accounts.js';
import { ApiError, call, until } from '../../../deploy/demo/client.js';
import type { MadeBulletin } from '../../../deploy/demo/content.js';
import { approvedBulletin, SHORT_NOTICE, staffOf } from '../e2e/air.js';
import { drawFrom } from '../e2e/mutations.js';
import { openWorld, type World } from '../e2e/world.js';
import { newPlanBox, type PlanBox } from './plan-box.js';

export type Victim = 'server' | 'signer' | 'both';
const VICTIMS: readonly Victim[] = ['server', 'server', 'signer', 'signer', 'both'];
const COMMUNES = [QUY_NHON, AN_NHON] as const;
/** A commune with so many lines loses one instead of getting another. */
const LINES_MAX = 6;
/** The database and the boxes agree again within this. */
const SETTLE_MS = 20_000;

export type KillResult = {
  readonly points: number;
  /** Kills that fell before the answer to the official. */
  readonly midway: number;
  readonly killed: Readonly<Record<Victim, number>>;
  /** Milliseconds from the start of the new process (or the kill of the signer) to agreement. */
  readonly settledMs: readonly number[];
  readonly plansTaken: number;
  readonly faults: readonly string[];
};

type Stage = {
  readonly world: World;
  readonly boxes: readonly PlanBox[];
  readonly bulletins: ReadonlyMap<string, MadeBulletin>;
  readonly draw: (below: number) => number;
  /** Median length of an undisturbed publication, milliseconds. */
  readonly publishMs: number;
  readonly faults: string[];
  lines: number;
};

/** @param told after each point, for a person who waits */
export async function killPoints(
  { points, seed, boxesEach = 8 }: { points: number; seed: number; boxesEach?: number },
  told: (done: number) => void = () => undefined,
): Promise<KillResult> {
  const world = await openWorld({ boxes: 0 });
  const boxes: PlanBox[] = [];
  try {
    const stage = await setStage(world, boxes, { seed, boxesEach });
    const killed: Record<Victim, number> = { server: 0, signer: 0, both: 0 };
    const settledMs: number[] = [];
    let midway = 0;
    for (let point = 1; point <= points && stage.faults.length === 0; point += 1) {
      const victim = VICTIMS[stage.draw(VICTIMS.length)] ?? 'server';
      killed[victim] += 1;
      const round = await killOnce(stage, victim);
      if (round.midway) midway += 1;
      settledMs.push(round.settledMs);
      told(point);
    }
    const plansTaken = boxes.reduce((sum, { taken }) => sum + taken.length, 0);
    return { points, midway, killed, settledMs, plansTaken, faults: stage.faults };
  } finally {
    await Promise.all(boxes.map((box) => box.close()));
    await world.close();
  }
}

async function setStage(
  world: World,
  boxes: PlanBox[],
  { seed, boxesEach }: { readonly seed: number; readonly boxesEach: number },
): Promise<Stage> {
  const bulletins = new Map<string, MadeBulletin>();
  for (const areaId of COMMUNES) {
    bulletins.set(areaId, await approvedBulletin(world, SHORT_NOTICE, areaId));
    for (let index = 0; index < boxesEach; index += 1) {
      const id = `kill-${areaId}-${String(index).padStart(2, '0')}`;
      boxes.push(await newPlanBox(world.people.technician, { id, areaId }));
    }
  }
  const stage = {
    world,
    boxes,
    bulletins,
    draw: drawFrom(seed),
    publishMs: 0,
    faults: [],
    lines: 0,
  };
  const taken: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const startedAt = performance.now();
    await addLine(stage, round % 2 === 0 ? QUY_NHON : AN_NHON);
    taken.push(performance.now() - startedAt);
  }
  const publishMs = taken.sort((a, b) => a - b)[2] ?? 50;
  await settle({ ...stage, publishMs }, null);
  return { ...stage, publishMs, lines: 4 };
}

type Change = { readonly kind: 'add' | 'cancel'; readonly entryId: string | null };
/** `lost`: nobody knows whether it was done. */
type Answer = 'done' | 'refused' | 'lost';

async function killOnce(
  stage: Stage,
  victim: Victim,
): Promise<{ midway: boolean; settledMs: number }> {
  const { world, draw } = stage;
  const areaId = COMMUNES[draw(2)] ?? QUY_NHON;
  let answered = false;
  const change = changeLines(stage, areaId).then((one) => {
    answered = true;
    return one;
  });
  await sleep((draw(1_000) / 1_000) * stage.publishMs * 1.3);
  const midway = !answered;
  const startedAt = performance.now();
  await killNow(world, victim);
  const made = await change;
  if (victim !== 'signer') await world.server.start();
  await settle(stage, made);
  return { midway, settledMs: performance.now() - startedAt };
}

type Made = Change & { readonly answer: Answer };

async function changeLines(stage: Stage, areaId: string): Promise<Made> {
  const active = activeEntries(stage.world, areaId);
  const oldest = active.length >= LINES_MAX ? active[0] : undefined;
  const kind = oldest === undefined ? 'add' : 'cancel';
  try {
    const entryId =
      oldest === undefined ? await addLine(stage, areaId) : await cancelLine(stage, areaId, oldest);
    return { kind, entryId, answer: 'done' };
  } catch (cause) {
    // A server that died gives no answer; one that lived says what it refused.
    const answer = cause instanceof ApiError ? 'refused' : 'lost';
    return { kind, entryId: oldest ?? null, answer };
  }
}

async function addLine(stage: Stage, areaId: string): Promise<string> {
  const { world, bulletins } = stage;
  stage.lines += 1;
  const from = addDays(localDateOf(instant(Date.now())), 1);
  const bulletin = bulletins.get(areaId);
  const { entry } = await call<{ entry: { id: string } }>(
    staffOf(world, areaId).official,
    'POST',
    '/api/entries',
    {
      areaId,
      title: `Dòng ${stage.lines}`,
      bulletinIds: [bulletin?.id],
      target: { areaIds: [areaId], deviceIds: [] },
      rule: { kind: 'daily', minutes: [(stage.lines * 7) % 1_440], from, until: null },
    },
  );
  return entry.id;
}

async function cancelLine({ world }: Stage, areaId: string, entryId: string): Promise<string> {
  await call(staffOf(world, areaId).official, 'POST', `/api/entries/${entryId}/cancel`, {});
  return entryId;
}

async function killNow({ server }: World, victim: Victim): Promise<void> {
  const pid = server.pid();
  const signer = pid === null ? null : signerOf(pid);
  if (victim !== 'server' && signer !== null) process.kill(signer, 'SIGKILL');
  if (victim !== 'signer') await server.kill();
}

/** The signing process is a child of the server. */
function signerOf(pid: number): number | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const found = children.find(
    (one) => one !== '' && readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('signer'),
  );
  return found === undefined ? null : Number(found);
}

function inDatabase<T>(world: World, sql: string, ...values: string[]): T[] {
  const file = new Database(join(world.server.dataDir, 'loaso.sqlite'), { readonly: true });
  try {
    return file.prepare(sql).all(...values) as T[];
  } finally {
    file.close();
  }
}

const activeEntries = (world: World, areaId: string): string[] =>
  inDatabase<{ id: string }>(
    world,
    "select id from entries where area_id = ? and state = 'active' order by created_at, id",
    areaId,
  ).map(({ id }) => id);

/** Waits until everything agrees; what still disagrees then is written down. */
async function settle(stage: Stage, made: Made | null): Promise<void> {
  let last: string[] = [];
  const limits = { everyMs: 100, limitMs: SETTLE_MS };
  await until('agreement', limits, () => {
    last = disagreements(stage);
    return Promise.resolve(last.length === 0 ? true : null);
  }).catch(() => stage.faults.push(...last.slice(0, 5)));
  stage.faults.push(...brokenPromises(stage, made));
}

/** Where desired (lines), stored (plans) and held (boxes) differ. */
function disagreements({ world, boxes }: Stage): string[] {
  const lines = new Map(COMMUNES.map((areaId) => [areaId as string, activeEntries(world, areaId)]));
  const plans = new Map(
    inDatabase<PlanMark & { device_id: string }>(world, 'select * from plans').map((one) => [
      one.device_id,
      one,
    ]),
  );
  return boxes.flatMap((box) => {
    const stored = plans.get(box.id);
    if (stored === undefined) return [`${box.id}: no plan stored`];
    if (stored.hash !== box.held?.hash) {
      return [`${box.id}: number ${stored.num} stored, ${box.held?.num} held`];
    }
    const held = [...new Set((box.plan?.items ?? []).map(({ entryId }) => entryId as string))];
    const wanted = lines.get(box.areaId) ?? [];
    const same = held.sort().join() === [...wanted].sort().join();
    return same ? [] : [`${box.id}: lines ${wanted.join()} wanted, ${held.join()} planned`];
  });
}

/** What may never be, whatever was killed. */
function brokenPromises({ world, boxes }: Stage, made: Made | null): string[] {
  const known = new Set(
    inDatabase<{ device_id: string; hash: string }>(
      world,
      'select device_id, hash from plan_marks',
    ).map(({ device_id, hash }) => `${device_id} ${hash}`),
  );
  const faults: string[] = [];
  for (const box of boxes) {
    const foreign = box.taken.find(({ hash }) => !known.has(`${box.id} ${hash}`));
    if (foreign) faults.push(`${box.id} holds number ${foreign.num}, which the database lacks`);
    const nums = box.taken.map(({ num }) => num);
    if (nums.some((num, index) => num <= (nums[index - 1] ?? 0))) faults.push(`${box.id}: ${nums}`);
    faults.push(...box.refused.map((said) => `${box.id} refused a plan of the server: ${said}`));
  }
  return [...faults, ...lostAnswer(world, made)];
}

/** What an official was told was done must be there; what was refused must not. */
function lostAnswer(world: World, made: Made | null): string[] {
  if (made === null || made.entryId === null) return [];
  const active = COMMUNES.flatMap((areaId) => activeEntries(world, areaId)).includes(made.entryId);
  if (made.answer !== 'done') return [];
  const right = made.kind === 'add' ? active : !active;
  return right ? [] : [`line ${made.entryId}: ${made.kind} was answered as done and is not`];
}
