/**
 * Desk for emergencies — bàn trực cảnh báo.
 *
 * What the first screen needs in one answer, what confirming would do, and one order box by box.
 */
import type { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type {
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  EmergencyQuestion,
} from '@loaso/shared/wire/http/emergency';
import { may } from '../../core/access/roles.js';
import { subtreeOf } from '../../core/access/scope.js';
import { holdsStations } from '../../core/access/station-hands.js';
import type { StoredReport } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { OPEN_STATES, OVER_STATES } from './boards.js';
import { messagesFor } from './messages.js';
import { findEmergency, viewOf } from './ports.js';
import { type Prospect, prospectOf } from './prospect.js';
import type { EmergencyRoom } from './room.js';
import { detailOf, shapeOf } from './shapes.js';

const ACTIVE_MAX = 100;
const RECENT = 20;

export async function emergencyDesk(room: EmergencyRoom, actor: Actor): Answer<EmergencyDesk> {
  const view = await viewOf(room, actor, 'see-emergencies');
  if (!view.ok) return view;
  const { store, clock, signer } = room;
  const areaIds = [...view.value.within];
  const [active, recent, states, messages] = await Promise.all([
    store.emergencies.emergencies({ states: OPEN_STATES, areaIds, limit: ACTIVE_MAX }),
    store.emergencies.emergencies({ states: OVER_STATES, areaIds, limit: RECENT }),
    signer.factorStates([actor.username]),
    messagesFor(room, actor, view.value),
  ]);
  const shape = (emergency: (typeof active)[number]) =>
    shapeOf({ ...view.value, emergency }, actor, room);
  return ok({
    asOf: clock.now(),
    // A desk without its signer still shows what sounds and can be stopped.
    factor: states.ok ? (states.value[actor.username] ?? 'none') : 'none',
    mayStart: may(actor.role, 'warn'),
    messages,
    active: active.map(shape),
    recent: recent.map(shape),
  });
}

export async function forecastEmergency(
  room: EmergencyRoom,
  actor: Actor,
  question: EmergencyQuestion,
): Answer<EmergencyForecast> {
  const prospect = await prospectOf(room, actor, question);
  if (!prospect.ok) return prospect;
  const { path, devices, communes } = prospect.value;
  const ids = devices.map(({ id }) => id);
  const reports = await room.store.fleet.reports(ids);
  const newest = new Map(
    (await room.store.fleet.planMarks(ids)).map(({ deviceId, mark }) => [deviceId, mark.num]),
  );
  return ok({
    path,
    devices: devices.length,
    reachable: reports.filter(({ online }) => online).length,
    cached: reports.filter((report) => holds(report, prospect.value, newest)).length,
    communes,
    seconds:
      path === 'B'
        ? await secondsFor(room, actor, { ...prospect.value, stationIds: question.stationIds })
        : [],
  });
}

/**
 * Its plan keeps the files; it has reported by its newest plan since the bulletin was approved, and
 * misses none of them. Of an older plan nobody knows whether it names them.
 */
function holds(
  { deviceId, status, statusAt }: StoredReport,
  { bulletin, clips, holding }: Prospect,
  newest: ReadonlyMap<DeviceId, number>,
): boolean {
  if (status === null || statusAt === null || !holding.has(deviceId)) return false;
  if ((status.plan?.num ?? 0) < (newest.get(deviceId) ?? 0)) return false;
  const since = bulletin.approval?.approvedAt ?? Number.POSITIVE_INFINITY;
  const { have, needed, missing } = status.cache;
  // A box names twenty that it misses; what else it misses it does not say.
  if (statusAt <= since || status.plan === null || needed - have > missing.length) return false;
  const absent = new Set<string>(missing);
  return clips.every((one) => !absent.has(one.sha256));
}

/** Names of the others who have codes and whose area holds every place. */
async function secondsFor(
  { store, signer }: EmergencyRoom,
  actor: Actor,
  {
    areas,
    places,
    stationIds,
  }: Pick<Prospect, 'areas' | 'places'> & Pick<EmergencyQuestion, 'stationIds'>,
): Promise<string[]> {
  const holding = areas.filter(({ id }) => {
    const below = new Set<AreaId>(subtreeOf(areas, id));
    return places.every((place) => below.has(place));
  });
  const users = await store.people.users(holding.map(({ id }) => id));
  const others = users.filter(
    ({ id, active, role, stationIds: own }) =>
      active &&
      id !== actor.userId &&
      may(role, 'warn') &&
      holdsStations(own === undefined ? undefined : { stationIds: own }, stationIds),
  );
  const states = await signer.factorStates(others.map(({ username }) => username));
  if (!states.ok) return [];
  return others
    .filter(({ username }) => states.value[username] === 'active')
    .map(({ fullName }) => fullName);
}

export async function showEmergency(
  room: EmergencyRoom,
  actor: Actor,
  id: EntryId,
): Answer<EmergencyDetail> {
  const wish = { id, permission: 'see-emergencies', whole: false } as const;
  const found = await findEmergency(room, actor, wish);
  if (!found.ok) return found;
  const { emergency, areas, within } = found.value;
  const board = room.boards.find(id);
  const boxes =
    board === undefined
      ? await room.store.emergencies.emergencyBoxes(id)
      : [...board.boxes.values()];
  const devices = await room.store.fleet.devices([...within]);
  const { confirmedAt } = emergency;
  return ok(detailOf(shapeOf(found.value, actor, room), boxes, { devices, areas, confirmedAt }));
}
