/**
 * Orders to a box — lệnh và lệnh dừng gửi tới cụm.
 *
 * Signed, for one box, once, and void after two minutes: an order that comes late is no order. An
 * order that cannot be sent now is refused now, never kept for later.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { Command, CommandKind, Stop } from '@loaso/shared/wire/command';
import type { DataPlanOrder } from '@loaso/shared/wire/http/fleet';
import type { Permission } from '../../core/access/roles.js';
import type { Actor, Answer } from '../flows.js';
import type { BoxOrdered, OrderFigures } from '../order-flows.js';
import { auditDevice, type FleetPorts, findDevice, signerRefusal } from './ports.js';

const ORDER_LIFE_MS = 2 * MINUTE_MS;
/** Heard at the foot of the pole, and hardly at the next house. */
const CHIME_VOLUME_PERCENT = 20;
/** All that is permitted. */
const TRIM_NONE_PERCENT = 100;
type Order = {
  readonly id: string;
  readonly iat: Instant;
  readonly nbf: Instant;
  readonly exp: Instant;
};

export function stopDevice(
  ports: FleetPorts,
  actor: Actor,
  { id, entryId }: { readonly id: DeviceId; readonly entryId: EntryId | null },
): Answer<{ commandId: string }> {
  const why = `${actor.username} stopped ${entryId ?? 'everything'}`;
  return send(
    ports,
    actor,
    { id, type: 'stop', permission: 'stop-device', why, act: 'stop' },
    (order) => {
      const stop: Stop = { v: 1, dev: id, ...order, why, entryId };
      return stop;
    },
  );
}

type CommandWanted = OrderFigures & { readonly id: DeviceId; readonly kind: CommandKind };

export function commandDevice(
  ports: FleetPorts,
  actor: Actor,
  { id, kind, volumePercent, data }: CommandWanted,
): Answer<{ commandId: string }> {
  const figure = figureOf({ volumePercent, data });
  const why = `${actor.username} asked for ${kind} ${figure}`.trim();
  return send(
    ports,
    actor,
    { id, type: 'command', permission: 'command-device', why, act: kind, figure },
    (order) => {
      const command: Command = {
        v: 1,
        dev: id,
        ...order,
        why,
        ...deedOf(kind, { volumePercent, data }),
      };
      return command;
    },
  );
}

/** One order a box: signed, audited and refused like any other. */
export async function setDataOfMany(
  ports: FleetPorts,
  actor: Actor,
  { deviceIds, data }: DataPlanOrder,
): Answer<BoxOrdered[]> {
  const boxes: BoxOrdered[] = [];
  for (const deviceId of new Set(deviceIds)) {
    const ordered = await commandDevice(ports, actor, { id: deviceId, kind: 'set-data', data });
    boxes.push({ deviceId, refusal: ordered.ok ? null : ordered.error });
  }
  return ok(boxes);
}

/** What was ordered, for the record: '60%', '500 MB/20'. */
function figureOf({ volumePercent, data }: OrderFigures): string {
  if (volumePercent !== undefined) return `${volumePercent}%`;
  if (data === undefined) return '';
  return data === null ? 'as in its settings' : `${data.budgetMb} MB/${data.monthDay}`;
}

type Deed = OmitEach<Command, keyof Order | 'v' | 'dev' | 'why'>;
type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What the box is to do, with the figures that go with it. */
function deedOf(
  kind: CommandKind,
  { volumePercent = TRIM_NONE_PERCENT, data = null }: OrderFigures,
): Deed {
  if (kind === 'set-volume') return { kind, volumePercent };
  if (kind === 'set-data') return { kind, data };
  return kind === 'test-chime' ? { kind, volumePercent: CHIME_VOLUME_PERCENT } : { kind };
}

/** A question of the server itself, which nobody has to answer for. @returns false when it was not sent */
export async function ask(
  { signer, link, clock, chance }: Pick<FleetPorts, 'signer' | 'link' | 'clock' | 'chance'>,
  id: DeviceId,
  kind: 'report',
  why: string,
): Promise<boolean> {
  const now = clock.now();
  const order = { id: chance.id('cmd'), iat: now, nbf: now, exp: (now + ORDER_LIFE_MS) as Instant };
  const command: Command = { v: 1, dev: id, ...order, why, kind };
  const signed = await signer.signCommand('command', JSON.stringify(command));
  return signed.ok && link.send(id, 'command', signed.value);
}

type Sending = {
  readonly id: DeviceId;
  readonly type: 'stop' | 'command';
  readonly permission: Permission;
  readonly why: string;
  readonly act: CommandKind | 'stop';
  /** What was ordered of it, for the record: '60%'. */
  readonly figure?: string;
};

async function send(
  ports: FleetPorts,
  actor: Actor,
  sending: Sending,
  make: (order: Order) => Command | Stop,
): Answer<{ commandId: string }> {
  const { id, type, permission, act, figure = '' } = sending;
  const found = await findDevice(ports, actor, { id, permission });
  if (!found.ok) return found;
  if (found.value.device.state === 'revoked') return err({ code: 'device-revoked' });
  if (found.value.device.state !== 'enrolled') return err({ code: 'device-not-enrolled' });
  const { store, signer, link, clock, chance, log } = ports;
  const now = clock.now();
  const commandId = chance.id('cmd');
  const order = { id: commandId, iat: now, nbf: now, exp: (now + ORDER_LIFE_MS) as Instant };
  await auditDevice(ports, actor.username, { act, id, detail: `${figure} ${commandId}`.trim() });
  const signed = await signer.signCommand(type, JSON.stringify(make(order)));
  if (!signed.ok) return signerRefusal(signed.error);
  const { username: by } = actor;
  const kept = { id: commandId, deviceId: id, kind: act, by, sentAt: now, expiresAt: order.exp };
  // Before it leaves: the answer may come at once.
  await store.commands.addCommand(kept);
  if (!(await link.send(id, type, signed.value))) return err({ code: 'busy', retryAfterS: 5 });
  log.info('fleet.ordered', { device: id, act, commandId, by: actor.userId });
  return ok({ commandId });
}
