/**
 * Orders — phép đo tin khẩn, lệnh dừng và chỗ nối.
 *
 * From the moment a sealed message is sent until the ear hears the first sample of an emergency in the
 * place of what sounded, or silence after STOP; and the longest hole in files and airings that follow
 * one another. The way over the broker counts in.
 */
import { type Clip, decodeClip, makeItem, makeUrgent } from '../integration/edge-agent/world.js';
import { quantile, type Report } from './figure.js';
import type { SoundBox } from './sound-box.js';
import { beginningIn, endIn, longestGapIn, onsetIn, placeOf } from './sound-ear.js';
import { monoNow, sleep, wallMinusMono } from './sound-room.js';
import type { Ears } from './sound-starts.js';

const LEAD_MS = 3_000;
const ROUNDS = 30;
const HEARD_MS = 1_200;
const EDGE_MS = 30;
/** Late in the clip, so that it is there however much of its head was cut off. */
const PROBE_MS = 400;
const STEP_MS = 5;

export type OrderClips = {
  /** Half a second or more for the emergency, three seconds to be stopped, two to be joined. */
  readonly alarm: Clip;
  readonly long: Clip;
  readonly joined: readonly [Clip, Clip];
};

export async function measureJoins(
  report: Report,
  boxes: readonly SoundBox[],
  ears: Ears,
  { joined }: OrderClips,
): Promise<void> {
  const [one, other] = joined;
  const parts = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? one : other));
  const startAt = Date.now() + LEAD_MS;
  const first = makeItem(parts, { entryId: 'join-0' as never, startAt });
  const next = Array.from({ length: 6 }, (_, index) =>
    makeItem([index % 2 === 0 ? one : other], {
      entryId: `join-${index + 1}` as never,
      startAt: startAt + first.durationMs + index * one.durationMs,
    }),
  );
  const lengthMs = first.durationMs + next.length * one.durationMs;
  await Promise.all(boxes.map((box) => box.offer([first, ...next])));
  await sleep(startAt + lengthMs + 1_000 - Date.now());
  const from = startAt - wallMinusMono() + EDGE_MS;
  const gaps = boxes.map(({ card }) =>
    longestGapIn(ears[card]?.heard(from, lengthMs - 2 * EDGE_MS) ?? new Int16Array(1e6)),
  );
  const name = `longest hole in ${boxes.length * 17} joins`;
  report({ name, value: Math.max(...gaps), unit: 'ms', goal: { atMost: 10 } });
}

/** Every round an emergency takes the place of a long airing. */
export async function measurePreemption(
  report: Report,
  boxes: readonly SoundBox[],
  ears: Ears,
  { alarm, long }: OrderClips,
): Promise<void> {
  const startAt = Date.now() + LEAD_MS;
  const item = makeItem(Array(60).fill(long), { entryId: 'long-1' as never, startAt });
  await Promise.all(boxes.map((box) => box.offer([item])));
  await sleep(startAt + 1_500 - Date.now());
  const noise = decodeClip(alarm);
  const offset = wallMinusMono();
  const [waits, after, cuts]: [number[], number[], number[]] = [[], [], []];
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = boxes.map((box) => ({ box, monoMs: urgeNow(box, `cut-${round}`, alarm) }));
    await sleep(alarm.durationMs + HEARD_MS);
    for (const { box, monoMs } of sent) {
      const first = firstOf(ears[box.card]?.heard(monoMs, HEARD_MS) ?? new Int16Array(), noise);
      if (first === null) lost += 1;
      else {
        const acceptedMs = (box.acceptedAt(`urgent-cut-${round}`) ?? Number.NaN) - offset;
        waits.push(first.waitMs);
        after.push(monoMs + first.waitMs - acceptedMs);
        cuts.push(first.cutMs);
      }
    }
  }
  await Promise.all(boxes.map((box) => box.offer([])));
  const ms = (name: string, value: number, goal: number | null): void =>
    report({ name, value, unit: 'ms', goal: goal === null ? null : { atMost: goal } });
  ms('emergency sent to first sample, median', quantile(waits, 0.5), null);
  ms('emergency sent to first sample, p99', quantile(waits, 0.99), null);
  ms('emergency accepted to first sample, median', quantile(after, 0.5), null);
  ms('emergency accepted to first sample, p99', quantile(after, 0.99), 250);
  ms('head of an emergency cut off, median', quantile(cuts, 0.5), null);
  report({ name: 'emergencies not heard', value: lost, unit: 'of them', goal: { atMost: 0 } });
}

function urgeNow(box: SoundBox, name: string, clip: Clip): number {
  const message = { ...makeUrgent(name, Date.now(), [clip]), plays: 1, gapMs: 0 };
  const monoMs = monoNow();
  box.urge(message);
  return monoMs;
}

/** When the first sample of the clip that sounded was heard, and how much of it came before. */
function firstOf(heard: Int16Array, clip: Int16Array): { waitMs: number; cutMs: number } | null {
  const place = beginningIn(heard, clip, PROBE_MS);
  if (place === null) return null;
  for (let cutMs = 0; cutMs < PROBE_MS; cutMs += STEP_MS) {
    const around = heard.subarray(Math.max(0, Math.round((place + cutMs - 2) * 24)));
    const at = placeOf(around.subarray(0, 580), clip, cutMs * 24);
    if (at !== null) return { waitMs: place + cutMs, cutMs };
  }
  return { waitMs: place + PROBE_MS, cutMs: PROBE_MS };
}

/** Every round an emergency begins in silence and is stopped in the middle. */
export async function measureStops(
  report: Report,
  boxes: readonly SoundBox[],
  ears: Ears,
  { long }: OrderClips,
): Promise<void> {
  const [waits, starts]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS - 15; round += 1) {
    const sent = boxes.map((box) => urgeNow(box, `stop-${round}`, long));
    await sleep(900);
    const stops = boxes.map((box) => {
      const monoMs = monoNow();
      box.stop(`urgent-stop-${round}`);
      return monoMs;
    });
    await sleep(HEARD_MS);
    for (const [index, { card }] of boxes.entries()) {
      const [from = 0, at = 0] = [sent[index], stops[index]];
      const heard = ears[card]?.heard(from, at - from + HEARD_MS) ?? new Int16Array();
      waits.push((endIn(heard) ?? 0) - (at - from));
      starts.push(onsetIn(heard) ?? Number.POSITIVE_INFINITY);
    }
  }
  const ms = (name: string, value: number, goal: number | null): void =>
    report({ name, value, unit: 'ms', goal: goal === null ? null : { atMost: goal } });
  ms('STOP sent to silence, median', quantile(waits, 0.5), null);
  ms('STOP sent to silence, p99', quantile(waits, 0.99), 200);
  ms('emergency in silence, sent to first sample, p99', quantile(starts, 0.99), null);
}
