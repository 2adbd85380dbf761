/**
 * Receiving — nhận tin từ cụm loa.
 *
 * One message over one box's own topic: signed by that box, of the type of its topic, about that
 * box, or it is refused. Then each kind goes its way. Bad messages never throw; faults of the store
 * do, and the box sends again.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { openSealed, readBody, type TrustRoot } from '@loaso/shared/trust/sealed';
import { Ack } from '@loaso/shared/wire/ack';
import { Ask, Gone } from '@loaso/shared/wire/ask';
import { PlayRecords } from '@loaso/shared/wire/play-record';
import { CommandResult } from '@loaso/shared/wire/result';
import { ToldStatus } from '@loaso/shared/wire/status';
import { TOPICS, type TopicName } from '@loaso/shared/wire/topics';
import type { StoredDevice } from '../../ports/store-records.js';
import { answerAsk } from './answer-ask.js';
import { receiveAck } from './receive-ack.js';
import { receiveRecords } from './receive-records.js';
import { receiveResult } from './receive-result.js';
import { receiveGone, receiveStatus } from './receive-status.js';
import type { From, Reception, Refused } from './reception.js';

type Handler = (
  reception: Reception,
  device: StoredDevice,
  body: string,
  arrivedAt: number,
) => Promise<Result<null, Refused>>;

/** What a box says, by topic; every other topic is not for a box to write. */
const HANDLERS: Partial<Record<TopicName, Handler>> = {
  ask: about(Ask, answerAsk),
  ack: about(Ack, receiveAck),
  status: about(ToldStatus, receiveStatus),
  records: about(PlayRecords, receiveRecords),
  result: about(CommandResult, receiveResult),
  gone: about(Gone, receiveGone),
};

export async function receiveMessage(
  reception: Reception,
  id: DeviceId,
  message: { readonly name: TopicName; readonly raw: string },
): Promise<void> {
  const { clock, store, refusals } = reception;
  const arrivedAt = clock.now();
  const device = await store.fleet.device(id);
  if (device === null) return;
  const opened = open(reception, device, message);
  const handler = HANDLERS[message.name];
  const done = opened.ok
    ? ((await handler?.(reception, device, opened.value, arrivedAt)) ??
      err({ code: 'wrong-direction', detail: message.name }))
    : opened;
  if (!done.ok) await refusals.refuse(id, done.error, message.name);
}

function open(
  { hashing }: Reception,
  device: StoredDevice,
  { name, raw }: { readonly name: TopicName; readonly raw: string },
): Result<string, Refused> {
  if (device.state !== 'enrolled' || device.publicKey === null) {
    return err({ code: 'not-enrolled', detail: device.state });
  }
  const root: TrustRoot = {
    v: 1,
    num: 1,
    thresholds: {},
    keys: [
      { kid: device.id, role: 'device', publicKey: device.publicKey, areas: ['*'], revoked: false },
    ],
  };
  const opened = openSealed(raw, TOPICS[name].type, root, hashing.verify);
  return opened.ok ? ok(opened.value.body) : opened;
}

type Schema<T> = Parameters<typeof readBody<T>>[1];

/** A handler of bodies that fit `schema` and speak of the box that signed them. */
function about<T extends { dev: DeviceId }>(
  schema: Schema<T>,
  handle: (from: From, value: T) => Promise<Result<null, Refused>>,
): Handler {
  return (reception, device, body, arrivedAt) => {
    const read = readBody(body, schema);
    if (!read.ok) return Promise.resolve(read);
    if (read.value.dev !== device.id) {
      return Promise.resolve(err({ code: 'wrong-device', detail: read.value.dev }));
    }
    return handle({ ...reception, device, arrivedAt }, read.value);
  };
}
