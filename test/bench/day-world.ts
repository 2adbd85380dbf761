/**
 * World of a measured province — máy chủ thật với 2.500 cụm loa đã đăng ký.
 *
 * The server as `loaso serve` starts it with its own database, broker and signer; one line of the
 * province three times a day, made over HTTP; boxes entered into the database while the server is
 * down, as so many enrolments would have left them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeviceId } from '@loaso/shared/ids';
import Database from 'better-sqlite3';
import { createSqlStore } from '#server/adapters/sql/store';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { airProvince } from '../support/e2e/province-line.js';
import { openWorld, type World } from '../support/e2e/world.js';
import type { BoxesOrder, BoxesWord } from './day-boxes.js';
import { keyOf } from './day-keys.js';
import { timed } from './figure.js';
import { memoryOf } from './process-figures.js';

export type DayWorld = {
  readonly world: World;
  /** The next airing of the province. */
  readonly airAt: number;
  /** Until the server listens, with plans for all, milliseconds. */
  readonly startMs: number;
  /** Of the server before it had a box, resident, megabytes. */
  readonly idleMb: number;
};

/** From the making of the line to its airing: the server starts anew and all boxes connect. */
const AHEAD_MS = 4 * 60_000;
/** The first plans and envelopes of all boxes are made before the server listens. */
const START_MS_MAX = 180_000;
const MINUTE_MS = 60_000;

/** @param work is handed the world, which is taken away however it ends */
export async function inDayWorld(
  boxes: number,
  work: (day: DayWorld) => Promise<void>,
): Promise<void> {
  const world = await openWorld({ boxes: 0, startMsMax: START_MS_MAX });
  try {
    const airAt = Math.ceil((Date.now() + AHEAD_MS) / MINUTE_MS) * MINUTE_MS;
    await makeLine(world, airAt);
    const idleMb = memoryOf(world.server.pid() ?? 0).residentMb;
    await world.server.stop();
    await enterBoxes(world, boxes);
    const startMs = await timed(() => world.server.start());
    await work({ world, airAt, startMs, idleMb });
  } finally {
    await world.close();
  }
}

/** Three times a day, eight hours apart; the first time at `airAt`. */
async function makeLine(world: World, airAt: number): Promise<void> {
  // Where there is no box at all nothing can be planned; this one is never switched on.
  const first = { id: 'cum-dau-tien', name: 'Cụm đầu tiên', areaId: QUY_NHON };
  await call(world.people.technician, 'POST', '/api/devices', first);
  await airProvince(world, airAt, [0, 480, 960]);
}

const fileOf = ({ server }: World): string => join(server.dataDir, 'loaso.sqlite');

async function enterBoxes(world: World, count: number): Promise<void> {
  const store = createSqlStore({ dialect: 'sqlite', path: fileOf(world) });
  await store.start();
  try {
    const communes = (await store.areas.areas()).filter(({ level }) => level === 'commune');
    for (let index = 0; index < count; index += 1) {
      const id = DeviceId.parse(`box-${String(index).padStart(5, '0')}`);
      const areaId = communes[index % communes.length]?.id;
      if (areaId === undefined) throw new Error('a province without communes');
      const { publicKey, secretHash } = keyOf(id);
      const place = { id, name: `Cụm ${id}`, areaId, position: null };
      const key = { publicKey, secretHash, createdAt: Date.now() };
      await store.fleet.addDevice({
        ...place,
        ...key,
        state: 'enrolled',
        placeKind: 'residential',
      });
    }
  } finally {
    await store.stop();
  }
}

/** Pages in use, those that still wait in the log beside the file included. */
export function databaseBytes(world: World): number {
  const file = new Database(fileOf(world), { readonly: true });
  try {
    const figure = (name: string): number => Number(file.pragma(name, { simple: true }));
    return (figure('page_count') - figure('freelist_count')) * figure('page_size');
  } finally {
    file.close();
  }
}

export function inDatabase<T>(world: World, sql: string, ...values: readonly number[]): T[] {
  const file = new Database(fileOf(world), { readonly: true });
  try {
    return file.prepare(sql).all(...values) as T[];
  } finally {
    file.close();
  }
}

export type Boxes = {
  tell(order: BoxesOrder): Promise<BoxesWord>;
  stop(): void;
};

/** The program that plays the boxes. */
export function openBoxes(): Boxes {
  const program = join(import.meta.dirname, 'day-boxes.ts');
  const execArgv = ['--import=tsx', '--conditions=source'];
  const child: ChildProcess = fork(program, { execArgv });
  return {
    tell: async (order) => {
      child.send(order);
      const [word] = (await once(child, 'message')) as [BoxesWord];
      return word;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
