/**
 * Envelope of a box — cấp khung phát cho cụm.
 *
 * Turns the policy of a place into the signed bound that a box keeps by itself. Numbers rise; the
 * text is stored before it is sent.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { DAY_MS, instant } from '@loaso/shared/time';
import { parseSealed, readBody } from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { type AreaPath, envelopeOf, type Policy } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { StoredDevice } from '../../ports/store-records.js';
import { policyNow } from '../policy-now.js';
import type { FleetPorts } from './ports.js';
import { isSignedBy } from './signed-by.js';

const ENVELOPE_LIFE_MS = 365 * DAY_MS;
/** Renewed when less than this is left, so that a box may be away for months. */
const RENEW_BEFORE_MS = 180 * DAY_MS;

export type EnvelopePorts = Pick<
  FleetPorts,
  'store' | 'clock' | 'policy' | 'signer' | 'link' | 'log' | 'lease'
>;

export type SealedEnvelope = { readonly num: number; readonly sealed: string };

/** The content of a stored envelope; null when it cannot be read any more. */
export function openEnvelope(sealed: string): SoundEnvelope | null {
  const parsed = parseSealed(sealed);
  const read = parsed.ok ? readBody(parsed.value.body, SoundEnvelope) : null;
  return read?.ok ? read.value : null;
}

/** The envelope that a box should hold now: the stored one, or a newer one where that differs. */
export async function ensureEnvelope(
  ports: Pick<EnvelopePorts, 'store' | 'clock' | 'signer'>,
  device: StoredDevice,
  { path, policy }: { readonly path: AreaPath; readonly policy: Policy },
): Promise<Result<SealedEnvelope & { readonly renewed: boolean }, SignerRefusal>> {
  const { store, clock, signer } = ports;
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

/** Signs and sends anew where a box should hold another envelope; false when not all were done. */
export async function renewEnvelopes(
  ports: EnvelopePorts,
  devices: readonly StoredDevice[],
): Promise<boolean> {
  const paths = areaPaths(await ports.store.areas.areas());
  const policy = await policyNow(ports);
  for (const device of devices) {
    if (ports.lease?.lost() === true) return false;
    const path = paths.get(device.areaId) ?? [device.areaId];
    const envelope = await ensureEnvelope(ports, device, { path, policy });
    if (!envelope.ok) {
      ports.log.error('fleet.envelope-refused', { device: device.id, ...envelope.error });
      return false;
    }
    const { renewed, sealed } = envelope.value;
    if (renewed) await ports.link.send(device.id, 'envelope', sealed);
  }
  return true;
}

function stillGood(sealed: string, next: SoundEnvelope): boolean {
  const held = openEnvelope(sealed);
  if (held === null || held.exp - next.iat < RENEW_BEFORE_MS) return false;
  return boundsOf(held) === boundsOf(next);
}

/** Whether a stored envelope bounds as `wanted` does. */
export function holdsBounds(sealed: string, wanted: SoundEnvelope): boolean {
  const held = openEnvelope(sealed);
  return held !== null && boundsOf(held) === boundsOf(wanted);
}

const boundsOf = (envelope: SoundEnvelope): string =>
  JSON.stringify([
    envelope.area,
    envelope.windows.map((one) => [one.days, one.fromMinute, one.toMinute, one.volumeMaxPercent]),
    envelope.minutesPerDayMax,
    envelope.emergencyVolumeMaxPercent,
  ]);
