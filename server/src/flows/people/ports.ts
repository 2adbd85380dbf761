/**
 * What the verbs about people need — cổng của nhóm việc về người dùng.
 *
 * The ports handed in by `main`, and the few words that all verbs of this folder share.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import type { Area, User } from '@loaso/shared/wire/http/people';
import { may, type Permission, rolesWith } from '../../core/access/roles.js';
import { touches } from '../../core/access/station-hands.js';
import type { Store } from '../../ports/store.js';
import type { StoredUser } from '../../ports/store-records.js';
import type { Chance, Clock, Hashing, Log } from '../../ports/system.js';
import type { Actor } from '../actor.js';

export type PeoplePorts = {
  readonly store: Pick<
    Store,
    'people' | 'delegations' | 'areas' | 'audit' | 'registry' | 'fleet' | 'stations'
  >;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Hashing;
  readonly log: Log;
};

/** Why this person may not; null where role and stations permit it. Where it may be done is `scope`. */
export const refusalTo = ({ role, hands }: Pick<Actor, 'role' | 'hands'>, wanted: Permission) => {
  if (!may(role, wanted)) return notAllowed(wanted);
  return hands !== undefined && touches(wanted) === 'place'
    ? err({ code: 'station-only' as const })
    : null;
};

export const notAllowed = (permission: Permission) =>
  err({ code: 'not-allowed' as const, needs: rolesWith(permission).join(', ') });

/** The code itself where the area has been taken out of the tree. */
const nameOf = (areas: readonly Area[], id: AreaId): string =>
  areas.find((area) => area.id === id)?.name ?? id;

/** People as screens see them: without any hash, with their stations by name. */
export async function usersOf(
  { store }: Pick<PeoplePorts, 'store'>,
  people: readonly StoredUser[],
  areas: readonly Area[],
): Promise<User[]> {
  const bound = people.filter(({ stationIds }) => stationIds !== undefined);
  const places = [...new Set(bound.map(({ areaId }) => areaId))];
  const stations = places.length === 0 ? [] : await store.stations.stations(places);
  const names = new Map(stations.map(({ id, name }) => [id, name]));
  return people.map((stored) => ({
    id: stored.id,
    username: stored.username,
    fullName: stored.fullName,
    role: stored.role,
    areaId: stored.areaId,
    areaName: nameOf(areas, stored.areaId),
    active: stored.active,
    ...(stored.stationIds === undefined
      ? {}
      : { stations: stored.stationIds.map((id) => ({ id, name: names.get(id) ?? id })) }),
  }));
}

/** One of them. */
export async function userOf(
  ports: Pick<PeoplePorts, 'store'>,
  stored: StoredUser,
  areas: readonly Area[],
): Promise<User> {
  const [shown] = await usersOf(ports, [stored], areas);
  if (shown === undefined) throw new Error('a person was lost');
  return shown;
}
