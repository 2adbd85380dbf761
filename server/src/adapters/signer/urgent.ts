/**
 * Emergencies at the signer — nhờ ký tin khẩn.
 *
 * The part of the client that carries one-time codes and orders. It knows neither secrets nor rules:
 * what the signing process refuses comes back as it was said.
 */
import { ok, type Result } from '@loaso/shared/result';
import type { SealedType } from '@loaso/shared/trust/sealed';
import type { SignerRequest } from '@loaso/shared/wire/signer';
import type { SignerRefusal, UrgentSigner } from '../../ports/fleet.js';
import { sealedAll } from './sealing.js';
import { type Asked, unreachable } from './wire.js';

type AskOne = (request: (id: number) => SignerRequest) => Promise<Asked>;

const done = (asked: Asked): Result<null, SignerRefusal> => (asked.ok ? ok(null) : asked);

const sealed =
  (type: SealedType, bodies: readonly string[]) =>
  (asked: Asked): Result<string[], SignerRefusal> =>
    asked.ok ? sealedAll(type, bodies, asked.value.sigs) : asked;

export const urgentClient = (askOne: AskOne): UrgentSigner => ({
  async beginFactor(user, { code, invitation }) {
    const asked = await askOne((id) => ({ op: 'factor-begin', id, user, code, invitation }));
    if (!asked.ok) return asked;
    const { secret } = asked.value;
    return secret === null ? unreachable('answered without a secret') : ok(secret);
  },
  confirmFactor: (user, code) =>
    askOne((id) => ({ op: 'factor-confirm', id, user, code })).then(done),
  async factorStates(users) {
    const asked = await askOne((id) => ({ op: 'factor-states', id, users: [...users] }));
    return asked.ok ? ok(asked.value.states) : asked;
  },
  openUrgent: (order, user, code) =>
    askOne((id) => ({ op: 'urgent-open', id, order, user, code })).then(done),
  secondUrgent: (urgentId, user, code) =>
    askOne((id) => ({ op: 'urgent-second', id, urgentId, user, code })).then(done),
  vetoUrgent: (urgentId, user) =>
    askOne((id) => ({ op: 'urgent-veto', id, urgentId, user })).then(done),
  signUrgents: (urgentId, type, bodies) =>
    askOne((id) => ({ op: 'urgent-sign', id, urgentId, bodies: [...bodies] })).then(
      sealed(type, bodies),
    ),
  signStops: (bodies) =>
    askOne((id) => ({ op: 'stops', id, bodies: [...bodies] })).then(sealed('stop', bodies)),
});
