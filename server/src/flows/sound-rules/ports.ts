/**
 * What the verbs about rules of sound need — cổng của nhóm việc về quy định giờ phát.
 *
 * The ports handed in by `main`, and an area as the person who asks may see it.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { ByPlace } from '@loaso/shared/trust/place-limits';
import type { Permission } from '../../core/access/roles.js';
import { subtreeOf } from '../../core/access/scope.js';
import { type AreaPath, limitsAt, type Policy } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredSoundRule } from '../../ports/sound-rules.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Actor, Answer } from '../actor.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { EnvelopePorts } from '../fleet/envelope.js';
import { policyNow } from '../policy-now.js';
import { type Placed, placedDevices, type SchedulePorts } from '../schedule/ports.js';
import { type Changing, changesBetween } from './agree.js';

export type SoundRulePorts = EnvelopePorts & Pick<SchedulePorts, 'hashing'>;

/** Versions that are shown and looked through. */
const HISTORY_MAX = 50;

export type Place = Scope & {
  readonly area: StoredArea;
  readonly path: AreaPath;
  /** Newest first. */
  readonly history: readonly StoredSoundRule[];
  readonly policy: Policy;
};

export async function placeOf(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, permission }: { readonly areaId: AreaId; readonly permission: Permission },
): Answer<Place> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const area = areas.find(({ id }) => id === areaId);
  if (area === undefined || !within.has(areaId)) return NOT_FOUND;
  const path = areaPaths(areas).get(areaId) ?? [areaId];
  const [history, policy] = await Promise.all([
    ports.store.soundRules.rulesOf(areaId, HISTORY_MAX),
    policyNow(ports),
  ]);
  return ok({ ...scope.value, area, path, history, policy });
}

/** Boxes of an area and below it, wherever they stand with their enrolment. */
export async function boxesOf(ports: SoundRulePorts, { areas, area }: Place): Promise<Placed[]> {
  const inside = new Set(subtreeOf(areas, area.id));
  return (await placedDevices(ports, areas)).filter((box) => inside.has(box.areaId));
}

/** What a change of the policy is for the boxes of an area. */
export const changesIn = async (
  ports: SoundRulePorts,
  place: Place,
  next: Policy,
): Promise<Changing[]> => changesBetween([place.policy, next], await boxesOf(ports, place));

/** The policy as it would be if the area said this of itself. */
export const withRule = (
  { policy, area }: Pick<Place, 'policy' | 'area'>,
  limits: StoredSoundRule['limits'],
): Policy => ({
  ...policy,
  rules: [
    ...policy.rules.filter(({ areaId }) => areaId !== area.id),
    ...(limits === null ? [] : [{ areaId: area.id, limits }]),
  ],
});

/** What holds in the area at each kind of place. */
export const limitsHere =
  (policy: Policy, { path }: Pick<Place, 'path'>): ByPlace =>
  (placeKind) =>
    limitsAt(policy, { path, placeKind });
