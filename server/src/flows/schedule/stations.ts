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
import {
  boxesOf,
  type Hindrance,
  membershipFacts,
  type StationFact,
} from '../../core/coverage/stations.js';
import { day } from '../../core/reports/columns.js';
import type { StationWord } from '../../ports/stations.js';
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

/** What is to be said, and how to say it. */
export type StationSaying = {
  readonly words: readonly StationWord[];
  store(): Promise<void>;
};

const NOTHING_SAID: StationSaying = { words: [], store: () => Promise.resolve() };

/** How to say who is in the station from the day on, or why that cannot be; nothing of other groups. */
export async function stationChange(
  ports: StationPorts,
  { areas }: Pick<Scope, 'areas'>,
  { group, before, since }: Change,
): Answer<StationSaying> {
  const isStation = group.stationName !== null;
  if (!isStation && (before?.stationName ?? null) === null) {
    return ok(NOTHING_SAID);
  }
  const level = areas.find(({ id }) => id === group.areaId)?.level;
  if (isStation && level !== 'commune') return err({ code: 'station-not-commune' });
  const today = localDateOf(ports.clock.now());
  if (since !== undefined && since > today) return err({ code: 'station-ahead' });
  const { stations } = ports.store;
  const facts = await stations.stationFacts();
  const said = membershipFacts(facts, {
    stationId: group.id,
    deviceIds: isStation ? group.deviceIds : [],
    since: since ?? today,
  });
  if (!said.ok) return err(await hindered(ports, said.error));
  const isSame = (one: StationFact, other: StationFact): boolean =>
    one.deviceId === other.deviceId && one.from === other.from;
  const words = said.value.map((one) => ({
    said: one,
    before: facts.find((fact) => isSame(fact, one)) ?? null,
  }));
  return ok({
    words,
    async store() {
      if (words.length === 0) return;
      await stations.putStationFacts(said.value);
      // What was counted of these days was counted for another station, or for none.
      await ports.store.aired.staleFrom(since ?? today);
    },
  });
}

/** What a change said of stations, taken back with it: also the days that it said something of. */
export async function unsayStations(
  { store }: Pick<StationPorts, 'store'>,
  words: readonly StationWord[],
): Promise<void> {
  const [first] = words.map(({ said }) => said.from).sort();
  if (first === undefined) return;
  await store.stations.takeBackStationFacts(words);
  await store.aired.staleFrom(first);
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
