/**
 * Rules of sound — các việc về quy định giờ phát.
 *
 * A rule that only narrows is in force at once; one that lets more sound waits for a second person.
 * Whatever is in force is what boxes get as their next envelope, signed by the key that no plan has.
 * An older version comes back as a new one.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import { needsSecondAnywhere } from '@loaso/shared/trust/place-limits';
import { narrowed, type SoundLimits } from '@loaso/shared/trust/sound-limits';
import type {
  NewSoundRule,
  SoundRuleDecision,
  SoundRuleLimits,
  SoundRules,
} from '@loaso/shared/wire/http/sound-rules';
import { subtreeOf } from '../../core/access/scope.js';
import type { StoredSoundRule } from '../../ports/sound-rules.js';
import type { Actor, Answer } from '../actor.js';
import { renewEnvelopes } from '../fleet/envelope.js';
import type { Refusal } from '../refusals.js';
import { placedDevices } from '../schedule/ports.js';
import type { SoundRuleFlows } from '../sound-rule-flows.js';
import { agreeAtSigner } from './agree.js';
import { agreeTo } from './agree-late.js';
import { previewExemption } from './exemption-draft.js';
import { decideExemption, saveExemption, withdrawExemption } from './exemptions.js';
import { decidePlaceKind, setPlaceKind, type ToldPlaces, tellPlaces } from './place-kind.js';
import {
  changesIn,
  limitsHere,
  type Place,
  placeOf,
  type SoundRulePorts,
  withRule,
} from './ports.js';
import { previewRule } from './preview-rule.js';
import { viewExemptions } from './view-exemptions.js';
import { viewRules } from './view-rules.js';

export type SoundRuleService = SoundRuleFlows & {
  /** What a file says of the places of clusters. @returns those whose change waits, or would */
  tellPlaces(actor: Actor, told: ToldPlaces): Promise<DeviceId[]>;
  /** Signs and sends what a change has made old; every few seconds. @returns areas still owed */
  renewOwed(): Promise<number>;
};

export function createSoundRuleFlows(ports: SoundRulePorts): SoundRuleService {
  // A restart needs no memory: it renews every envelope that is not what it should be.
  const owed = new Map<AreaId, Owed>();
  const owe = (areaId: AreaId): void => void owed.set(areaId, { dueAt: 0, tries: 0 });
  return {
    rules: (actor, areaId) => viewRules(ports, actor, areaId),
    previewRule: (actor, areaId, draft) => previewRule(ports, actor, { areaId, draft }),
    saveRule: (actor, areaId, rule) => saveRule(ports, actor, { areaId, rule, owe }),
    decideRule: (actor, areaId, decision) => decideRule(ports, actor, { areaId, decision, owe }),
    async agree(actor, areaId, { code }) {
      const agreed = await agreeTo(ports, actor, { areaId, code, owe });
      return agreed.ok ? await viewRules(ports, actor, areaId) : agreed;
    },
    exemptions: (actor, areaId) => viewExemptions(ports, actor, areaId),
    previewExemption: (actor, areaId, draft) => previewExemption(ports, actor, { areaId, draft }),
    saveExemption: (actor, areaId, asked) => saveExemption(ports, actor, { areaId, asked, owe }),
    decideExemption: (actor, areaId, decision) =>
      decideExemption(ports, actor, { areaId, decision, owe }),
    withdrawExemption: (actor, areaId, withdrawal) =>
      withdrawExemption(ports, actor, { areaId, withdrawal, owe }),
    setPlaceKind: (actor, id, kind) => setPlaceKind(ports, actor, { id, kind, owe }),
    decidePlaceKind: (actor, id, decision) => decidePlaceKind(ports, actor, { id, decision, owe }),
    tellPlaces: (actor, told) => tellPlaces(ports, actor, { ...told, owe }),
    async renewOwed() {
      const now = ports.clock.now();
      const due = [...owed].filter(([, { dueAt }]) => dueAt <= now);
      if (due.length === 0) return owed.size;
      const areas = await ports.store.areas.areas();
      const devices = await placedDevices(ports, areas);
      for (const [areaId, { tries }] of due) {
        const inside = new Set(subtreeOf(areas, areaId));
        const boxes = devices.filter((box) => box.state === 'enrolled' && inside.has(box.areaId));
        // Before the work: what is changed meanwhile is owed again.
        owed.delete(areaId);
        const done = await renewEnvelopes(ports, boxes);
        if (done === 'done' || owed.has(areaId)) continue;
        // A signer that says no has written a line for each box: it is not asked every few seconds.
        const pauseMs = done === 'gone' ? 0 : Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** tries);
        owed.set(areaId, { dueAt: now + pauseMs, tries: tries + 1 });
      }
      return owed.size;
    },
  };
}

