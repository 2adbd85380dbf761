/**
 * Play records — nhận nhật ký phát.
 *
 * Stored first, receipted then: a box forgets a record only when the server has it. What came twice
 * is stored once; a gap holds the receipt back, so that the box sends what is missing. Another record
 * under a number that is taken is not stored, but told: two boxes speak with one key.
 */
import { type DeviceId, partsOfPlayId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { PlayRecords } from '@loaso/shared/wire/play-record';
import type { Receipt } from '@loaso/shared/wire/receipt';
import { twinLine } from '../../core/fleet/record-twins.js';
import { lastAiringOf } from '../../core/fleet/state-changes.js';
import type { FleetPorts } from './ports.js';
import type { From } from './reception.js';
import { tellSoundedAnyway } from './sounded-anyway.js';
import { suspectClone } from './suspect-clone.js';

export async function receiveRecords(
  from: From,
  { records }: PlayRecords,
): Promise<Result<null, { readonly code: string; readonly detail: string }>> {
  const { store, live, device, arrivedAt } = from;
  const foreign = records.find(({ playId }) => partsOfPlayId(playId).device !== device.id);
  if (foreign !== undefined) return err({ code: 'foreign-record', detail: foreign.playId });
  from.urgent?.recorded(device.id, records, arrivedAt);
  const { upToSeq, added, unlike } = await store.ledger.addRecords(device.id, records, arrivedAt);
  const lastAiring = lastAiringOf(added);
  const twins = twinLine(unlike);
  if (twins !== null)
    await suspectClone(from, { code: 'record-differs', detail: twins, of: 'records' });
  if (lastAiring !== null) await store.watch.noteBox(device.id, [], { lastAiring });
  await sendReceipt(from, device.id, upToSeq);
  await tellSoundedAnyway(from, added);
  for (const { playId, outcome } of added) {
    const { entry: entryId } = partsOfPlayId(playId);
    live.push(device.areaId, {
      kind: 'record',
      at: arrivedAt,
      deviceId: device.id,
      entryId,
      outcome,
    });
  }
  return ok(null);
}

/** A receipt that could not be signed or sent costs nothing: the box sends its records again. */
export async function sendReceipt(
  { signer, link, clock, log }: Pick<FleetPorts, 'signer' | 'link' | 'clock' | 'log'>,
  dev: DeviceId,
  upToSeq: number,
  results: readonly string[] = [],
): Promise<void> {
  const settled = results.length === 0 ? {} : { results: [...results] };
  const receipt: Receipt = { v: 1, dev, iat: clock.now(), upToSeq, ...settled };
  const signed = await signer.signServer('receipt', JSON.stringify(receipt));
  if (signed.ok) await link.send(dev, 'receipt', signed.value);
  else log.error('fleet.receipt-refused', { device: dev, ...signed.error });
}
