/**
 * One-time codes of a person — mã xác nhận của tôi.
 *
 * Setting up and renewing. The secret is made and kept by the signer; it passes through here once,
 * on its way to the person's phone, and is neither stored nor logged.
 */
import { ok } from '@loaso/shared/result';
import type {
  FactorRequest,
  FactorSecret,
  FactorStanding,
} from '@loaso/shared/wire/http/emergency';
import { may } from '../../core/access/roles.js';
import type { Actor, Answer } from '../flows.js';
import { notAllowed } from '../people/ports.js';
import { type EmergencyPorts, urgentRefusal } from './ports.js';

const ISSUER = 'Loa Số';

export async function myFactor(
  { signer }: Pick<EmergencyPorts, 'signer'>,
  { username }: Actor,
): Answer<FactorStanding> {
  const states = await signer.factorStates([username]);
  return states.ok ? ok({ state: states.value[username] ?? 'none' }) : urgentRefusal(states.error);
}

/** Where this person may warn is said by the invitation, not here. */
export async function beginFactor(
  ports: EmergencyPorts,
  actor: Actor,
  proof: FactorRequest,
): Answer<FactorSecret> {
  if (!may(actor.role, 'warn')) return notAllowed('warn');
  const secret = await ports.signer.beginFactor(actor.username, proof);
  if (!secret.ok) return urgentRefusal(secret.error);
  await auditFactor(ports, actor, 'begin');
  return ok({ secret: secret.value, uri: uriOf(actor.username, secret.value) });
}

export async function confirmFactor(
  ports: EmergencyPorts,
  actor: Actor,
  code: string,
): Answer<FactorStanding> {
  const confirmed = await ports.signer.confirmFactor(actor.username, code);
  if (!confirmed.ok) return urgentRefusal(confirmed.error);
  await auditFactor(ports, actor, 'confirm');
  return ok({ state: 'active' });
}

const auditFactor = (
  { store, clock }: EmergencyPorts,
  { username, userId }: Actor,
  act: string,
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: username,
    act: `factor.${act}`,
    target: `user:${userId}`,
    detail: '',
  });

/** What an authenticator app scans: the key URI format that all of them read. */
function uriOf(username: string, secret: string): string {
  const label = encodeURIComponent(`${ISSUER}:${username}`);
  const issuer = encodeURIComponent(ISSUER);
  return `otpauth://totp/${label}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`;
}
