/**
 * Records under fire — nhật ký phát khi cụm loa, máy chủ, máy môi giới bị giết.
 *
 * The real server, a mosquitto of its own and real agents with many short airings, all planned before
 * the first kill. Boxes, server and broker then end by `kill -9` at drawn moments; when all are back,
 * every planned airing has exactly one outcome and every record stands in the ledger once.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUY_NHON } from '../../../deploy/demo/accounts.js';
import { type Box, enrolBox, runBox } from '../../../deploy/demo/boxes.js';
import { until } from '../../../deploy/demo/client.js';
import type { Running } from '../../../deploy/demo/processes.js';
import { airOnce, allReady, approvedBulletin, SHORT_NOTICE, secondAhead } from '../e2e/air.js';
import { drawFrom } from '../e2e/mutations.js';
import { openWorld, type World } from '../e2e/world.js';
import { installMosquitto, type Mosquitto } from '../mosquitto.js';
import { openFire, type Target } from './fire.js';
import {
  bookOf,
  differences,
  directCount,
  type Span,
  type Sums,
  screenCount,
} from './record-count.js';

export type RecordKills = {
  readonly kills: number;
  readonly seed: number;
  readonly boxes: number;
  /** Mean time between two kills, milliseconds. */
  readonly paceMs: number;
  readonly downMsMax: number;
};

export type RecordKillResult = Sums & {
  readonly hit: Readonly<Record<string, number>>;
  readonly records: number;
  /** From the end of the last airing, or of the fire, until all books agreed. */
  readonly settledMs: number;
  readonly faults: readonly string[];
};

/** So long before the first airing all boxes have been told of it. */
const LEAD_MS = 6_000;
/** Between the end of an airing and the beginning of the next. */
const GAP_MS = 1_000;
/** Boxes find back to a broker within half a minute, an airing without word is unknown after 90 s. */
const SETTLE_MS = 180_000;

const KINDS = ['box', 'box', 'box', 'server', 'broker'] as const;

type Stage = {
  readonly world: World;
  readonly broker: Mosquitto;
  readonly boxes: readonly Box[];
  readonly running: Map<string, Running>;
};

/** @param told after each kill, for a person who waits */
export async function recordKills(
  wishes: RecordKills,
  told: (done: number) => void = () => undefined,
): Promise<RecordKillResult> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-mosquitto-'));
  const broker = await installMosquitto(dir);
  const running = new Map<string, Running>();
  let world: World | null = null;
  try {
    world = await openWorld({ boxes: 0, env: brokerEnv(broker), before: () => firstStart(broker) });
    const boxes = await setBoxes(world, wishes.boxes);
    for (const box of boxes) running.set(box.id, runBox(box, world.dir));
    return await underFire({ world, broker, boxes, running }, wishes, told);
  } finally {
    await Promise.all([...running.values()].map((one) => one.stop()));
    await world?.close();
    await broker.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const brokerEnv = ({ url, passwordFile, pidFile }: Mosquitto): Record<string, string> => ({
  LOASO_BROKER_MODE: 'external',
  LOASO_BROKER_URL: url,
  LOASO_BROKER_USER: '@server',
  LOASO_BROKER_LOGINS_FILE: passwordFile,
  LOASO_BROKER_RELOAD_PID_FILE: pidFile,
});

async function firstStart(broker: Mosquitto): Promise<void> {
  writeFileSync(broker.passwordFile, '');
  await broker.start();
}

async function setBoxes({ dir, people }: World, count: number): Promise<Box[]> {
  const boxes = Array.from({ length: count }, (_, index): Box => {
    const id = `cum-lua-${String(index + 1).padStart(2, '0')}`;
    return {
      id,
      name: `Cụm ${id}`,
      areaId: QUY_NHON,
      position: { lat: 13.77 + index / 1_000, lng: 109.23 },
      stateDir: join(dir, id, 'state'),
      soundDir: join(dir, id, 'sound'),
    };
  });
  await Promise.all(boxes.map((box) => enrolBox(people.technician, box)));
  return boxes;
}

async function underFire(
  stage: Stage,
  { kills, seed, paceMs, downMsMax }: RecordKills,
  told: (done: number) => void,
): Promise<RecordKillResult> {
  const { world, boxes } = stage;
  const spanMs = kills * paceMs;
  const { lines, span } = await planLines(stage, spanMs);
  const planned = lines * boxes.length;
  await allReady(world, boxes);
  const hit = await openFire(
    targetsOf(stage),
    { kills, spanMs, kinds: KINDS, downMsMax, draw: drawFrom(seed) },
    told,
  );
  const overAt = Math.max(Date.now(), span.toAt);
  const faults = await settle(stage, span);
  const settledMs = Date.now() - overAt;
  faults.push(...(await differences(world, boxes, { planned, span })));
  const books = await Promise.all(boxes.map(bookOf));
  const records = books.reduce((sum, { given }) => sum + given, 0);
  return { ...directCount(world, boxes), hit, records, settledMs, faults };
}

/** One line after another for the whole span, published before the first kill. */
async function planLines({ world }: Stage, spanMs: number): Promise<{ lines: number; span: Span }> {
  const bulletin = await approvedBulletin(world, SHORT_NOTICE);
  const stepMs = Math.ceil((bulletin.durationMs + GAP_MS) / 1_000) * 1_000;
  const lines = Math.max(1, Math.floor(spanMs / stepMs));
  const firstAt = secondAhead(LEAD_MS + lines * 150);
  for (let index = 0; index < lines; index += 1) {
    await airOnce(world, bulletin, firstAt + index * stepMs);
  }
  return { lines, span: { fromAt: firstAt - 1_000, toAt: firstAt + lines * stepMs } };
}

function targetsOf({ world, broker, boxes, running }: Stage): Target[] {
  return [
    { kind: 'server', kill: () => world.server.kill(), start: () => world.server.start() },
    { kind: 'broker', kill: () => broker.kill(), start: () => broker.start() },
    ...boxes.map((box) => ({
      kind: 'box',
      kill: async () => running.get(box.id)?.kill(),
      start: () => void running.set(box.id, runBox(box, world.dir)),
    })),
  ];
}

/** Waits until every airing is over and every record has come; what is missing then is a fault. */
async function settle({ world, boxes }: Stage, span: Span): Promise<string[]> {
  const limits = { everyMs: 500, limitMs: Math.max(0, span.toAt - Date.now()) + SETTLE_MS };
  const quiet = async (): Promise<true | null> => {
    if (Date.now() < span.toAt || !world.server.running()) return null;
    if (!allTold(directCount(world, boxes))) return null;
    // The last status of a box that was killed may say for a while that it plays.
    if (!allTold(await screenCount(world, span))) return null;
    return (await allConfirmed(boxes)) ? true : null;
  };
  return await until('every airing has its outcome', limits, quiet).then(
    () => [],
    (cause: unknown) => [String(cause)],
  );
}

const allTold = ({ planned, completed, interrupted, missed, unknown }: Sums): boolean =>
  planned === completed + interrupted + missed + unknown;

const allConfirmed = async (boxes: readonly Box[]): Promise<boolean> =>
  (await Promise.all(boxes.map(bookOf))).every(({ unsent }) => unsent === 0);
