/**
 * Prospect of an order — lệnh này sẽ đi tới đâu, bằng đường nào.
 *
 * From what a person chose to the message, the boxes and the path: the same for the forecast and for
 * the deed, so that what was shown is what happens.
 */
import type { AreaId, ClusterGroupId, DeviceId, Sha256 } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import { err, ok } from '@loaso/shared/result';
import type { EmergencyQuestion } from '@loaso/shared/wire/http/emergency';
import type { UrgentPath } from '@loaso/shared/wire/signer';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { handsOf, holdsStations } from '../../core/access/station-hands.js';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import { communesOf, coversAll, pathOf, placesOf } from '../../core/emergency/path.js';
import type { Standing } from '../../core/plan/standing.js';
import { languagesAt } from '../../core/programme/warning-languages.js';
import type { StoredArea, StoredBulletin, StoredDevice } from '../../ports/store-records.js';
import { NOT_FOUND } from '../content/ports.js';
import { reachesNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import { audioHeard } from '../schedule/plan-sources.js';
import {
  type Keeping,
  keepingOf,
  loadStandingGround,
  type Placed,
} from '../schedule/standing-ground.js';
import { type EmergencyPorts, type View, viewOf } from './ports.js';

export type Prospect = View & {
  readonly bulletin: StoredBulletin;
  readonly clips: ReturnType<typeof audioHeard>;
  readonly places: readonly AreaId[];
  readonly communes: number;
  readonly devices: readonly StoredDevice[];
  /** Of them, those whose plan keeps all that sounds. */
  readonly holding: ReadonlySet<DeviceId>;
  readonly path: UrgentPath;
  readonly origin: Origin;
};

type Ports = Pick<EmergencyPorts, 'store' | 'hashing' | 'clock'>;

export async function prospectOf(
  ports: Ports,
  actor: Actor,
  question: EmergencyQuestion,
): Answer<Prospect> {
  const view = await viewOf(ports, actor, 'warn');
  if (!view.ok) return view;
  const { areas, within } = view.value;
  if (!holdsStations(actor.hands, question.stationIds)) return err({ code: 'station-only' });
  const places = placesOf(areas, question.areaIds);
  const strange = question.areaIds.some((id) => !within.has(id));
  if (strange || places.length === 0 || !coversAll(within, places)) return NOT_FOUND;
  const ended = await reachesNoMore(ports, question.areaIds);
  if (ended !== null) return err(ended);
  const bulletin = await ports.store.content.bulletin(question.bulletinId);
  if (bulletin === null || !mayUse(actor, bulletin, view.value)) return NOT_FOUND;
  const ground = await loadStandingGround(ports);
  const clips = audioHeard(bulletin, languagesAt(ground.tongues, places));
  if (clips.length === 0 || bulletin.state === 'withdrawn') {
    return err({ code: 'wrong-state', state: bulletin.state, needs: 'voiced' });
  }
  const devices = await devicesOf(ports, { areas, places, stationIds: question.stationIds });
  if (devices.length === 0) return err({ code: 'no-device' });
  const sha256s = clips.map(({ sha256 }) => sha256);
  const communes = communesOf(areas, places);
  const keeping = await keepingOf(ports, ground, devices);
  const kept = isKept(ports, bulletin, keeping);
  const prepared =
    communes === 1 && devices.every(kept) && (await liesOnBoxes(ports, devices, sha256s));
  const { breakGlass } = question;
  const path = pathOf({ prepared, communes, breakGlass });
  if (!path.ok) return path;
  return ok({
    ...view.value,
    bulletin,
    clips,
    places,
    communes,
    devices,
    holding: new Set(devices.filter((one) => holdsAll(keeping(one), sha256s)).map(({ id }) => id)),
    path: path.value,
    origin: originOf(areas, actor),
  });
}

/** Warnings of the own area, and of those above it what lies on the boxes already; no other bulletin. */
export function mayUse(
  actor: Actor,
  { areaId, state, priority }: StoredBulletin,
  { areas, within }: View,
): boolean {
  if (priority !== 'emergency') return false;
  const above = state === 'approved' && ancestorsOf(areas, actor.areaId).includes(areaId);
  return within.has(areaId) || above;
}

/** Approved in advance as a warning, and among those that the box has room for. */
export const isKept =
  (ports: Pick<Ports, 'hashing'>, bulletin: StoredBulletin, keeping: Keeping) =>
  (device: Placed): boolean =>
    isApproved(ports, bulletin) && keeping(device).kept.has(bulletin.id);

/** Approved in advance as a warning. */
export const isApproved = (
  { hashing }: Pick<Ports, 'hashing'>,
  bulletin: StoredBulletin,
): boolean => bulletin.priority === 'emergency' && fitToAir(bulletin, hashing.sha256);

const holdsAll = ({ sha256s }: Standing, wanted: readonly Sha256[]): boolean => {
  const held = new Set(sha256s);
  return wanted.every((sha256) => held.has(sha256));
};

/** By whom it is said decides its standing, as on the schedule. */
function originOf(areas: readonly StoredArea[], actor: Actor): Origin {
  const level = areas.find(({ id }) => id === actor.areaId)?.level;
  return level === 'province' ? 'province' : 'commune';
}

type Meant = {
  readonly areas: readonly StoredArea[];
  readonly places: readonly AreaId[];
  readonly stationIds: readonly ClusterGroupId[] | undefined;
};

/** The boxes in these places; where stations are named, those of them that are theirs now. */
export async function devicesOf(
  { store }: Pick<Ports, 'store'>,
  { areas, places, stationIds }: Meant,
): Promise<StoredDevice[]> {
  const inside = new Set(places.flatMap((place) => subtreeOf(areas, place)));
  const devices = await store.fleet.devices([...inside]);
  const enrolled = devices.filter(({ state }) => state === 'enrolled');
  if (stationIds === undefined) return enrolled;
  const meant = handsOf(stationIds, await store.stations.stationFacts());
  return enrolled.filter(({ id }) => meant?.boxes.has(id) === true);
}

/** Plans looked at: one that names the files is proof enough that the signer has seen them. */
const PLANS_SEEN = 5;

async function liesOnBoxes(
  { store }: Ports,
  devices: readonly StoredDevice[],
  sha256s: readonly string[],
): Promise<boolean> {
  const ids = devices.slice(0, PLANS_SEEN).map(({ id }): DeviceId => id);
  const plans = await store.fleet.plans(ids);
  return plans.some(({ plan }) => {
    const standing = new Set<string>(plan.standing);
    return sha256s.every((sha256) => standing.has(sha256));
  });
}
