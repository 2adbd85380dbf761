/**
 * Who can be given an incident — người nhận được việc.
 *
 * Somebody at work who may command boxes and works where the incident is: in one of its places or
 * above it. The same who could take it on themselves.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Role } from '@loaso/shared/wire/http/people';
import { may } from './roles.js';
import { ancestorsOf } from './scope.js';

type Person = { readonly role: Role; readonly areaId: AreaId; readonly active: boolean };
type Node = { readonly id: AreaId; readonly parentId: AreaId | null };

/** The places of an incident and those above them: where who can be given it may work. */
export const placesAbove = (areas: readonly Node[], areaIds: readonly AreaId[]): AreaId[] => [
  ...new Set(areaIds.flatMap((id) => [id, ...ancestorsOf(areas, id)])),
];

export const canBeGiven = ({ role, areaId, active }: Person, places: readonly AreaId[]): boolean =>
  active && may(role, 'command-device') && places.includes(areaId);
