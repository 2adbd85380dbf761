/**
 * Acknowledgements — cụm xác nhận.
 *
 * What the box says it has stored or refused. The counter in it must rise: one that falls means two
 * boxes with one key, a card that was cloned or put back.
 */
import { ok, type Result } from '@loaso/shared/result';
import type { Ack } from '@loaso/shared/wire/ack';
import type { StoredReport } from '../../ports/store-records.js';
import { enrolledAtSetting } from './enrol.js';
import { auditDevice } from './ports.js';
import { noteAnswer } from './receive-result.js';
import type { From } from './reception.js';
import { announceDevice } from './shapes.js';
import { suspectClone } from './suspect-clone.js';

export async function receiveAck(
  from: From,
  ack: Ack,
): Promise<Result<null, { readonly code: string; readonly detail: string }>> {
  const { store, device, arrivedAt } = from;
  from.urgent?.acked(device.id, ack, arrivedAt);
  const report = await store.fleet.report(device.id);
  const before = report?.ack ?? null;
  if (before !== null && JSON.stringify(before) === JSON.stringify(ack)) return ok(null);
  await store.fleet.putAck(device.id, ack, arrivedAt);
  await noteAnswer(from, ack);
  if (ack.outcome === 'refused') await noteRefusal(from, ack);
  if (before !== null && ack.counter <= before.counter) await noteFall(from, ack, report);
  await announceDevice(from, device);
  return ok(null);
}

async function noteRefusal(from: From, ack: Ack): Promise<void> {
  const { store, device, log } = from;
  const code = ack.code ?? 'unknown';
  const detail = ack.detail ?? '';
  if (code === 'equivocation') await alarmTwins(from, ack);
  log.warn('fleet.box-refused', { device: device.id, what: ack.what, code, detail });
  await store.fleet.addRefusals(device.id, [{ at: ack.at, what: ack.what, code, detail }]);
}

/** One number, two texts, both rightly signed: a second server and signer speak with copied keys. */
async function alarmTwins(from: From, { what, detail = '' }: Ack): Promise<void> {
  const { device, log } = from;
  log.error('fleet.equivocation', { device: device.id, what, detail });
  await auditDevice(from, `device:${device.id}`, {
    act: 'equivocation',
    id: device.id,
    detail: `${what}: ${detail}`,
  });
}

/** A box that was enrolled anew counts from the beginning, and is no clone. */
async function noteFall(from: From, ack: Ack, report: StoredReport | null): Promise<void> {
  const { store, device } = from;
  const enrolledAt = Number((await store.settings.setting(enrolledAtSetting(device.id))) ?? 0);
  if ((report?.ackAt ?? 0) < enrolledAt) return;
  const detail = `counter ${ack.counter} after ${report?.ack?.counter ?? 0}`;
  await suspectClone(from, { code: 'counter-fell', detail, of: 'ack' });
}
