/**
 * Hands of a station — quyền của người phụ trách một đài.
 *
 * A commune of several stations may give somebody one or some of them. That person sees the whole commune,
 * and does nothing that sounds, or falls silent, on a box of another: what has no boxes of its own, but
 * holds for the whole place, is left to who works for all of it. One closed table says which permission
 * touches what, so that nothing is permitted by being forgotten.
 */
import type { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import type { Role } from '@loaso/shared/wire/http/people';
import { boxesOf, type StationFact } from '../coverage/stations.js';
import type { Permission } from './roles.js';

/** What somebody may lay hands on; a person without works for the whole area. */
export type Hands = {
  readonly stationIds: readonly ClusterGroupId[];
  /** Who is in one of these stations now. */
  readonly boxes: ReadonlySet<DeviceId>;
};

/** nothing: looks, or works at a desk; boxes: of the boxes it names; bulletin: of those that air it; place: all. */
type Touches = 'nothing' | 'boxes' | 'bulletin' | 'place';

const TOUCHES = {
  'see-areas': 'nothing',
  'see-overview': 'nothing',
  'see-calendar': 'nothing',
  'see-airings': 'nothing',
  'see-devices': 'nothing',
  'see-publications': 'nothing',
  'see-bulletins': 'nothing',
  'see-entries': 'nothing',
  'hear-audio': 'nothing',
  'try-reading': 'nothing',
  'see-lexicon': 'nothing',
  'write-lexicon': 'place',
  'see-settings': 'nothing',
  'write-settings': 'place',
  'write-bulletin': 'bulletin',
  'voice-bulletin': 'bulletin',
  'submit-bulletin': 'nothing',
  'decide-bulletin': 'place',
  'withdraw-bulletin': 'bulletin',
  'write-entry': 'boxes',
  'write-days': 'place',
  'see-relays': 'nothing',
  'write-relays': 'place',
  'try-relay': 'nothing',
  'decide-relay': 'place',
  'withdraw-relay': 'place',
  'see-sound-rules': 'nothing',
  'write-sound-rules': 'place',
  'decide-sound-rules': 'place',
  'register-device': 'boxes',
  'command-device': 'boxes',
  'write-remarks': 'place',
  'see-coverage': 'nothing',
  'write-hamlets': 'place',
  'write-communes': 'place',
  'write-sites': 'place',
  'write-photos': 'boxes',
  'see-emergencies': 'nothing',
  warn: 'boxes',
  'stop-device': 'boxes',
  'release-hold': 'place',
  'steer-publication': 'place',
  'steer-releases': 'place',
  'revoke-device': 'boxes',
  'manage-users': 'place',
  'write-contacts': 'place',
  'read-audit': 'place',
} as const satisfies Readonly<Record<Permission, Touches>>;

export const touches = (permission: Permission): Touches => TOUCHES[permission];

/** Leaders, departments and administrators answer for the whole area: the law knows no leader of a station. */
export const BOUND_ROLES: readonly Role[] = ['official', 'technician'];

/** @returns undefined where the person works for the whole area */
export function handsOf(
  stationIds: readonly ClusterGroupId[] | undefined,
  facts: readonly StationFact[],
): Hands | undefined {
  if (stationIds === undefined || stationIds.length === 0) return undefined;
  return { stationIds, boxes: new Set(stationIds.flatMap((id) => boxesOf(facts, id))) };
}

/** True when all these boxes are theirs; of none at all it is not. */
export const holdsAll = (hands: Hands | undefined, ids: Iterable<DeviceId>): boolean => {
  if (hands === undefined) return true;
  const all = [...ids];
  return all.length > 0 && all.every((id) => hands.boxes.has(id));
};

/** Of an order for single stations: theirs, where it is for no other; one for all boxes of a place never is. */
export const holdsStations = (
  hands: Pick<Hands, 'stationIds'> | undefined,
  ids: readonly ClusterGroupId[] | undefined,
): boolean =>
  hands === undefined ||
  (ids !== undefined && ids.length > 0 && ids.every((id) => hands.stationIds.includes(id)));

type Target = {
  readonly areaIds: readonly unknown[];
  readonly deviceIds: readonly DeviceId[];
  readonly memberIds?: readonly DeviceId[];
};

/** A line over a place reaches whoever comes to stand there: it is never of single stations. */
export const holdsTarget = (
  hands: Hands | undefined,
  { areaIds, deviceIds, memberIds = [] }: Target,
): boolean =>
  hands === undefined || (areaIds.length === 0 && holdsAll(hands, [...deviceIds, ...memberIds]));
