/**
 * Power cuts — cúp điện, hết lần này đến lần khác.
 *
 * One box, its real core and its real journal on a disk that loses what was not synced, cut at a random
 * operation of the disk or at a random moment, started again on what is left. A server keeps its ledger
 * through it all. Counts what must never be: lost, twice, torn.
 */
import type { Instant } from '@loaso/shared/time';
import { createFileJournal } from '#edge-agent/adapters/journal/file-journal';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { Journal } from '#edge-agent/ports';
import { FakeDisk } from '../../integration/edge-agent/fake-disk.js';
import { at, envelopeOf, item, planOf, sealedPlan } from '../../unit/edge-agent/plans.js';
import { type JournalEffect, Rig } from '../../unit/edge-agent/rig.js';
import { type RigServer, serve } from '../../unit/edge-agent/rig-server.js';
import { createChance } from '../chance.js';
import { createPromises, type Promises } from './promises.js';

const PATH = '/state/journal.log';
const STEP_MS = 200;
/** An airing of 25 seconds every 40: a cut meets every stage of one. */
const EVERY_S = 40;
const LENGTH_S = 25;
const HORIZON_S = 1_800;
const CALM_MS = 20 * 60_000;

/** Which sync of the journal does nothing, so that the test can be seen to find it. */
export type Missing = 'none' | 'file-sync' | 'folder-sync';

export type CutFigures = {
  readonly cuts: number;
  /** Cuts that met a write of the disk half done. */
  readonly midWrite: number;
  readonly heard: number;
  readonly records: number;
  readonly lost: number;
  readonly duplicate: number;
  readonly torn: number;
};

type Life = {
  readonly rig: Rig;
  readonly server: RigServer;
  readonly promises: Promises;
  readonly chance: () => number;
  readonly wanted: JournalEffect[];
  planNum: number;
};

export async function cutPower(
  { cuts, seed, missing }: { cuts: number; seed: number; missing: Missing },
  told: (done: number) => void = () => undefined,
): Promise<CutFigures> {
  const life = begin(seed);
  let disk = new FakeDisk();
  disk.syncLies = missing === 'file-sync';
  disk.folderSyncLies = missing === 'folder-sync';
  let midWrite = 0;
  let torn = 0;
  for (let cut = 0; cut < cuts; cut += 1) {
    midWrite += Number(await liveUntilCut(life, disk));
    const grown = Math.floor(life.chance() ** 2 * 4_000);
    disk = disk.afterCut(life.chance() < 0.3 ? 0 : grown, life.chance() < 0.5);
    torn += Number(!(await startAgain(life, disk)));
    told(cut + 1);
  }
  await liveCalmly(life, disk);
  return { cuts, midWrite, torn, ...reckon(life) };
}

function begin(seed: number): Life {
  const wanted: JournalEffect[] = [];
  const envelope = envelopeOf({ windows: [everyHour] });
  const rig = new Rig({
    envelope,
    settings: { journalBytesMax: 12_000 },
    keep: (effect) => wanted.push(effect),
  });
  const server = serve(rig, 30);
  return {
    rig,
    server,
    promises: createPromises(),
    chance: createChance(seed),
    wanted,
    planNum: 0,
  };
}

const everyHour = {
  days: [1, 2, 3, 4, 5, 6, 7],
  fromMinute: 0,
  toMinute: 1_440,
  volumeMaxPercent: 80,
} as never;

function publish(life: Life): void {
  life.planNum += 1;
  const { rig } = life;
  const second = Math.floor((rig.now - at(0)) / 1_000);
  const first = Math.floor((second - 60) / EVERY_S);
  const items = Array.from({ length: HORIZON_S / EVERY_S }, (_, index) => {
    const from = (first + index) * EVERY_S;
    return item(`s${from}`, from / 60, (from + LENGTH_S) / 60);
  });
  const iat = Math.round(rig.now) as Instant;
  rig.message('plan', sealedPlan(planOf(life.planNum, items, { iat, nbf: iat })));
}

