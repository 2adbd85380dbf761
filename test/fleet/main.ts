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
import { type Figures, inWords, NO_FIGURES, sumOf } from './figures.js';
import { type Options, readOptions, USAGE } from './options.js';
import { openOwnServer } from './own-server.js';
import { POWER_PARTS, registerSites } from './sites.js';

/** Of one process: what the program itself takes is had once for so many. */
const CREW_BOXES = 450;
const TELL_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
/** Longer than it takes until all are on line: then it goes on with those that are. */
const BRING_UP_MS = 60_000;
const BRING_UP_BOX_MS = 100;

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
    await enrolFleet(technician, boxes, { told: enrolmentTold(boxes.length), ended });
    const enrolled = enrolledOf(boxes);
    if (!ended()) {
      const ids = enrolled.map(({ id }) => id);
      await registerSites(technician, ids);
      await own?.air(ids.length);
    }
    return await fly(options, enrolled, brokerOf(folder, boxes));
  } finally {
    await own?.close();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const enter = ({ server = '', user = '', password = '' }: Options): Promise<Session> =>
  login(server.replace(/\/+$/, ''), user, password);

/** Tells now and then how far it is, and how long the rest takes at this pace. */
function enrolmentTold(of: number): (done: number) => void {
  const startedAt = performance.now();
  let first: number | null = null;
  let toldAt = startedAt;
  return (done) => {
    first ??= done - 1;
    const now = performance.now();
    if (done < of && now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    const leftS = ((now - startedAt) / (done - first) / 1_000) * (of - done);
    const rest = done < of ? `, còn khoảng ${Math.ceil(leftS)} giây` : '';
    say(`Đã đăng ký ${done}/${of} cụm loa${rest}`);
  };
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
  const secondsSince = (at: number): number => Math.round((performance.now() - at) / 1_000);
  let figures: Figures = NO_FIGURES;
  let allOnlineS: number | null = null;
  const onward = async (lengthMs: number): Promise<void> => {
    figures = await watch(crews, lengthMs, boxes.length);
  };
  try {
    allOnlineS = (await bringUp(crews, boxes.length)) ? secondsSince(startedAt) : null;
    if (allOnlineS !== null) say(`Cả ${boxes.length} cụm đã nối sau ${allOnlineS} giây`);
    const thirdMs = (minutes * 60_000) / 3;
    await onward(thirdMs);
    if (kind !== 'none' && !ended()) {
      say(`Tai nạn bắt đầu: ${kind}`);
      await faults.begin();
    }
    await onward(thirdMs);
    await faults.end();
    await onward(thirdMs);
  } finally {
    const stoppingAt = performance.now();
    await Promise.all(crews.map((crew) => crew.stop()));
    await faults.close();
    await lineOf('none', boxes, brokerUrl);
    say(`Mọi cụm đã dừng sau ${secondsSince(stoppingAt)} giây`);
  }
  const memoryMb = Math.round(figures.memoryMb);
  const kbPerBox = Math.round((figures.memoryMb * 1_024) / Math.max(1, boxes.length));
  const times = { allOnlineS, seconds: secondsSince(startedAt) };
  const counts = { boxes: wanted, enrolled: boxes.length, ...figures, memoryMb, kbPerBox };
  say(JSON.stringify({ name: 'fleet', ...counts, ...times }));
  return figures.connected === wanted && figures.plans === wanted;
}

/** Tells how it goes until every box is on line with a plan. @returns false where that does not come */
async function bringUp(crews: readonly Crew[], boxes: number): Promise<boolean> {
  const endAt = performance.now() + BRING_UP_MS + boxes * BRING_UP_BOX_MS;
  const started = Promise.all(crews.map((crew) => crew.start()));
  // A crew that cannot start says why, and the others are ended.
  const failed = new AbortController();
  started.catch((cause: unknown) => failed.abort(cause));
  for (let toldAt = performance.now(); performance.now() < endAt && !ended(); ) {
    failed.signal.throwIfAborted();
    await pause(LOOK_EVERY_MS);
    const figures = await sumNow(crews);
    if (figures.connected === boxes && figures.plans === boxes) return true;
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = performance.now();
    tell(boxes, figures);
  }
  return false;
}

const sumNow = async (crews: readonly Crew[]): Promise<Figures> =>
  sumOf(await Promise.all(crews.map((crew) => crew.figures())));

const tell = (boxes: number, figures: Figures): void =>
  say(`${new Date().toTimeString().slice(0, 8)} ${inWords(boxes, figures)}`);

/** Neighbours together. */
function crewsOf(boxes: readonly FleetBox[]): Crew[] {
  // A power line takes a part of them, which must be whole crews: those are killed.
  const perPart = Math.ceil(boxes.length / (POWER_PARTS * CREW_BOXES));
  const crews = Math.min(boxes.length, POWER_PARTS * perPart);
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
  const endAt = performance.now() + lengthMs;
  for (;;) {
    const leftMs = endAt - performance.now();
    if (leftMs > 0 && !ended()) await pause(Math.min(TELL_EVERY_MS, leftMs));
    const figures = await sumNow(crews);
    tell(boxes, figures);
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
