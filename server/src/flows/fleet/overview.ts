/**
 * Overview of an area — hôm nay của một địa bàn.
 *
 * Boxes by their lights, what became of today's airings, what sounds and what comes next: figures with
 * the instant they stand for. Of a commune with several stations the same for each of them.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, DAY_MS, localDateOf, startOfDay } from '@loaso/shared/time';
import type { DeviceSummary, Overview } from '@loaso/shared/wire/http/fleet';
import type { TodaySums } from '@loaso/shared/wire/http/stations';
import { REPORT_FRESH_MS } from '../../core/coverage/expected.js';
import { rowsByStation } from '../../core/coverage/station-rows.js';
import { stationsOn } from '../../core/coverage/stations.js';
import type { PlannedAiring } from '../../ports/store-records.js';
import type { WatchedBox } from '../../ports/watch.js';
import { type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { joinedWithWord } from '../schedule/airings.js';
import { areaName, type FleetPorts } from './ports.js';
import { summaryOf } from './shapes.js';

const AIRINGS_MAX = 200_000;
const NEXT_SHOWN = 6;

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
  const today = await joinedWithWord(
    ports,
    planned.filter(({ startAt }) => startAt < dayEnd),
  );
  const { audible: _, ...devices } = countsOf(summaries);
  return ok({
    asOf: now,
    devices,
    today: todayOf(today),
    ...(await stationsNow(ports, { scope: scope.value, areaId: actor.areaId, summaries, today })),
    waitingForApproval: await store.content.countSubmitted(areaIds),
    held: boxes.filter(({ device }) => ports.ahead?.().has(device.id)).length,
    onAir: onAirOf(boxes, standing, now),
    next: nextOf(
      standing.filter(({ startAt }) => startAt > now),
      (id) => areaName(areas, id),
    ),
  });
}

function countsOf(summaries: readonly DeviceSummary[]) {
  const lit = (light: 'reachable' | 'ready' | 'audible', colour: string): number =>
    summaries.filter(({ lights }) => lights[light] === colour).length;
  return {
    total: summaries.length,
    reachable: lit('reachable', 'green'),
    ready: lit('ready', 'green'),
    audible: lit('audible', 'green'),
    silent: lit('audible', 'red'),
  };
}

type Joined = Awaited<ReturnType<typeof joinedWithWord>>;

function todayOf(joined: Joined): TodaySums {
  const today = { planned: joined.length, played: 0, interrupted: 0, missed: 0, unknown: 0 };
  for (const { outcome } of joined) {
    const { state } = outcome;
    if (state !== 'planned' && state !== 'playing') today[state] += 1;
  }
  return today;
}

type Commune = {
  readonly scope: Scope;
  readonly areaId: AreaId;
  readonly summaries: readonly DeviceSummary[];
  readonly today: Joined;
};

/** The same figures for each station of a commune; nothing where it has none, nor of a province. */
async function stationsNow(
  { store, clock }: FleetPorts,
  { scope, areaId, summaries, today }: Commune,
): Promise<Pick<Overview, 'stations'>> {
  if (scope.areas.find(({ id }) => id === areaId)?.level !== 'commune') return {};
  const stations = await store.stations.stations([...scope.within]);
  if (stations.length === 0) return {};
  const stationOf = stationsOn(await store.stations.stationFacts());
  const day = localDateOf(clock.now());
  const things = [
    ...summaries.map((box) => ({ id: box.id, box, airing: null })),
    ...today.map((one) => ({ id: one.airing.deviceId, box: null, airing: one })),
  ];
  const rows = rowsByStation(things, ({ id }) => stationOf(id, day), stations);
  if (rows.length === 0) return {};
  return {
    stations: rows.map(({ id, name, own }) => ({
      ...{ id, name },
      ...countsOf(own.flatMap(({ box }) => box ?? [])),
      today: todayOf(own.flatMap(({ airing }) => airing ?? [])),
    })),
  };
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
