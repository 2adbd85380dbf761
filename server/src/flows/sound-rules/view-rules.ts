/**
 * Rules of an area, shown — quy định giờ phát của địa bàn đang xem.
 *
 * What holds, what stands above, what was before, and which boxes have not yet taken the newest
 * envelope by their own word.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import { SpecialPlaceKind } from '@loaso/shared/place-kind';
import { ok } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import { type SoundLimits, sameLimits } from '@loaso/shared/trust/sound-limits';
import type { SoundRule, SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { may } from '../../core/access/roles.js';
import { envelopeOf } from '../../core/schedule/policy.js';
import type { StoredSoundRule } from '../../ports/sound-rules.js';
import type { Actor, Answer } from '../actor.js';
import { holdsBounds } from '../fleet/envelope.js';
import { refusalTo } from '../people/ports.js';
import type { Placed } from '../schedule/ports.js';
import { limitsHere, type Place, placeOf, type SoundRulePorts, withRule } from './ports.js';
import { boxesOf } from './preview-rule.js';

const WAITING_MAX = 50;
/** Boxes asked of the store at once. */
const PIECE = 500;

export async function viewRules(
  ports: SoundRulePorts,
  actor: Actor,
  areaId: AreaId,
): Answer<SoundRules> {
  const place = await placeOf(ports, actor, { areaId, permission: 'see-sound-rules' });
  return place.ok ? ok(await shown(ports, actor, place.value)) : place;
}

async function shown(ports: SoundRulePorts, actor: Actor, place: Place): Promise<SoundRules> {
  const { area, history, policy } = place;
  const people = history.flatMap((one) => [one.createdBy, one.decidedBy ?? []].flat());
  const nameOf = await namesOf(ports, people);
  const rule = ({ areaId: _, ...one }: StoredSoundRule): SoundRule => ({
    ...one,
    createdAt: instant(one.createdAt),
    decidedAt: one.decidedAt === null ? null : instant(one.decidedAt),
    createdBy: nameOf(one.createdBy),
    decidedBy: one.decidedBy === null ? null : nameOf(one.decidedBy),
  });
  const here = limitsHere(policy, place);
  const pending = history.find(({ state }) => state === 'pending') ?? null;
  return {
    areaId: area.id,
    areaName: area.name,
    above: copied(limitsHere(withRule(place, null), place)('residential')),
    now: copied(here('residential')),
    places: SpecialPlaceKind.options
      .filter((kind) => !sameLimits(here(kind), here('residential')))
      .map((kind) => ({ kind, limits: copied(here(kind)) })),
    own: history.find(({ state }) => state === 'in-force')?.limits ?? null,
    num: history[0]?.num ?? 0,
    pending: pending === null ? null : rule(pending),
    history: history.map(rule),
    placesAsked: await placesAsked(ports, place),
    boxes: await boxesShown(ports, place),
    mayWrite: refusalTo(actor, 'write-sound-rules') === null,
    mayDecide:
      pending !== null &&
      pending.createdBy !== actor.userId &&
      may(actor.role, 'decide-sound-rules'),
  };
}

const copied = (limits: SoundLimits): SoundRules['now'] => ({
  ...limits,
  windows: [...limits.windows],
});

export async function namesOf(
  { store }: Pick<SoundRulePorts, 'store'>,
  people: readonly UserId[],
): Promise<(id: UserId) => string> {
  const names = new Map<UserId, string>();
  for (const id of new Set(people)) names.set(id, (await store.people.user(id))?.fullName ?? id);
  return (id) => names.get(id) ?? id;
}

/** Boxes about whose place somebody has said what lets more sound; each waits for a second person. */
async function placesAsked(
  ports: SoundRulePorts,
  place: Place,
): Promise<SoundRules['placesAsked']> {
  const asked = (await boxesOf(ports, place)).flatMap((box) =>
    box.placeAsked == null ? [] : [{ ...box, placeAsked: box.placeAsked }],
  );
  const nameOf = await namesOf(
    ports,
    asked.map(({ placeAsked: { by } }) => by),
  );
  const areaName = new Map(place.areas.map(({ id, name }) => [id, name]));
  return asked
    .sort((a, b) => a.placeAsked.at - b.placeAsked.at)
    .map(({ id, name, areaId, placeKind, placeAsked: { kind, by, at } }) => ({
      ...{ id, name, areaName: areaName.get(areaId) ?? areaId },
      ...{ from: placeKind, to: kind, by: nameOf(by), at: instant(at) },
    }));
}

async function boxesShown(ports: SoundRulePorts, place: Place): Promise<SoundRules['boxes']> {
  const boxes = (await boxesOf(ports, place)).filter(({ state }) => state === 'enrolled');
  const waiting: Placed[] = [];
  for (let from = 0; from < boxes.length; from += PIECE) {
    waiting.push(...(await behind(ports, place, boxes.slice(from, from + PIECE))));
  }
  const nameOf = new Map(place.areas.map(({ id, name }) => [id, name]));
  return {
    total: boxes.length,
    taken: boxes.length - waiting.length,
    waiting: waiting.slice(0, WAITING_MAX).map(({ id, name, areaId }) => ({
      ...{ id, name },
      areaName: nameOf.get(areaId) ?? areaId,
    })),
  };
}

/** Those without a newest envelope, or that have not said that they hold it. */
async function behind(
  { store, clock }: SoundRulePorts,
  { policy }: Place,
  boxes: readonly Placed[],
): Promise<Placed[]> {
  const ids = boxes.map(({ id }) => id);
  const [envelopes, reports] = await Promise.all([
    store.fleet.envelopes(ids),
    store.fleet.reports(ids),
  ]);
  const held = new Map(reports.map(({ deviceId, status }) => [deviceId, status?.envelopeNum ?? 0]));
  const now = clock.now();
  return boxes.filter((box) => {
    const stored = envelopes.get(box.id);
    if (stored === undefined) return true;
    const wanted = envelopeOf(policy, box, { num: stored.num, iat: now, exp: now });
    return !holdsBounds(stored.sealed, wanted) || (held.get(box.id) ?? 0) < stored.num;
  });
}
