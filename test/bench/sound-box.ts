/**
 * A box to listen to — một cụm loa để nghe.
 *
 * The packaged agent with a server's voice and a broker of its own, on one card of the sound room.
 * What it is told goes the whole way: sealed, over MQTT, checked, decided, to the player and out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, start } from '../../deploy/demo/processes.js';
import {
  type Clip,
  DEV,
  makePlan,
  makeWorld,
  until,
  type World,
} from '../integration/edge-agent/world.js';
import { createLines } from './agent-lines.js';
import type { Unit } from './packaged.js';
import type { SoundRoom } from './sound-room.js';

const RENICE = 'renice';
const READY_MS_MAX = 30_000;

export type SoundBox = {
  readonly card: string;
  readonly clips: readonly Clip[];
  /** Of the agent, and of the player that it has started. */
  readonly pids: { readonly agent: number; readonly player: number };
  offer(items: readonly object[]): Promise<void>;
  /** Seals and sends. */
  urge(message: object): void;
  stop(entryId: string): void;
  /** When the box said that it had accepted an urgent message, wall milliseconds. */
  acceptedAt(id: string): number | null;
  close(): Promise<void>;
};

export type Packaged = { readonly folder: string; readonly unit: Unit };

/** Starts the agent and waits until it knows the time and can sound. */
export async function startSoundBox(
  card: string,
  room: SoundRoom,
  { folder, unit }: Packaged,
  makeClips: (folder: string) => Clip[],
): Promise<SoundBox> {
  const world = await makeWorld(makeClips);
  const lines = createLines();
  const env = {
    ...unit.env,
    ...room.env,
    LOASO_AGENT_DEVICE: card,
    LOASO_AGENT_NTP: 'no',
    LOASO_AGENT_RTC: 'no',
    CACHE_DIRECTORY: join(room.dir, 'compile-cache'),
  };
  const words = [join(folder, 'launch.mjs'), 'run', '--state', world.state, '--output', 'pulse'];
  const [first = '', ...others] = [...unit.flags, ...words];
  const logFile = join(room.dir, `${card}.log`);
  const ready = lines.next((line) => line['event'] === 'booted', READY_MS_MAX);
  const accepted = new Map<string, number>();
  const onLine = (text: string): void => {
    lines.take(text);
    if (text.includes('"urgent-accepted"')) noteAccepted(text, accepted);
  };
  const running = start(card, [first, ...others], { env, logFile, onLine });
  asUnit(running, unit);
  await ready;
  await until('answers of the clock', READY_MS_MAX, () => asksOf(world) >= 5);
  return boxOf(card, world, running, accepted);
}

function noteAccepted(text: string, accepted: Map<string, number>): void {
  const { id, time } = JSON.parse(text) as { id: string; time: string };
  accepted.set(id, Date.parse(time));
}

/** As its unit starts it, where this is permitted. */
function asUnit({ child }: Running, { niceness }: Unit): void {
  spawnSync(RENICE, ['-n', String(niceness), '-p', String(child.pid)]);
}

const asksOf = (world: World): number => world.heard.filter(({ name }) => name === 'ask').length;

function boxOf(
  card: string,
  world: World,
  running: Running,
  accepted: ReadonlyMap<string, number>,
): SoundBox {
  let planNum = 0;
  let stopNum = 0;
  const agent = running.child.pid ?? 0;
  return {
    card,
    clips: world.clips,
    pids: { agent, player: playerOf(agent) },
    offer: async (items) => {
      planNum += 1;
      const plan = makePlan(planNum, Date.now(), world.clips, items);
      world.offer({ ...plan, standing: world.clips.map(({ sha256 }) => sha256) });
      await until('all files', READY_MS_MAX, () => hasAll(world, planNum));
    },
    urge: (message) => {
      const raw = world.trust.sealAs('urgent', 'urgent', message);
      world.send('urgent', raw);
    },
    stop: (entryId) => {
      stopNum += 1;
      const iat = Date.now();
      const times = { iat, nbf: iat, exp: iat + 60_000 };
      const body = { v: 1, dev: DEV, id: `stop-${10_000 + stopNum}`, ...times, why: 'đo', entryId };
      world.send('stop', world.trust.sealAs('command', 'stop', body));
    },
    acceptedAt: (id) => accepted.get(id) ?? null,
    close: async () => {
      await running.stop();
      await world.close();
    },
  };
}

function hasAll(world: World, num: number): boolean {
  const status = world.heard.findLast(({ name }) => name === 'status')?.body;
  const { plan, cache } = (status ?? {}) as {
    plan?: { num: number } | null;
    cache?: { needed: number; have: number };
  };
  return plan?.num === num && cache !== undefined && cache.have >= cache.needed;
}

/** The child of the agent that runs the same program. */
function playerOf(agent: number): number {
  const children = readFileSync(`/proc/${agent}/task/${agent}/children`, 'utf8').trim().split(' ');
  const found = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('player'),
  );
  return Number(found ?? Number.NaN);
}
