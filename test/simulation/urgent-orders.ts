/**
 * Urgent orders — tin khẩn trong thế giới giả lập.
 *
 * Now and then somebody orders an urgent message for a box, and it arrives more than once. Keeps what
 * was signed, and holds every sound of it to the message: only its plays, none begun after its end,
 * none above the ceiling.
 */
import { type DeviceId, EntryId, Sha256 } from '@loaso/shared/ids';
import { durationMs, instant, MINUTE_MS } from '@loaso/shared/time';
import { seal } from '@loaso/shared/trust/sealed';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { nominalStartOf, type Urgent } from '@loaso/shared/wire/urgent';
import type { Box } from './box.js';
import type { Chance } from './chance.js';
import { envelopeFault } from './envelope-truth.js';
import type { Segment } from './segment.js';
import { hashOf, symbolicKey } from './symbolic-keys.js';
import type { World } from './world.js';

const KEY = symbolicKey('urgent-1', 'urgent');
/** Enters the trust root of every box. */
export const URGENT_KEY = KEY.key;

const SECONDS = [5, 30, 90, 300];
/** The output, and how soon a new envelope must be followed. */
const SLACK_MS = 200;
const REACT_MS = 2_000;

const signed = new WeakMap<World, Map<string, Urgent>>();
const signedIn = (world: World): Map<string, Urgent> => {
  const known = signed.get(world) ?? new Map<string, Urgent>();
  signed.set(world, known);
  return known;
};

/** Orders one message and sends it three times, as a line that repeats would. */
export function orderUrgent(world: World, box: Box, chance: Chance): void {
  const message = messageFor(box, world.now, chance);
  signedIn(world).set(message.id, message);
  const raw = seal('urgent', JSON.stringify(message), [KEY.sign]);
  for (const afterMs of [0, 20_000, chance.between(1, 30) * MINUTE_MS]) {
    world.after(afterMs, () => box.link.sendDown('urgent', raw));
  }
}

function messageFor(box: Box, at: number, chance: Chance): Urgent {
  const now = instant(at);
  const length = durationMs(chance.pick(SECONDS) * 1_000);
  const sha256 = Sha256.parse(hashOf(`urgent ${chance.whole(1, 6)}`));
  return {
    v: 1,
    kind: 'urgent',
    dev: box.id,
    area: box.areaId,
    id: EntryId.parse(`urgent-${box.index}-${now}`),
    iat: now,
    nbf: now,
    exp: instant(now + chance.between(1, 60) * MINUTE_MS),
    why: 'simulated',
    title: 'Tin khẩn',
    origin: 'commune',
    audio: [{ sha256, sizeBytes: 100_000, durationMs: length, codec: 'opus' }],
    parts: [{ sha256, offsetMs: durationMs(0) }],
    durationMs: length,
    plays: chance.whole(1, 4),
    gapMs: chance.pick([0, 10_000, 120_000]),
    gainDb: 0,
    boot: box.state?.boot?.bootId ?? null,
  };
}

/** The message whose play a sound is, or null: nobody ordered it. */
export function messageOf(world: World, dev: DeviceId, playId: string): Urgent | null {
  const [id = '', device, start] = playId.split('.');
  const message = signedIn(world).get(id);
  if (message === undefined || device !== dev) return null;
  const starts = Array.from({ length: message.plays }, (_, play) => nominalStartOf(message, play));
  return starts.some((one) => String(one) === start) ? message : null;
}

/** What was wrong with the beginning of a play, or null. */
export function lateFault(message: Urgent, now: number, boundMs: number): string | null {
  const lateMs = now - message.exp - boundMs - SLACK_MS;
  return lateMs > 0 ? `began ${Math.round(lateMs)} ms after its end` : null;
}

/** What was wrong with its volume, or null. */
export const loudFault = (segment: Segment, envelopes: readonly SoundEnvelope[]): string | null =>
  envelopeFault(segment, { priority: 'emergency' }, envelopes, REACT_MS);
