/**
 * Widenings at the signer — ghi việc nới giờ phát ở tiến trình ký.
 *
 * The part of the client that asks about bounds and carries agreements. It judges nothing.
 */
import { err, ok } from '@loaso/shared/result';
import { SIGNER_LINE_MAX, type SignerRequest } from '@loaso/shared/wire/signer';
import type { WideningOffice } from '../../ports/fleet.js';
import type { Asked } from './wire.js';

type AskOne = (request: (id: number) => SignerRequest) => Promise<Asked>;

export const wideningClient = (askOne: AskOne): WideningOffice => ({
  async widen(widening, by) {
    if (JSON.stringify(widening).length > SIGNER_LINE_MAX - 1_000) {
      return err({
        code: 'signer-refused',
        detail: 'too much in one widening: agree area by area',
      });
    }
    const asked = await askOne((id) => ({ op: 'widen', id, widening, ...by }));
    return asked.ok ? ok(null) : asked;
  },
  async unshownEnvelopes(devices) {
    if (devices.length === 0) return ok([]);
    const asked = await askOne((id) => ({
      op: 'envelopes-unshown',
      id,
      devices: [...devices],
    }));
    return asked.ok ? ok(asked.value.devices) : asked;
  },
  async showEnvelopes(sealed) {
    if (sealed.length === 0) return ok(null);
    const asked = await askOne((id) => ({ op: 'envelopes-show', id, sealed: [...sealed] }));
    return asked.ok ? ok(null) : asked;
  },
  async unagreedEnvelopes(bodies) {
    if (bodies.length === 0) return ok(new Set());
    const asked = await askOne((id) => ({ op: 'envelopes-unagreed', id, bodies: [...bodies] }));
    return asked.ok ? ok(new Set(asked.value.devices)) : asked;
  },
});
