/**
 * Boxes on screens — xem các cụm loa.
 *
 * List, page of one box, and the overview of an area: figures with the instant they stand for.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, DAY_MS, localDateOf, startOfDay } from '@loaso/shared/time';
import type { DeviceDetail, DeviceSummary, Overview } from '@loaso/shared/wire/http/fleet';
import { subtreeOf } from '../../core/access/scope.js';
import { REPORT_FRESH_MS } from '../../core/coverage/expected.js';
import type { PlannedAiring } from '../../ports/store-records.js';
import type { WatchedBox } from '../../ports/watch.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { joinedWithWord } from '../schedule/airings.js';
import { areaName, type FleetPorts, findDevice } from './ports.js';
import { detailOf, summaryOf } from './shapes.js';

const AIRINGS_MAX = 200_000;
const NEXT_SHOWN = 6;

export async function listDevices(
  ports: FleetPorts,
  actor: Actor,
  areaId?: AreaId,
): Answer<DeviceSummary[]> {
  const scope = await scopeOf(ports, actor, 'see-devices');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const boxes = await ports.store.watch.boxes({
    areaIds: subtreeOf(areas, areaId ?? actor.areaId),
  });
  const frame = { areas, now: ports.clock.now(), watch: ports.watch };
  return ok(boxes.map((box) => summaryOf(box, frame)));
}

export async function showDevice(
  ports: FleetPorts,
  actor: Actor,
  id: DeviceId,
): Answer<DeviceDetail> {
  const found = await findDevice(ports, actor, { id, permission: 'see-devices' });
  if (!found.ok) return found;
  return ok(await detailOf(ports, found.value.device, found.value.areas));
}

export async function overview(ports: FleetPorts, actor: Actor): Answer<Overview> {
  const scope = await scopeOf(ports, actor, 'see-overview');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const { store, clock } = ports;
  const areaIds = [...within];
  const now = clock.now();
  const boxes = (await store.watch.boxes({ areaIds })).filter(
    ({ device }) => device.state !== 'revoked',
  );
  const frame = { areas, now, watch: ports.watch };
  const summaries = boxes.map((box) => summaryOf(box, frame));
  const dayStart = startOfDay(localDateOf(now));
  const dayEnd = startOfDay(addDays(localDateOf(now), 1));
  const planned = await store.ledger.planned({
    areaIds,
    fromAt: dayStart,
    toAt: Math.max(dayEnd, now + DAY_MS),
    limit: AIRINGS_MAX,
  });
  const standing = planned.filter(({ cancelledAt }) => cancelledAt === null);
  const lit = (light: 'reachable' | 'ready' | 'audible', colour: string): number =>
    summaries.filter(({ lights }) => lights[light] === colour).length;
  return ok({
    asOf: now,
    devices: {
      total: boxes.length,
      reachable: lit('reachable', 'green'),
      ready: lit('ready', 'green'),
      silent: lit('audible', 'red'),
    },
    today: await todayOf(
      ports,
      planned.filter(({ startAt }) => startAt < dayEnd),
    ),
    waitingForApproval: await store.content.countSubmitted(areaIds),
    held: boxes.filter(({ device }) => ports.ahead?.().has(device.id)).length,
    onAir: onAirOf(boxes, standing, now),
    next: nextOf(
      standing.filter(({ startAt }) => startAt > now),
      (id) => areaName(areas, id),
    ),
  });
}

async function todayOf(
  ports: FleetPorts,
  airings: readonly PlannedAiring[],
): Promise<Overview['today']> {
  const joined = await joinedWithWord(ports, airings);
  const today = { planned: joined.length, played: 0, interrupted: 0, missed: 0, unknown: 0 };
  for (const { outcome } of joined) {
    const { state } = outcome;
    if (state !== 'planned' && state !== 'playing') today[state] += 1;
  }
  return today;
}

function onAirOf(
  boxes: readonly WatchedBox[],
  standing: readonly PlannedAiring[],
  now: number,
): Overview['onAir'] {
  const planned = new Map(standing.map((airing) => [airing.playId, airing]));
  return boxes.flatMap(({ device, patient: { status, statusAt } }) => {
    const onAir = status?.onAir ?? null;
    if (onAir === null || now - (statusAt ?? 0) > REPORT_FRESH_MS) return [];
    const airing = planned.get(onAir.playId);
    const endsAt = airing === undefined ? now : airing.startAt + airing.durationMs;
    return endsAt < now
      ? []
      : [{ deviceId: device.id, deviceName: device.name, title: onAir.title, endsAt }];
  });
}

/** The coming airings, one row for all boxes that sound the same line together. */
function nextOf(
  airings: readonly PlannedAiring[],
  nameOf: (id: AreaId) => string,
): Overview['next'] {
  const rows = new Map<string, { airing: PlannedAiring; devices: number; areas: Set<AreaId> }>();
  for (const airing of airings) {
    const key = `${airing.entryId} ${airing.startAt}`;
    const row = rows.get(key) ?? { airing, devices: 0, areas: new Set<AreaId>() };
    row.devices += 1;
    row.areas.add(airing.areaId);
    rows.set(key, row);
  }
  return [...rows.values()]
    .sort((a, b) => a.airing.startAt - b.airing.startAt)
    .slice(0, NEXT_SHOWN)
    .map(({ airing, devices, areas }) => ({
      title: airing.title,
      startAt: airing.startAt,
      devices,
      areaName: [...areas].map(nameOf).slice(0, 3).join(', '),
    }));
}
