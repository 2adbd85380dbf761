/**
 * Stations of a commune — các đài truyền thanh của xã.
 *
 * A group of clusters with a name of a station is one. Since when a box is in it is kept day by day,
 * so that diaries of former days stay what they were; a box is in one station at most.
 */
import { err, ok } from '@loaso/shared/result';
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import type { Station } from '@loaso/shared/wire/http/stations';
import { ancestorsOf } from '../../core/access/scope.js';
import { boxesOf, type Hindrance, membershipFacts } from '../../core/coverage/stations.js';
import { day } from '../../core/reports/columns.js';
import type { StoredClusterGroup } from '../../ports/store-records.js';
import { type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { SchedulePorts } from './ports.js';

/** Those that this person's places belong to; given up ones too. */
export async function listStations(ports: SchedulePorts, actor: Actor): Answer<Station[]> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const around = [...within, ...ancestorsOf(areas, actor.areaId)];
  const stations = await ports.store.stations.stations(around);
  if (stations.length === 0) return ok([]);
  const facts = await ports.store.stations.stationFacts();
  return ok(stations.map((one) => ({ ...one, deviceIds: boxesOf(facts, one.id) })));
}

type StationPorts = {
  readonly store: Pick<SchedulePorts['store'], 'aired' | 'fleet' | 'schedule' | 'stations'>;
  readonly clock: SchedulePorts['clock'];
};

/** What a group is to be, with what is to be said of its boxes; null where it never was a station. */
type Change = {
  readonly group: StoredClusterGroup;
  readonly before: StoredClusterGroup | null;
  readonly since: LocalDate | undefined;
};

/** How to say who is in the station from the day on, or why that cannot be; nothing of other groups. */
export async function stationChange(
  ports: StationPorts,
  { areas }: Pick<Scope, 'areas'>,
  { group, before, since }: Change,
): Answer<() => Promise<void>> {
  const isStation = group.stationName !== null;
  if (!isStation && (before?.stationName ?? null) === null) {
    return ok(() => Promise.resolve());
  }
  const level = areas.find(({ id }) => id === group.areaId)?.level;
  if (isStation && level !== 'commune') return err({ code: 'station-not-commune' });
  const today = localDateOf(ports.clock.now());
  if (since !== undefined && since > today) return err({ code: 'station-ahead' });
  const { stations } = ports.store;
  const said = membershipFacts(await stations.stationFacts(), {
    stationId: group.id,
    deviceIds: isStation ? group.deviceIds : [],
    since: since ?? today,
  });
  if (!said.ok) return err(await hindered(ports, said.error));
  return ok(async () => {
    if (said.value.length === 0) return;
    await stations.putStationFacts(said.value);
    // What was counted of these days was counted for another station, or for none.
    await ports.store.aired.staleFrom(since ?? today);
  });
}

async function hindered({ store }: StationPorts, { deviceId, because }: Hindrance) {
  const name = (await store.fleet.device(deviceId))?.name ?? deviceId;
  if ('later' in because) {
    return { code: 'station-later', name, day: day(because.later) } as const;
  }
  const [other] = await store.schedule.clusterGroupsBy([because.other]);
  const station = other?.stationName ?? other?.name ?? '';
  return { code: 'station-elsewhere', name, station, day: day(because.day) } as const;
}
