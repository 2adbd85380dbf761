/**
 * Virtual fleet — đội loa ảo: `npm run fleet -- --boxes 50 --minutes 5`.
 *
 * Whole agents in a few processes against a running server, for a demonstration or a load: real enrolment,
 * real MQTT, plans, records. Says every ten seconds how it goes, ends by itself or at Ctrl-C, and prints
 * as its last line what came of it.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { login, type Session } from '../../deploy/demo/client.js';
import { type Crew, createCrew } from './crews.js';
import { brokerOf, enrolFleet, enrolledOf, type FleetBox, planFleet } from './enrolled.js';
import { createFaults, lineOf } from './faults.js';
import { type Figures, inWords, sumOf } from './figures.js';
import { type Options, readOptions, USAGE } from './options.js';
import { openOwnServer } from './own-server.js';

/** Of one process: a core of a small machine carries about so many. */
const CREW_BOXES = 50;
const TELL_EVERY_MS = 10_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** One press may come twice: from the keyboard, and handed on by npm. */
const SAME_PRESS_MS = 2_000;

/** Set by Ctrl-C; a second one does not wait. */
const ending = new AbortController();
const ended = (): boolean => ending.signal.aborted;
const pause = (ms: number): Promise<unknown> =>
  sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);

function endAtCtrlC(): void {
  let pressedMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ended() && performance.now() - pressedMs > SAME_PRESS_MS) process.exit(1);
      if (ended()) return;
      pressedMs = performance.now();
      say('Đang dừng đội loa…');
      ending.abort();
    });
  }
}

async function main(options: Options): Promise<boolean> {
  const own = options.server === undefined ? await openOwnServer(say) : null;
  const folder = resolve(options.folder ?? mkdtempSync(join(tmpdir(), 'loaso-fleet-')));
  mkdirSync(folder, { recursive: true });
  try {
    const technician = own?.technician ?? (await enter(options));
    const boxes = await planFleet(technician, folder, options.boxes);
    await enrolFleet(technician, boxes, { told: (n) => enrolled(n, boxes.length), ended });
    await own?.air();
    return await fly(options, enrolledOf(boxes), brokerOf(folder, boxes));
  } finally {
    await own?.close();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const enter = ({ server = '', user = '', password = '' }: Options): Promise<Session> =>
  login(server.replace(/\/+$/, ''), user, password);

function enrolled(done: number, of: number): void {
  if (done % 10 === 0 || done === of) say(`Đã đăng ký ${done}/${of} cụm loa`);
}

/** @returns true when at the end every box is on line and holds a plan */
async function fly(
  { boxes: wanted, minutes, faults: kind }: Options,
  boxes: readonly FleetBox[],
  brokerUrl: string,
): Promise<boolean> {
  const line = await lineOf(kind, boxes, brokerUrl);
  const crews = crewsOf(boxes);
  const faults = createFaults(kind, crews, line);
  const startedAt = performance.now();
  let figures: Figures = sumOf([]);
  try {
    await Promise.all(crews.map((crew) => crew.start()));
    const thirdMs = (minutes * 60_000) / 3;
    figures = await watch(crews, thirdMs, boxes.length);
    if (kind !== 'none' && !ended()) {
      say(`Tai nạn bắt đầu: ${kind}`);
      await faults.begin();
    }
    figures = await watch(crews, thirdMs, boxes.length);
    await faults.end();
    figures = await watch(crews, thirdMs, boxes.length);
  } finally {
    await Promise.all(crews.map((crew) => crew.stop()));
    await faults.close();
    await lineOf('none', boxes, brokerUrl);
  }
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  say(
    JSON.stringify({ name: 'fleet', boxes: wanted, enrolled: boxes.length, ...figures, seconds }),
  );
  return figures.connected === wanted && figures.plans === wanted;
}

/** Neighbours together. */
function crewsOf(boxes: readonly FleetBox[]): Crew[] {
  // Three at least, where there are so many boxes: a fault of the power takes a third of them.
  const crews = Math.max(Math.min(3, boxes.length), Math.ceil(boxes.length / CREW_BOXES));
  const part = Math.ceil(boxes.length / crews);
  const folders = boxes.map(({ folder }) => folder);
  return Array.from({ length: Math.ceil(boxes.length / part) }, (_, index) =>
    createCrew({
      folders: folders.slice(index * part, (index + 1) * part),
      crews,
      lost: (why) => say(`Một tiến trình đã dừng: ${why}`),
    }),
  );
}

/** Tells how it goes, until the time is over or somebody has had enough. */
async function watch(crews: readonly Crew[], lengthMs: number, boxes: number): Promise<Figures> {
  const look = async (): Promise<Figures> =>
    sumOf(await Promise.all(crews.map((crew) => crew.figures())));
  const endAt = performance.now() + lengthMs;
  for (;;) {
    const leftMs = endAt - performance.now();
    if (leftMs > 0 && !ended()) await pause(Math.min(TELL_EVERY_MS, leftMs));
    const figures = await look();
    say(`${new Date().toTimeString().slice(0, 8)} ${inWords(boxes, figures)}`);
    if (ended() || performance.now() >= endAt) return figures;
  }
}

endAtCtrlC();
try {
  process.exitCode = (await main(readOptions(process.argv.slice(2), process.env))) ? 0 : 1;
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`);
  process.exitCode = 2;
}
