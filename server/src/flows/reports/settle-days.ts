/**
 * Settling days — quyết toán từng ngày.
 *
 * Adds up what became of the airings of each day that is over, once; a day of which a later word has
 * come is added up again. Days that still run are added up in passing and not kept.
 */
import { AreaId, EntryId } from '@loaso/shared/ids';
import { addDays, type LocalDate, startOfDay } from '@loaso/shared/time';
import { communeBook } from '../../core/coverage/communes.js';
import { communesOn } from '../../core/coverage/history.js';
import { type StationOn, stationsOn } from '../../core/coverage/stations.js';
import { type Heard, type LineContent, rowsWithParts } from '../../core/reports/fields.js';
import { daysBetween, openFrom } from '../../core/reports/open-days.js';
import type { AiredRow } from '../../ports/reports.js';
import { joinedWithWord } from '../schedule/airings.js';
import type { ReportPorts } from './ports.js';

/** Airings of one day that are added up: a nation's. */
const DAY_AIRINGS_MAX = 1_000_000;
/** Days looked back every night: boxes without a network come back within weeks. */
const LOOK_BACK_DAYS = 60;

/** Settles what is over and not settled between the two days. @returns how many days */
export async function settleDays(
  ports: ReportPorts,
  from: LocalDate,
  to: LocalDate,
): Promise<number> {
  const { aired } = ports.store;
  const done = new Set(await aired.settledDays(from, to));
  const open = openFrom(ports.clock.now());
  const due = daysBetween(from, to).filter((day) => day < open && !done.has(day));
  if (due.length === 0) return 0;
  const places = await placesOf(ports);
  for (const day of due) {
    // Opened first: a word that comes while the day is added up makes it stale again.
    const version = await aired.openDay(day);
    await aired.putDay(day, await dayRows(ports, day, places), version);
  }
  return due.length;
}

/** Every night, so that a report of a year finds its days ready. */
export async function settleLately(ports: ReportPorts): Promise<number> {
  const open = openFrom(ports.clock.now());
  const settled = await settleDays(ports, addDays(open, -LOOK_BACK_DAYS), addDays(open, -1));
  if (settled > 0) ports.log.info('reports.settled', { days: settled });
  return settled;
}

export type Places = {
  readonly communeOf: ReturnType<typeof communesOn>;
  readonly stationOf: StationOn;
};

/**
 * In which commune a place lay on which day, and in which station a box was: read once for all days
 * that are added up.
 */
export async function placesOf({ store }: Pick<ReportPorts, 'store'>): Promise<Places> {
  const communeOf = communesOn(await store.registry.hamletFacts(), await store.areas.areas());
  const { heirOn } = communeBook(await store.registry.communeFacts());
  return {
    communeOf: (id, day) => heirOn(communeOf(id, day), day),
    stationOf: stationsOn(await store.stations.stationFacts()),
  };
}

/**
 * What has ended of the airings of a day, with what their programmes are about and the commune and
 * station they were for on that day.
 */
export async function dayRows(
  ports: ReportPorts,
  day: LocalDate,
  { communeOf, stationOf }: Places,
): Promise<AiredRow[]> {
  const planned = await ports.store.ledger.planned({
    fromAt: startOfDay(day),
    toAt: startOfDay(addDays(day, 1)),
    limit: DAY_AIRINGS_MAX,
  });
  const joined = await joinedWithWord(ports, planned);
  const ended = joined.map(
    ({ airing, outcome }): Heard => ({
      ...airing,
      ...outcome,
      stationId: stationOf(airing.deviceId, day) ?? '',
    }),
  );
  const entries = [...new Set(ended.map(({ entryId }) => EntryId.parse(entryId)))];
  const contents = await ports.store.aired.contents(entries);
  const contentOf = ({ entryId }: { readonly entryId: string }): LineContent =>
    contents.get(EntryId.parse(entryId)) ?? UNKNOWN;
  return rowsWithParts(ended, contentOf).map((row) => ({
    ...row,
    day,
    communeId: communeOf(AreaId.parse(row.areaId), day),
    source: contentOf(row).source,
  }));
}

const UNKNOWN: LineContent = { source: null, turns: [] };
