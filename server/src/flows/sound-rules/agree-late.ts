/**
 * Agreeing late — xác nhận bù cho cụm chưa được nới.
 *
 * Boxes that keep to older hours because the signer knows of no second person: after an older database
 * was put back, after the operator let more sound in his file, or because somebody wrote past
 * the screens. A person who did not ask for what holds sees how many, and may agree to it.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import type { SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { may } from '../../core/access/roles.js';
import { subtreeOf } from '../../core/access/scope.js';
import type { Actor, Answer } from '../actor.js';
import type { Placed } from '../schedule/ports.js';
import { agreeAtSigner, boundsOfBox, unagreedOf } from './agree.js';
import { boxesOf, type Place, placeOf, type SoundRulePorts } from './ports.js';

type Agreeing = {
  readonly areaId: AreaId;
  readonly code: string | undefined;
  readonly owe: (areaId: AreaId) => void;
};

export async function agreeTo(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, code, owe }: Agreeing,
): Answer<null> {
  const found = await placeOf(ports, actor, { areaId, permission: 'decide-sound-rules' });
  if (!found.ok) return found;
  const place = found.value;
  const askedBy = await askerOf(ports, place);
  if (askedBy === actor.userId) return err({ code: 'own-approval' });
  const enrolled = (await boxesOf(ports, place)).filter(({ state }) => state === 'enrolled');
  const { policy } = place;
  const boxes = await unagreedOf(ports, policy, { boxes: enrolled, now: ports.clock.now() });
  if (boxes.length === 0) return err({ code: 'changed-meanwhile' });
  const refusal = await agreeAtSigner(ports, {
    changes: boxes.map((box) => ({ box, from: null, to: boundsOfBox(policy, box) })),
    askedBy,
    why: 'agreed to what holds',
    by: actor,
    code,
  });
  if (refusal !== null) return err(refusal);
  await ports.store.audit.append({
    at: ports.clock.now(),
    actor: actor.username,
    act: 'sound-rule.agree',
    target: `area:${areaId}`,
    detail: `${boxes.length}`,
  });
  owe(areaId);
  return ok(null);
}

/** @param behind boxes of the area that do not hold what they should */
export async function unagreedShown(
  ports: SoundRulePorts,
  actor: Actor,
  { place, behind }: { readonly place: Place; readonly behind: readonly Placed[] },
): Promise<SoundRules['unagreed']> {
  const now = ports.clock.now();
  const boxes = await unagreedOf(ports, place.policy, { boxes: behind, now });
  if (boxes.length === 0) return null;
  const asker = await askerOf(ports, place);
  const person = asker === null ? null : await ports.store.people.user(asker);
  return {
    boxes: boxes.length,
    askedBy: person?.fullName ?? asker,
    mayAgree: asker !== actor.userId && may(actor.role, 'decide-sound-rules'),
  };
}

/** Who asked last for something that holds here, or in an area above or below; null: nobody did. */
async function askerOf(
  { store, clock }: SoundRulePorts,
  { areas, area, path, history }: Place,
): Promise<UserId | null> {
  const around = new Set<AreaId>([...path, ...subtreeOf(areas, area.id)]);
  const [rules, exemptions] = await Promise.all([
    store.soundRules.rulesInForce(),
    store.soundExemptions.exemptionsInForce(localDateOf(clock.now())),
  ]);
  const own = history.filter(({ state }) => state === 'in-force');
  const newest = [...own, ...rules, ...exemptions]
    .filter(({ areaId }) => around.has(areaId))
    .sort((a, b) => b.createdAt - a.createdAt)[0];
  return newest?.createdBy ?? null;
}
