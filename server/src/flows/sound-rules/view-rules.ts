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
import { unagreedShown } from './agree-late.js';
import {
  boxesOf,
  limitsHere,
  type Place,
  placeOf,
  type SoundRulePorts,
  withRule,
} from './ports.js';

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
  const boxes = await boxesBehind(ports, place);
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
    boxes: boxesShown(place, boxes),
    unagreed: await unagreedShown(ports, actor, { place, behind: boxes.unlike }),
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

type Behind = {
  readonly total: number;
  /** Without a newest envelope, or that have not said that they hold it. */
  readonly waiting: readonly Placed[];
  /** Of these, whose newest envelope is not what it should be. */
  readonly unlike: readonly Placed[];
};

async function boxesBehind(ports: SoundRulePorts, place: Place): Promise<Behind> {
  const boxes = (await boxesOf(ports, place)).filter(({ state }) => state === 'enrolled');
  const found: { box: Placed; unlike: boolean }[] = [];
  for (let from = 0; from < boxes.length; from += PIECE) {
    found.push(...(await behind(ports, place, boxes.slice(from, from + PIECE))));
  }
  return {
    total: boxes.length,
    waiting: found.map(({ box }) => box),
    unlike: found.filter(({ unlike }) => unlike).map(({ box }) => box),
  };
}

function boxesShown({ areas }: Place, { total, waiting }: Behind): SoundRules['boxes'] {
  const nameOf = new Map(areas.map(({ id, name }) => [id, name]));
  return {
    total,
    taken: total - waiting.length,
    waiting: waiting.slice(0, WAITING_MAX).map(({ id, name, areaId }) => ({
      ...{ id, name },
      areaName: nameOf.get(areaId) ?? areaId,
    })),
  };
}

async function behind(
  { store, clock }: SoundRulePorts,
  { policy }: Place,
  boxes: readonly Placed[],
): Promise<{ box: Placed; unlike: boolean }[]> {
  const ids = boxes.map(({ id }) => id);
  const [envelopes, reports] = await Promise.all([
    store.fleet.envelopes(ids),
    store.fleet.reports(ids),
  ]);
  const held = new Map(reports.map(({ deviceId, status }) => [deviceId, status?.envelopeNum ?? 0]));
  const now = clock.now();
  return boxes.flatMap((box) => {
    const stored = envelopes.get(box.id);
    if (stored === undefined) return [{ box, unlike: true }];
    const wanted = envelopeOf(policy, box, { num: stored.num, iat: now, exp: now });
    const unlike = !holdsBounds(stored.sealed, wanted);
    return unlike || (held.get(box.id) ?? 0) < stored.num ? [{ box, unlike }] : [];
  });
}
