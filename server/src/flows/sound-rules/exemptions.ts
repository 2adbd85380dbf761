/**
 * Exemptions of an area — các việc về ngoại lệ giờ phát.
 *
 * One that only narrows holds at once, and so does taking back one that opened; whatever lets more sound
 * waits for a second person, who stands where the hours are left. Boxes get what follows as their next
 * signed envelope.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import type {
  NewSoundExemption,
  SoundExemptionDecision,
  SoundExemptions,
  SoundExemptionWithdrawal,
} from '@loaso/shared/wire/http/sound-exemptions';
import { opensMore } from '../../core/schedule/exemption-change.js';
import { exemptionInWords } from '../../core/schedule/exemption-said.js';
import type { Policy } from '../../core/schedule/policy.js';
import type { StoredSoundExemption } from '../../ports/sound-exemptions.js';
import type { Actor, Answer } from '../actor.js';
import type { Refusal } from '../refusals.js';
import { agreeAtSigner } from './agree.js';
import { EXEMPTIONS_SHOWN, faultWith, weigh } from './exemption-draft.js';
import { changesIn, type Place, placeOf, type SoundRulePorts } from './ports.js';
import { viewExemptions } from './view-exemptions.js';

type Owe = (areaId: AreaId) => void;

type Saving = { readonly areaId: AreaId; readonly asked: NewSoundExemption; readonly owe: Owe };

export async function saveExemption(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, asked, owe }: Saving,
): Answer<SoundExemptions> {
  const place = await placeOf(ports, actor, { areaId, permission: 'write-sound-rules' });
  if (!place.ok) return place;
  const { store, clock } = ports;
  const history = await store.soundExemptions.exemptionsOf(areaId, EXEMPTIONS_SHOWN);
  if ((history[0]?.num ?? 0) !== asked.seen) return err({ code: 'changed-meanwhile' });
  const weighed = await weigh(ports, place.value, { draft: asked, history });
  if (!weighed.ok) return weighed;
  const { exemption, needsSecond } = weighed.value;
  const next: StoredSoundExemption = {
    ...exemption,
    num: asked.seen + 1,
    state: needsSecond ? 'pending' : 'in-force',
    why: asked.why,
    createdBy: actor.userId,
    createdAt: clock.now(),
    decidedBy: null,
    decidedAt: null,
    withdrawnBy: null,
    withdrawnAt: null,
  };
  await audit(ports, actor, { act: needsSecond ? 'ask' : 'add', one: next, why: asked.why });
  if (!(await store.soundExemptions.addExemption(next))) return err({ code: 'changed-meanwhile' });
  if (!needsSecond) owe(areaId);
  return await viewExemptions(ports, actor, areaId);
}

type Deciding = {
  readonly areaId: AreaId;
  readonly decision: SoundExemptionDecision;
  readonly owe: Owe;
};

export async function decideExemption(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, decision, owe }: Deciding,
): Answer<SoundExemptions> {
  const place = await placeOf(ports, actor, { areaId, permission: 'decide-sound-rules' });
  if (!place.ok) return place;
  const history = await ports.store.soundExemptions.exemptionsOf(areaId, EXEMPTIONS_SHOWN);
  const one = history.find(({ num }) => num === decision.num);
  if (one?.state !== 'pending' && one?.state !== 'withdrawing') {
    return err({ code: 'changed-meanwhile' });
  }
  const asker = one.state === 'pending' ? one.createdBy : one.withdrawnBy;
  if (asker === actor.userId) return err({ code: 'own-approval' });
  const refusal =
    (await mayBegin(ports, place.value, { one, approve: decision.approve })) ??
    (await agreed(ports, place.value, { one, decision, actor }));
  if (refusal !== null) return err(refusal);
  const next = decided(one, { by: actor, at: ports.clock.now(), approve: decision.approve });
  const act = decision.approve ? 'approve' : 'refuse';
  const what = one.state === 'pending' ? act : `${act}-withdrawal`;
  await audit(ports, actor, { act: what, one: next, why: one.why });
  if (!(await ports.store.soundExemptions.changeExemption(next, one.state))) {
    return err({ code: 'changed-meanwhile' });
  }
  if (decision.approve) owe(areaId);
  return await viewExemptions(ports, actor, areaId);
}

type Agreed = {
  readonly one: StoredSoundExemption;
  readonly decision: SoundExemptionDecision;
  readonly actor: Actor;
};

/** The signer has it first: an exemption that begins, or one whose withdrawal lets more sound. */
async function agreed(
  ports: SoundRulePorts,
  place: Place,
  { one, decision, actor }: Agreed,
): Promise<Refusal | null> {
  if (!decision.approve) return null;
  const begins = one.state === 'pending';
  const others = withoutIt(place.policy, one);
  const next = begins ? { ...others, exemptions: [...others.exemptions, one] } : others;
  return await agreeAtSigner(ports, {
    changes: await changesIn(ports, place, next),
    askedBy: begins ? one.createdBy : one.withdrawnBy,
    why: one.why,
    by: actor,
    code: decision.code,
  });
}

