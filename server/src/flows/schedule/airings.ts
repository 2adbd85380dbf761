/**
 * Airings — lượt phát: dự kiến và thực tế.
 *
 * Box by box, and summed up for a calendar. Everything planned is joined with what the boxes said;
 * beyond the plans, the calendar shows what the rules will bring.
 */
import type { AreaId, ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { type Instant, instant, localDateOf } from '@loaso/shared/time';
import type { Airing, CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { subtreeOf } from '../../core/access/scope.js';
import { airingOf, type OnAirReport } from '../../core/coverage/expected.js';
import { stationsOn } from '../../core/coverage/stations.js';
import { airableOf } from '../../core/plan/airable.js';
import { airingsOf } from '../../core/plan/line-airings.js';
import type { PlannedAiring } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import { withinGroup } from './group-members.js';
import { loadPlanSources } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';

/** Planned airings that one calendar sums up. */
const CALENDAR_AIRINGS_MAX = 200_000;
/** Ids asked of the store at once. */
const PIECE = 500;

type AiringsQuery = Parameters<ScheduleFlows['airings']>[1];

export async function listAirings(
  ports: SchedulePorts,
  actor: Actor,
  query: AiringsQuery,
): Answer<Airing[]> {
  const view = await viewOf(ports, actor, { permission: 'see-airings', areaId: query.areaId });
  if (!view.ok) return view;
  const { areaIds, devices } = view.value;
  const boxes = new Map(devices.map((device) => [device.id, device]));
  if (query.deviceId !== undefined && !boxes.has(query.deviceId)) return NOT_FOUND;
  const planned = await ports.store.ledger.planned({
    areaIds,
    deviceId: query.deviceId,
    fromAt: query.from,
    toAt: query.to,
    limit: query.limit,
  });
  const own = await ofStation(ports, planned, query.station);
  const joined = await joinedWithWord(ports, own);
  return ok(
    joined.map(({ airing, outcome }) => ({
      playId: airing.playId as Airing['playId'],
      entryId: airing.entryId,
      deviceId: airing.deviceId,
      deviceName: boxes.get(airing.deviceId)?.name ?? airing.deviceId,
      areaId: airing.areaId,
      title: airing.title,
      startAt: airing.startAt as Instant,
      durationMs: airing.durationMs,
      priority: airing.priority,
      ...outcome,
      pieces: [...outcome.pieces],
    })),
  );
}

/** Those of boxes that were in it on the day of the airing; all where none is asked for. */
async function ofStation(
  { store }: SchedulePorts,
  planned: PlannedAiring[],
  station: AiringsQuery['station'],
): Promise<PlannedAiring[]> {
  if (station === undefined) return planned;
  const stationOf = stationsOn(await store.stations.stationFacts());
  const wanted = station === 'none' ? null : station;
  return planned.filter(
    ({ deviceId, startAt }) => stationOf(deviceId, localDateOf(instant(startAt))) === wanted,
  );
}

type View = { readonly areaIds: AreaId[]; readonly devices: readonly Placed[] };

async function viewOf(
  ports: SchedulePorts,
  actor: Actor,
  {
    permission,
    areaId,
    groupId,
  }: {
    readonly permission: 'see-airings' | 'see-calendar';
    readonly areaId: AreaId | undefined;
    readonly groupId?: ClusterGroupId | undefined;
  },
): Answer<View> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const areaIds = subtreeOf(areas, areaId ?? actor.areaId);
  const inside = new Set(areaIds);
  const there = (await placedDevices(ports, areas)).filter(({ areaId: at }) => inside.has(at));
  const devices = await withinGroup(ports, scope.value, { devices: there, groupId });
  return devices === null ? NOT_FOUND : ok({ areaIds, devices });
}

type Joined = { readonly airing: PlannedAiring; readonly outcome: ReturnType<typeof airingOf> };

/**
 * Each planned airing with its state now. What was taken back is left out, unless a box that did not
 * know of it sounded it all the same: people heard it.
 */
export async function joinedWithWord(
  {
    store,
    clock,
  }: Pick<SchedulePorts, 'clock'> & {
    readonly store: Pick<SchedulePorts['store'], 'ledger' | 'fleet'>;
  },
  planned: readonly PlannedAiring[],
): Promise<Joined[]> {
  const now = clock.now();
  const begun = planned.filter(({ startAt }) => startAt <= now).map(({ playId }) => playId);
  const records = new Map<string, PlayRecord[]>();
  for (let from = 0; from < begun.length; from += PIECE) {
    for (const { record } of await store.ledger.records(begun.slice(from, from + PIECE))) {
      records.set(record.playId, [...(records.get(record.playId) ?? []), record]);
    }
  }
  const reports = await onAirReports(store, [...new Set(planned.map((one) => one.deviceId))]);
  return planned
    .map((airing) => ({
      airing,
      outcome: airingOf(
        airing,
        records.get(airing.playId) ?? [],
        now,
        reports.get(airing.deviceId) ?? null,
      ),
    }))
    .filter(({ airing, outcome }) => airing.cancelledAt === null || outcome.playedMs > 0);
}

async function onAirReports(
  store: Pick<SchedulePorts['store'], 'fleet'>,
  devices: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, OnAirReport>> {
  const found = new Map<DeviceId, OnAirReport>();
  for (let from = 0; from < devices.length; from += PIECE) {
    for (const report of await store.fleet.reports(devices.slice(from, from + PIECE))) {
      if (report.statusAt === null) continue;
      const playId = report.status?.onAir?.playId ?? null;
      found.set(report.deviceId, { playId, at: report.statusAt });
    }
  }
  return found;
}

type CalendarQuery = Parameters<ScheduleFlows['calendar']>[1];

export async function calendar(
  ports: SchedulePorts,
  actor: Actor,
  query: CalendarQuery,
): Answer<CalendarItem[]> {
  const { areaId, groupId } = query;
  const view = await viewOf(ports, actor, { permission: 'see-calendar', areaId, groupId });
  if (!view.ok) return view;
  const { areaIds, devices } = view.value;
  const members = groupId === undefined ? null : new Set(devices.map(({ id }) => id));
  const shown = (one: PlannedAiring): boolean => members === null || members.has(one.deviceId);
  const planned = await ports.store.ledger.planned({
    areaIds,
    fromAt: query.from,
    toAt: query.to,
    limit: CALENDAR_AIRINGS_MAX,
  });
  const items = new Map<string, CalendarItem>();
  for (const { airing, outcome } of await joinedWithWord(ports, planned.filter(shown))) {
    countIn(items, airing, { state: outcome.state, devices: 1 });
  }
  for (const { airing, devices: count } of await beyondPlans(ports, devices, query)) {
    if (!items.has(keyOf(airing))) countIn(items, airing, { state: 'planned', devices: count });
  }
  return ok(
    [...items.values()].sort((a, b) => a.startAt - b.startAt || (a.entryId < b.entryId ? -1 : 1)),
  );
}

type Block = Pick<PlannedAiring, 'entryId' | 'title' | 'startAt' | 'durationMs' | 'priority'>;

const keyOf = ({ entryId, startAt }: Block): string => `${entryId} ${startAt}`;

function countIn(
  items: Map<string, CalendarItem>,
  { entryId, title, startAt, durationMs, priority }: Block,
  { state, devices }: { readonly state: Airing['state']; readonly devices: number },
): void {
  const key = keyOf({ entryId, title, startAt, durationMs, priority });
  const item = items.get(key) ?? {
    entryId,
    title,
    startAt: startAt as Instant,
    durationMs,
    priority,
    devices: 0,
    states: {},
  };
  const states = { ...item.states, [state]: (item.states[state] ?? 0) + devices };
  items.set(key, { ...item, devices: item.devices + devices, states });
}

/** What the rules will bring on these boxes from now on, planned already or not. */
async function beyondPlans(
  ports: SchedulePorts,
  devices: readonly Placed[],
  { from, to }: CalendarQuery,
): Promise<{ airing: Block; devices: number }[]> {
  const now = ports.clock.now();
  if (to <= now || devices.length === 0) return [];
  const lines = airableOf(await loadPlanSources(ports));
  return lines.flatMap(({ entry, soundings }) => {
    const reached = reachedBy(entry, devices).length;
    if (reached === 0) return [];
    const startAt = instant(Math.max(from, now));
    const window = { startAt, endAt: instant(Math.max(to, startAt)) };
    return airingsOf({ entry, soundings }, window).map((airing) => ({
      airing: {
        entryId: entry.id,
        title: airing.title,
        startAt: airing.startAt,
        durationMs: airing.durationMs,
        priority: entry.priority,
      },
      devices: reached,
    }));
  });
}
