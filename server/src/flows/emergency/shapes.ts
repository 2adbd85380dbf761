/**
 * Orders as screens see them — lệnh khẩn trên màn hình.
 *
 * The one mapping from what is stored and what boxes have said to what is sent; says what the person
 * who asks may do now.
 */
import type { Emergency, EmergencyBox, EmergencyDetail } from '@loaso/shared/wire/http/emergency';
import { may } from '../../core/access/roles.js';
import { holdsStations } from '../../core/access/station-hands.js';
import { reasonOf, stateOf } from '../../core/emergency/box-word.js';
import { coversAll } from '../../core/emergency/path.js';
import type { StoredEmergency, StoredEmergencyBox } from '../../ports/emergencies.js';
import type { StoredArea, StoredDevice } from '../../ports/store-records.js';
import type { Actor } from '../flows.js';
import { countsOf, stopsHanded } from './boards.js';
import type { Found } from './ports.js';
import type { EmergencyRoom } from './room.js';

type Named = { readonly id: string; readonly name: string };

const nameOf = (all: readonly Named[], id: string): string =>
  all.find((one) => one.id === id)?.name ?? id;

export function shapeOf(
  { emergency, areas, within, stations }: Found,
  actor: Actor,
  { boards }: Pick<EmergencyRoom, 'boards'>,
): Emergency {
  const board = boards.find(emergency.id);
  const { message } = emergency;
  return {
    id: emergency.id,
    kind: emergency.kind,
    path: emergency.path,
    state: emergency.state,
    title: message.title,
    bulletinId: emergency.bulletinId,
    sha256: (message.audio[0]?.sha256 ?? '') as Emergency['sha256'],
    areaIds: [...emergency.areaIds],
    areaNames: emergency.areaIds.map((id) => nameOf(areas, id)),
    ...(emergency.stationIds === undefined
      ? {}
      : { stationNames: emergency.stationIds.map((id) => nameOf(stations, id)) }),
    devices: emergency.devices,
    plays: message.plays,
    gapMs: message.gapMs,
    durationMs: message.durationMs,
    createdBy: emergency.createdBy.fullName,
    createdAt: emergency.createdAt,
    secondBy: emergency.second?.fullName ?? null,
    dueAt: emergency.dueAt,
    sentAt: emergency.sentAt,
    endsAt: emergency.confirmedAt === null ? null : message.exp,
    stoppedBy: emergency.stoppedBy,
    stoppedAt: emergency.stoppedAt,
    stopsHanded: emergency.state === 'stopping' && board !== undefined ? stopsHanded(board) : null,
    corrects: emergency.corrects,
    counts: board === undefined ? emergency.counts : countsOf(board.boxes.values()),
    may: mayNow(emergency, actor, coversAll(within, emergency.areaIds)),
  };
}

function mayNow(
  { state, createdBy, stationIds }: StoredEmergency,
  actor: Actor,
  coversPlaces: boolean,
): Emergency['may'] {
  const waits = state === 'waiting-second';
  const covers = coversPlaces && holdsStations(actor.hands, stationIds);
  const mayStop = covers && may(actor.role, 'stop-device');
  return {
    second: waits && covers && may(actor.role, 'warn') && actor.userId !== createdBy.id,
    veto: mayStop && (waits || state === 'counting-down'),
    stop: mayStop && (state === 'sending' || state === 'sent' || state === 'stopping'),
  };
}

/** @param devices of the area of who asks: others are counted, not named */
export function detailOf(
  shape: Emergency,
  boxes: readonly StoredEmergencyBox[],
  names: {
    readonly devices: readonly StoredDevice[];
    readonly areas: readonly StoredArea[];
    readonly confirmedAt: number | null;
  },
): EmergencyDetail {
  const known = new Map(names.devices.map((device) => [device.id, device.name]));
  const after = (at: number | null): number | null =>
    at === null || names.confirmedAt === null
      ? null
      : Math.max(0, Math.round(at - names.confirmedAt));
  const shown = boxes.flatMap(({ deviceId, areaId, word }): EmergencyBox[] => {
    const deviceName = known.get(deviceId);
    if (deviceName === undefined) return [];
    return [
      {
        deviceId,
        deviceName,
        areaId,
        areaName: nameOf(names.areas, areaId),
        state: stateOf(word),
        reason: reasonOf(word),
        acceptedAfterMs: after(word.acceptedAt),
        soundedAfterMs: after(word.soundedAt),
      },
    ];
  });
  return { ...shape, boxes: shown };
}
