/**
 * Test chimes — chuông thử trong thế giới giả lập.
 *
 * Now and then a technician orders a test chime, at any hour and in any state of the box, and the line
 * brings the order more than once. Keeps what was ordered, and holds every chime that is heard to it:
 * inside the signed envelope, no louder than ordered, in its time, and each order once.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Command } from '@loaso/shared/wire/command';
import { CHIME_ENTRY } from '#edge-agent/core/chime-sound';
import type { Box } from './box.js';
import type { Chance } from './chance.js';
import { envelopeFault } from './envelope-truth.js';
import type { Segment } from './segment.js';
import { order } from './technician.js';
import type { World } from './world.js';

type ChimeOrder = Extract<Command, { kind: 'test-chime' }>;

/** From the judging of an order to its first sample, and the line before it. */
const SLACK_MS = 3_000;
/** How soon a new envelope must be followed. */
const REACT_MS = 2_000;

const ordered = new WeakMap<World, Map<DeviceId, ChimeOrder[]>>();

function ordersFor(world: World, dev: DeviceId): ChimeOrder[] {
  const all = ordered.get(world) ?? new Map<DeviceId, ChimeOrder[]>();
  ordered.set(world, all);
  const own = all.get(dev) ?? [];
  all.set(dev, own);
  return own;
}

export function orderChime(world: World, box: Box, chance: Chance): void {
  const deed = { kind: 'test-chime', volumePercent: chance.pick([5, 20, 30]) } as const;
  const command = order(world, box, { deed, chance });
  if (command.kind === 'test-chime') ordersFor(world, box.id).push(command);
}

export const isChime = ({ playId }: { readonly playId: string }): boolean =>
  playId.startsWith(`${CHIME_ENTRY}.`);

/** What was wrong with a chime that has begun, or null. `before`: chimes heard until now. */
export function unorderedFault(
  { world, dev }: { readonly world: World; readonly dev: DeviceId },
  boundMs: number,
  before: number,
): string | null {
  const orders = ordersFor(world, dev);
  const now = world.now;
  const inTime = orders.some(
    ({ nbf, exp }) => nbf - boundMs <= now && now <= exp + boundMs + SLACK_MS,
  );
  if (!inTime) return 'nobody ordered a chime';
  return before >= orders.length ? 'one order chimed twice' : null;
}

/** What was wrong with a chime that was heard, or null. */
export function chimeFault(
  segment: Segment,
  { world, dev }: { readonly world: World; readonly dev: DeviceId },
  envelopes: readonly SoundEnvelope[],
): string | null {
  const loudest = Math.max(...ordersFor(world, dev).map((one) => one.volumePercent));
  const over = segment.volumes.find(({ percent }) => percent > loudest);
  if (over !== undefined) return `volume ${over.percent} over the ${loudest} that was ordered`;
  return envelopeFault(segment, { priority: 'normal' }, envelopes, REACT_MS);
}