/** @returns true when the cut met a write of the disk */
async function liveUntilCut(life: Life, disk: FakeDisk): Promise<boolean> {
  const { rig, chance } = life;
  const journal = createFileJournal(PATH, disk, () => undefined);
  await journal.open();
  const byWrite = chance() < 0.7;
  if (byWrite) disk.cutAt = disk.operations + Math.floor(chance() * 25);
  const steps = 50 + Math.floor(chance() * 300);
  rig.feed({ type: 'link-up' });
  if (life.planNum === 0 || chance() < 0.3) publish(life);
  for (let step = 0; step < steps; step += 1) {
    if (chance() < 0.002) rig.feed({ type: rig.state.linkUp ? 'link-down' : 'link-up' });
    rig.passTo((rig.now + STEP_MS * (0.2 + chance())) as Instant);
    if (!(await writeAll(life, journal))) return true;
  }
  return false;
}

/** @returns false when the power went */
async function writeAll({ rig, wanted, promises }: Life, journal: Journal): Promise<boolean> {
  for (let effect = wanted.shift(); effect !== undefined; effect = wanted.shift()) {
    const write = promises.begin(effect.type, effect.entries);
    try {
      const compacts = effect.type === 'compact';
      const sizeBytes = await (compacts
        ? journal.compact(effect.entries)
        : journal.append(effect.entries));
      write.kept();
      rig.feed({ type: 'journal-stored', token: effect.token, sizeBytes });
    } catch {
      // The disk of a box without power.
      return false;
    }
  }
  return true;
}

/** @returns false when what was promised is not there */
async function startAgain(life: Life, disk: FakeDisk): Promise<boolean> {
  const { rig, promises, wanted } = life;
  wanted.length = 0;
  let found: JournalEntry[] = [];
  let whole = true;
  try {
    found = await createFileJournal(PATH, disk, () => undefined).open();
  } catch {
    whole = false;
  }
  const kept = promises.areKept(found);
  rig.synced = found;
  const offMs = 500 + life.chance() * 20_000;
  rig.powerCut((rig.now + offMs) as Instant);
  return whole && kept;
}

/** Nothing goes wrong any more: what is still owed comes in. */
async function liveCalmly(life: Life, disk: FakeDisk): Promise<void> {
  const { rig } = life;
  const journal = createFileJournal(PATH, disk, () => undefined);
  await journal.open();
  rig.feed({ type: 'link-up' });
  publish(life);
  const until = rig.now + CALM_MS;
  while (rig.now < until - 1) {
    rig.passTo(Math.min(until, rig.now + STEP_MS) as Instant);
    await writeAll(life, journal);
  }
}

function reckon({ rig, server }: Life): Omit<CutFigures, 'cuts' | 'midWrite' | 'torn'> {
  const records = [...server.stored.values()];
  const told = new Set<string>(records.map(({ playId }) => playId));
  // What still sounds owes nothing yet.
  const over = rig.heard.filter(({ endAt }) => Number.isFinite(endAt));
  const played = new Set(over.map(({ playId }) => playId));
  const silent = [...played].filter((playId) => !told.has(playId)).length;
  const gaps =
    records.length === 0 ? 1 : Math.max(...records.map(({ seq }) => seq)) - records.length;
  return {
    heard: played.size,
    records: records.length,
    lost: silent + gaps,
    duplicate: server.contradicted.length + twiceCompleted(server) + twiceHeard(rig),
  };
}

function twiceCompleted({ stored }: RigServer): number {
  const done = [...stored.values()].filter(({ outcome }) => outcome === 'completed');
  return done.length - new Set(done.map(({ playId }) => playId)).size;
}

/** Stretches of one airing that make the same part of it sound again. */
function twiceHeard({ heard }: Rig): number {
  const ends = new Map<string, number>();
  let twice = 0;
  for (const { playId, fromMs, startAt, endAt } of heard) {
    if (fromMs < (ends.get(playId) ?? 0) - 1) twice += 1;
    ends.set(playId, Math.max(ends.get(playId) ?? 0, fromMs + endAt - startAt));
  }
  return twice;
}
