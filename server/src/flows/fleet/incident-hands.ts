/**
 * Who an incident can be given to — giao sự cố cho ai.
 *
 * Technicians of its places and of those above; asked anew at the deed, so that who has left or moved
 * is given nothing.
 */
import type { UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Hand } from '@loaso/shared/wire/http/incidents';
import { canBeGiven, placesAbove } from '../../core/access/assignee.js';
import type { Incident } from '../../core/fleet/incidents.js';
import type { StoredArea, StoredUser } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { areaName, type FleetPorts } from './ports.js';

const HANDS_MAX = 100;

type Place = Pick<Incident, 'areaIds'>;

/** Those of its own places first. */
export async function handsFor(
  { store }: FleetPorts,
  { areaIds }: Place,
  areas: readonly StoredArea[],
): Promise<Hand[]> {
  const places = placesAbove(areas, areaIds);
  const people = await store.people.users(places);
  const above = ({ areaId }: StoredUser): number => (areaIds.includes(areaId) ? 0 : 1);
  return people
    .filter((person) => canBeGiven(person, places))
    .sort((a, b) => above(a) - above(b) || a.fullName.localeCompare(b.fullName, 'vi'))
    .slice(0, HANDS_MAX)
    .map(({ id, fullName, areaId }) => ({
      id,
      name: fullName,
      areaName: areaName(areas, areaId),
    }));
}

/** The person named, when they can be given it now. */
export async function handNamed(
  { store }: FleetPorts,
  id: UserId,
  { areaIds, areas }: Place & { readonly areas: readonly StoredArea[] },
): Answer<StoredUser> {
  const person = await store.people.user(id);
  return person !== null && canBeGiven(person, placesAbove(areas, areaIds))
    ? ok(person)
    : err({ code: 'assignee-unfit' });
}
