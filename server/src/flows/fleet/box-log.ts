/**
 * Logs of boxes — nhật ký lấy từ cụm.
 *
 * Kept only as the answer to an order of this box, apart from the order itself, the last three for a
 * month; whoever takes one out is on record.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { CommandResult } from '@loaso/shared/wire/result';
import { NOT_FOUND } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { auditDevice, type FleetPorts, findDevice } from './ports.js';
import type { From } from './reception.js';

const KEPT_MAX = 3;

/** Takes the log out of its result. @returns what is left of the result, to be kept with its order */
export async function keepBoxLog(from: From, result: CommandResult): Promise<CommandResult> {
  if (result.kind !== 'log') return result;
  const { store, device, arrivedAt } = from;
  const { commandId, gzip } = result;
  const order = await store.commands.command(commandId);
  const asked = order?.kind === 'collect-log' && order.deviceId === device.id;
  if (asked && order.result === null) {
    const log = {
      commandId,
      deviceId: device.id,
      at: arrivedAt,
      gzip: Buffer.from(gzip, 'base64'),
    };
    await store.boxLogs.putBoxLog(log, KEPT_MAX);
  }
  return { ...result, gzip: '' };
}

export async function takeBoxLog(
  ports: FleetPorts,
  actor: Actor,
  { id, commandId }: { readonly id: DeviceId; readonly commandId: string },
): Answer<Uint8Array> {
  const found = await findDevice(ports, actor, { id, permission: 'command-device' });
  if (!found.ok) return found;
  const log = await ports.store.boxLogs.boxLog(id, commandId);
  if (log === null) return NOT_FOUND;
  await auditDevice(ports, actor.username, { act: 'log-taken', id, detail: commandId });
  return ok(log.gzip);
}
