/**
 * Envelopes as far as they are agreed to — khung phát trong phạm vi đã được đồng ý.
 *
 * The signer gives a box no more sound than it had unless a second person agreed. A box whose next
 * envelope would is given what both the old and the new one permit, so that whatever narrows reaches
 * it all the same.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import { bothPermit, envelopeBounds } from '@loaso/shared/trust/envelope-within';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { envelopeOfLimits } from '../../core/schedule/policy.js';
import type { SignerRefusal, WideningOffice } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';

export type AgreedPorts = { readonly signer: WideningOffice; readonly log: Log };

/** What a box was given last, read from its sealed text. */
export type GivenEnvelope = { readonly sealed: string; readonly envelope: SoundEnvelope | null };
export type GivenEnvelopes = ReadonlyMap<DeviceId, GivenEnvelope>;

/** The signer learns what it signed before it kept bounds: from its own signature, not from us. */
export async function showUnshown(
  { signer }: Pick<AgreedPorts, 'signer'>,
  given: GivenEnvelopes,
): Promise<Result<null, SignerRefusal>> {
  const unshown = await signer.unshownEnvelopes([...given.keys()]);
  if (!unshown.ok) return unshown;
  return await signer.showEnvelopes(
    unshown.value.flatMap((device) => given.get(device)?.sealed ?? []),
  );
}

/** The same drafts, those that nobody agreed to cut down to what their boxes have already. */
export async function asFarAsAgreed(
  { signer, log }: AgreedPorts,
  drafts: readonly SoundEnvelope[],
  given: GivenEnvelopes,
): Promise<Result<SoundEnvelope[], SignerRefusal>> {
  const unagreed = await signer.unagreedEnvelopes(drafts.map((one) => JSON.stringify(one)));
  if (!unagreed.ok) return unagreed;
  const [first] = unagreed.value;
  if (first !== undefined) {
    log.error('fleet.envelope-unagreed', { device: first, boxes: unagreed.value.size });
  }
  return ok(
    drafts.map((draft) => {
      const held = given.get(draft.dev)?.envelope ?? null;
      return held === null || !unagreed.value.has(draft.dev) ? draft : cutDown(draft, held);
    }),
  );
}

function cutDown(draft: SoundEnvelope, held: SoundEnvelope): SoundEnvelope {
  const today = localDateOf(draft.iat);
  const both = bothPermit(envelopeBounds(held), envelopeBounds(draft), today);
  return envelopeOfLimits(both, { id: draft.dev, areaId: draft.area }, draft);
}
