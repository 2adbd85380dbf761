/**
 * Answers to commands — câu trả lời cho lệnh.
 *
 * Every order keeps its own first answer and its own result, whatever the box says later. A box of
 * before a kind of order refuses it without its name: that answer is for the newest order that has none.
 */
import { ok, type Result } from '@loaso/shared/result';
import { MINUTE_MS } from '@loaso/shared/time';
import type { Ack } from '@loaso/shared/wire/ack';
import type { CommandResult } from '@loaso/shared/wire/result';
import { keepBoxLog } from './box-log.js';
import { sendReceipt } from './receive-records.js';
import type { From } from './reception.js';
import { announceDevice } from './shapes.js';

/** An answer without a name is for an order that is not older. */
const NAMELESS_WITHIN_MS = 10 * MINUTE_MS;
const LOOKED_AT = 10;

export async function receiveResult(
  from: From,
  result: CommandResult,
): Promise<Result<null, { readonly code: string; readonly detail: string }>> {
  const { store, device, arrivedAt, log } = from;
  const { commandId, kind } = result;
  const kept = await keepBoxLog(from, result);
  const isNew = await store.commands.putCommandResult(kept, arrivedAt);
  // An order that is known no more settles its result as well: nobody will ask for it.
  if (result.receipt === true) {
    await sendReceipt(from, device.id, await store.ledger.upToSeq(device.id), [commandId]);
  }
  if (!isNew) return ok(null);
  log.info('fleet.command-result', { device: device.id, commandId, kind });
  await announceDevice(from, device);
  return ok(null);
}

/** Keeps the answer with its order, where it is the answer to one. */
export async function noteAnswer(from: From, ack: Ack): Promise<void> {
  if (ack.what !== 'command' && ack.what !== 'stop') return;
  const { store, arrivedAt } = from;
  const commandId = ack.commandId ?? (await namelessOrder(from, ack));
  if (commandId !== null) await store.commands.putCommandAck({ ...ack, commandId }, arrivedAt);
}

async function namelessOrder({ store, device, arrivedAt }: From, ack: Ack): Promise<string | null> {
  if (ack.outcome !== 'refused') return null;
  const orders = await store.commands.commandsOf(device.id, LOOKED_AT);
  const open = orders.find(
    ({ kind, ack: answered, sentAt }) =>
      answered === null &&
      (kind === 'stop') === (ack.what === 'stop') &&
      arrivedAt - sentAt < NAMELESS_WITHIN_MS,
  );
  return open?.id ?? null;
}