type Beginning = { readonly one: StoredSoundExemption; readonly approve: boolean };

/** Why one that waits may not come into force by this person, or not any more. */
async function mayBegin(ports: SoundRulePorts, place: Place, { one, approve }: Beginning) {
  if (one.state !== 'pending') return null;
  if (!place.within.has(one.lifts)) return { code: 'exemption-confirmer' } as const;
  if (!approve) return null;
  if (one.toDate < localDateOf(ports.clock.now())) return { code: 'day-gone' } as const;
  return await faultWith(ports, place, one);
}

function decided(
  one: StoredSoundExemption,
  { by, at, approve }: { readonly by: Actor; readonly at: number; readonly approve: boolean },
): StoredSoundExemption {
  if (one.state === 'pending') {
    const state = approve ? 'in-force' : 'refused';
    return { ...one, state, decidedBy: by.userId, decidedAt: at };
  }
  return approve
    ? { ...one, state: 'withdrawn', withdrawnAt: at }
    : { ...one, state: 'in-force', withdrawnBy: null, withdrawnAt: null };
}

type Withdrawing = {
  readonly areaId: AreaId;
  readonly withdrawal: SoundExemptionWithdrawal;
  readonly owe: Owe;
};

export async function withdrawExemption(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, withdrawal, owe }: Withdrawing,
): Answer<SoundExemptions> {
  const place = await placeOf(ports, actor, { areaId, permission: 'write-sound-rules' });
  if (!place.ok) return place;
  const { store, clock } = ports;
  const history = await store.soundExemptions.exemptionsOf(areaId, EXEMPTIONS_SHOWN);
  const one = history.find(({ num }) => num === withdrawal.num);
  const isOpen = one?.state === 'pending' || one?.state === 'in-force';
  if (one === undefined || !isOpen) return err({ code: 'changed-meanwhile' });
  const now = clock.now();
  if (one.toDate < localDateOf(now)) return err({ code: 'day-gone' });
  const asks = one.state === 'in-force' && onlyNarrows(place.value, one);
  const state = asks ? 'withdrawing' : 'withdrawn';
  const next = { ...one, state, withdrawnBy: actor.userId, withdrawnAt: now } as const;
  const act = asks ? 'ask-withdrawal' : 'withdraw';
  await audit(ports, actor, { act, one: next, why: withdrawal.why });
  if (!(await store.soundExemptions.changeExemption(next, one.state))) {
    return err({ code: 'changed-meanwhile' });
  }
  if (state === 'withdrawn') owe(areaId);
  return await viewExemptions(ports, actor, areaId);
}

/**
 * True where it only narrows, and its days would let more sound without it. What opened hours goes back to the
 * ordinary ones by one person: to stop stays easier than to start.
 */
function onlyNarrows({ policy, path }: Place, one: StoredSoundExemption): boolean {
  const without = withoutIt(policy, one);
  return opensMore(without, policy, path) && !opensMore(policy, without, path);
}

const withoutIt = (policy: Policy, { areaId, fromDate }: StoredSoundExemption): Policy => ({
  ...policy,
  exemptions: policy.exemptions.filter(
    (other) => other.areaId !== areaId || other.fromDate !== fromDate,
  ),
});

type Told = {
  readonly act: string;
  readonly one: StoredSoundExemption;
  readonly why: string;
};

const audit = (
  { store, clock }: SoundRulePorts,
  { username }: Actor,
  { act, one, why }: Told,
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: username,
    act: `sound-exemption.${act}`,
    target: `area:${one.areaId}`,
    detail: `${exemptionInWords(one).vi}: ${why}`.slice(0, 500),
  });