/** Envelopes that boxes should hold and do not: when it is tried again, UTC milliseconds. */
type Owed = { readonly dueAt: number; readonly tries: number };

const PAUSE_MS_MIN = 10_000;
const PAUSE_MS_MAX = 30 * 60_000;

type Owe = (areaId: AreaId) => void;

type Saving = { readonly areaId: AreaId; readonly rule: NewSoundRule; readonly owe: Owe };

async function saveRule(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, rule, owe }: Saving,
): Answer<SoundRules> {
  const place = await placeOf(ports, actor, { areaId, permission: 'write-sound-rules' });
  if (!place.ok) return place;
  const newest = place.value.history[0]?.num ?? 0;
  if (newest !== rule.seen) return err({ code: 'changed-meanwhile' });
  const next = versionOf(ports, actor, { place: place.value, rule });
  const act = next.state === 'pending' ? 'ask' : 'change';
  await audit(ports, actor, { act, rule: next, detail: rule.why });
  if (!(await ports.store.soundRules.addRule(next))) return err({ code: 'changed-meanwhile' });
  if (next.state === 'in-force') owe(areaId);
  return await viewRules(ports, actor, areaId);
}

function versionOf(
  { clock }: SoundRulePorts,
  actor: Actor,
  { place, rule }: { readonly place: Place; readonly rule: NewSoundRule },
): StoredSoundRule {
  const above = limitsHere(withRule(place, null), place);
  const now = limitsHere(place.policy, place);
  const limits = rule.limits === null ? null : within(above('residential'), rule.limits);
  const next = limitsHere(withRule(place, limits), place);
  return {
    areaId: place.area.id,
    num: rule.seen + 1,
    state: needsSecondAnywhere(next, now) ? 'pending' : 'in-force',
    limits,
    why: rule.why,
    restores: rule.restores,
    createdBy: actor.userId,
    createdAt: clock.now(),
    decidedBy: null,
    decidedAt: null,
  };
}

/** As an area may say it: what is stored is never wider than what stands above it. */
function within(above: SoundLimits, { places, ...own }: SoundRuleLimits): SoundRuleLimits {
  const limits = narrowed(above, own);
  const more = places === undefined || places.length === 0 ? {} : { places };
  return { ...limits, windows: [...limits.windows], ...more };
}

type Deciding = {
  readonly areaId: AreaId;
  readonly decision: SoundRuleDecision;
  readonly owe: Owe;
};

async function decideRule(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, decision, owe }: Deciding,
): Answer<SoundRules> {
  const place = await placeOf(ports, actor, { areaId, permission: 'decide-sound-rules' });
  if (!place.ok) return place;
  const rule = place.value.history.find(({ num }) => num === decision.num);
  if (rule?.state !== 'pending') return err({ code: 'changed-meanwhile' });
  if (rule.createdBy === actor.userId) return err({ code: 'own-approval' });
  const refusal = await agreed(ports, actor, { place: place.value, rule, decision });
  if (refusal !== null) return err(refusal);
  const decided: StoredSoundRule = {
    ...rule,
    state: decision.approve ? 'in-force' : 'refused',
    decidedBy: actor.userId,
    decidedAt: ports.clock.now(),
  };
  const act = decision.approve ? 'approve' : 'refuse';
  await audit(ports, actor, { act, rule: decided, detail: rule.why });
  if (!(await ports.store.soundRules.decideRule(decided))) {
    return err({ code: 'changed-meanwhile' });
  }
  if (decision.approve) owe(areaId);
  return await viewRules(ports, actor, areaId);
}

type Agreed = {
  readonly place: Place;
  readonly rule: StoredSoundRule;
  readonly decision: SoundRuleDecision;
};

/** The signer has it first. */
async function agreed(
  ports: SoundRulePorts,
  by: Actor,
  { place, rule, decision }: Agreed,
): Promise<Refusal | null> {
  if (!decision.approve) return null;
  const changes = await changesIn(ports, place, withRule(place, rule.limits));
  const { createdBy: askedBy, why } = rule;
  return await agreeAtSigner(ports, { changes, askedBy, why, by, code: decision.code });
}

type Told = { readonly act: string; readonly rule: StoredSoundRule; readonly detail: string };

const audit = (
  { store, clock }: SoundRulePorts,
  { username }: Actor,
  { act, rule, detail }: Told,
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: username,
    act: `sound-rule.${act}`,
    target: `area:${rule.areaId}`,
    detail: detail.slice(0, 500),
  });
