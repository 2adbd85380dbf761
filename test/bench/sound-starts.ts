/**
 * Starts — phép đo lúc bắt đầu.
 *
 * Two agents with the same plan on two cards, one core busy, and beside them, at every tenth instant,
 * the naive way: a player spawned for the item. All are heard by the same ears.
 */
import { spawn } from 'node:child_process';
import { decodeClip, makeItem } from '../integration/edge-agent/world.js';
import { quantile, type Report } from './figure.js';
import type { SoundBox } from './sound-box.js';
import { beginningIn } from './sound-ear.js';
import { type Listener, monoNow, type SoundRoom, sleep, wallMinusMono } from './sound-room.js';

/** At each of two boxes. */
const STARTS = 155;
const SPACING_MS = 1_600;
const NAIVE_EVERY = 10;
/** Of the ffmpeg package. */
const NAIVE_PLAYER = 'ffplay';
const LEAD_MS = 4_000;
const PROBE_MS = 30;
/** How late is still looked for: ours before the next one, the naive one before its own next. */
const LATE_MS_MAX = SPACING_MS - 200;
const NAIVE_LATE_MS_MAX = 2_500;
const EARLY_MS = 150;

export type Ears = Readonly<Record<string, Listener>>;
type Naive = { readonly room: SoundRoom; readonly cards: readonly string[]; readonly path: string };

/** Errors in milliseconds, null where nothing was heard, by card. */
type Errors = Readonly<Record<string, readonly (number | null)[]>>;

/** @param clipIndex which clip of the boxes is short enough to sound at every instant */
export async function measureStarts(
  report: Report,
  boxes: readonly SoundBox[],
  ears: Ears,
  naive: Omit<Naive, 'path'> & { readonly clipIndex: number },
): Promise<void> {
  const [first] = boxes;
  const clip = first?.clips[naive.clipIndex];
  if (first === undefined || clip === undefined) throw new Error('no boxes');
  const startAt = Date.now() + LEAD_MS;
  const instants = Array.from({ length: STARTS }, (_, index) => startAt + index * SPACING_MS);
  const items = instants.map((at, index) =>
    makeItem([clip], { entryId: `start-${index}` as never, startAt: at }),
  );
  await Promise.all(boxes.map((box) => box.offer(items)));
  await playNaively(instants, { ...naive, path: clip.path });
  await sleep(2_000);
  const noise = decodeClip(clip);
  const offset = wallMinusMono();
  const errorsOf = (card: string, at: readonly number[], lateMs: number): (number | null)[] =>
    at.map((wall) => errorAt(ears[card], noise, wall - offset, lateMs));
  const spawned = instants.filter((_, index) => index % NAIVE_EVERY === 0);
  tell(
    report,
    '',
    fromCards(
      boxes.map(({ card }) => card),
      instants,
      LATE_MS_MAX,
    ),
  );
  tell(report, 'spawned: ', fromCards(naive.cards, spawned, NAIVE_LATE_MS_MAX));

  function fromCards(cards: readonly string[], at: readonly number[], lateMs: number): Errors {
    return Object.fromEntries(cards.map((card) => [card, errorsOf(card, at, lateMs)]));
  }
}

function errorAt(
  ear: Listener | undefined,
  noise: Int16Array,
  dueMonoMs: number,
  lateMs: number,
): number | null {
  const heard = ear?.heard(dueMonoMs - EARLY_MS, EARLY_MS + lateMs) ?? new Int16Array();
  const place = beginningIn(heard, noise, PROBE_MS);
  return place === null ? null : place - EARLY_MS;
}

/** Spawns at the instant, as one would without thinking. */
async function playNaively(instants: readonly number[], naive: Naive): Promise<void> {
  const offset = wallMinusMono();
  for (const [index, at] of instants.entries()) {
    await sleep(at - offset - monoNow());
    if (index % NAIVE_EVERY !== 0) continue;
    for (const card of naive.cards) {
      const env = { ...process.env, ...naive.room.env, PULSE_SINK: card };
      const words = ['-nodisp', '-autoexit', '-loglevel', 'quiet', naive.path];
      spawn(NAIVE_PLAYER, words, { env, stdio: 'ignore' });
    }
  }
}

function tell(report: Report, who: string, errors: Errors): void {
  const all = Object.values(errors);
  const heard = all.flat().filter((error) => error !== null);
  const sizes = heard.map(Math.abs);
  const [one = [], other = []] = all;
  const spreads = one.flatMap((error, index) => {
    const beside = other[index] ?? null;
    return error === null || beside === null ? [] : [Math.abs(error - beside)];
  });
  const ours = who === '';
  const ms = (name: string, value: number, goal: number): void =>
    report({ name: `${who}${name}`, value, unit: 'ms', goal: ours ? { atMost: goal } : null });
  const count = (name: string, value: number, goal: Parameters<Report>[0]['goal']): void =>
    report({ name: `${who}${name}`, value, unit: 'starts', goal: ours ? goal : null });
  count('starts heard', heard.length, { atLeast: 300 });
  count('starts not heard', all.flat().length - heard.length, { atMost: 0 });
  ms('start error, median of the size', quantile(sizes, 0.5), 3);
  ms('start error, p99 of the size', quantile(sizes, 0.99), 20);
  report({
    name: `${who}start error, median`,
    value: quantile(heard, 0.5),
    unit: 'ms',
    goal: null,
  });
  ms('start error, worst', Math.max(...sizes), 100);
  report({
    name: `${who}two agents apart, median`,
    value: quantile(spreads, 0.5),
    unit: 'ms',
    goal: null,
  });
  ms('two agents apart, p99', quantile(spreads, 0.99), 20);
}
