/**
 * Envelope of a box — cấp khung phát cho cụm.
 *
 * Turns the policy of a place into the signed bound that a box keeps by itself. Numbers rise; the
 * text is stored before it is sent.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { DAY_MS, instant } from '@loaso/shared/time';
import { parseSealed, readBody } from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { envelopeOf } from '../../core/schedule/policy.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { FleetPorts } from './ports.js';
import { isSignedBy } from './signed-by.js';

const ENVELOPE_LIFE_MS = 365 * DAY_MS;
/** Renewed when less than this is left, so that a box may be away for months. */
const RENEW_BEFORE_MS = 180 * DAY_MS;

export type SealedEnvelope = { readonly num: number; readonly sealed: string };

/** The content of a stored envelope; null when it cannot be read any more. */
export function openEnvelope(sealed: string): SoundEnvelope | null {
  const parsed = parseSealed(sealed);
  const read = parsed.ok ? readBody(parsed.value.body, SoundEnvelope) : null;
  return read?.ok ? read.value : null;
}

/** The envelope that a box should hold now: the stored one, or a newer one where that differs. */
export async function ensureEnvelope(
  ports: FleetPorts,
  device: StoredDevice,
  path: readonly AreaId[],
): Promise<Result<SealedEnvelope & { readonly renewed: boolean }, SignerRefusal>> {
  const { store, clock, policy, signer } = ports;
  const stored = await store.fleet.envelope(device.id);
  const now = clock.now();
  const draft = envelopeOf(
    policy,
    { id: device.id, areaId: device.areaId, path },
    { num: (stored?.num ?? 0) + 1, iat: now, exp: instant(now + ENVELOPE_LIFE_MS) },
  );
  const root = await signer.root();
  if (!root.ok) return root;
  const good =
    stored !== null &&
    stillGood(stored.sealed, draft) &&
    isSignedBy(stored.sealed, root.value, 'envelope');
  if (good) return ok({ ...stored, renewed: false });
  // An envelope only bounds: after an older database was put back it goes on above, without asking.
  const signedNums = await signer.signedNumbers([device.id], 'envelope');
  if (!signedNums.ok) return signedNums;
  const num = Math.max(draft.num, (signedNums.value.get(device.id) ?? 0) + 1);
  const signed = await signer.signEnvelope(JSON.stringify({ ...draft, num }));
  if (!signed.ok) return err(signed.error);
  await store.fleet.putEnvelope(device.id, num, signed.value);
  return ok({ num, sealed: signed.value, renewed: true });
}

function stillGood(sealed: string, next: SoundEnvelope): boolean {
  const held = openEnvelope(sealed);
  if (held === null || held.exp - next.iat < RENEW_BEFORE_MS) return false;
  return boundsOf(held) === boundsOf(next);
}

const boundsOf = (envelope: SoundEnvelope): string =>
  JSON.stringify([
    envelope.area,
    envelope.windows.map((one) => [one.days, one.fromMinute, one.toMinute, one.volumeMaxPercent]),
    envelope.minutesPerDayMax,
    envelope.emergencyVolumeMaxPercent,
  ]);
