/**
 * Broadcast report — báo cáo kết quả phát thanh, sổ nhật ký phát.
 *
 * Sums of a span by field, kind, urgency, month and place, and the airings one by one, for the area
 * of who asks or one inside it.
 */
import { AreaId } from '@loaso/shared/ids';
import { Priority } from '@loaso/shared/priority';
import { ok } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import type { Included } from '@loaso/shared/wire/http/communes';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import {
  type BroadcastReport,
  DIARY_LINES_MAX,
  Diary,
  type ReportSpan,
} from '@loaso/shared/wire/http/reports';
import { StationChoice, type StationNamed } from '@loaso/shared/wire/http/stations';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { type CommuneBook, communeBook } from '../../core/coverage/communes.js';
import { day } from '../../core/reports/columns.js';
import { NO_SUMS, plus, sumsBy } from '../../core/reports/sums.js';
import type { AiredQuery, AiredSum } from '../../ports/reports.js';
import type { StoredStation } from '../../ports/stations.js';
import type { StoredArea } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { type Aired, airedIn, airedWithLaw, rowsIn } from './aired.js';
import type { ReportPorts } from './ports.js';

export type Asked = {
  readonly area: StoredArea;
  readonly areas: readonly StoredArea[];
  readonly query: AiredQuery;
  readonly book: CommuneBook;
  /** Communes that went wholly to the area and stood in the span. */
  readonly includes: Included[];
  /** Of the whole province, those given up too. */
  readonly stations: readonly StoredStation[];
  /** The one that is asked for. */
  readonly station: StationNamed | null;
};

export async function asked(ports: ReportPorts, actor: Actor, span: ReportSpan): Answer<Asked> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const { areaId = actor.areaId, from, to, law, station: chosen } = span;
  const area = areas.find(({ id }) => id === areaId);
  if (area === undefined || !within.has(areaId)) return NOT_FOUND;
  const hamlets = area.level === 'hamlet';
  const book = communeBook(await ports.store.registry.communeFacts());
  const includes = area.level === 'commune' ? book.includes(areaId, from) : [];
  const areaIds = [areaId, ...includes.map((one) => one.areaId)].flatMap((id) =>
    subtreeOf(areas, id),
  );
  const stations = await ports.store.stations.stations(areas.map(({ id }) => id));
  const places = new Set([...areaIds, ...ancestorsOf(areas, areaId)]);
  const station = chosen === undefined ? null : namedOf(stations, chosen);
  if (station === undefined) return NOT_FOUND;
  const query: AiredQuery = {
    ...{ areaIds, hamlets, from, to, law: law === 'true' },
    // A province has hundreds of communes: what each of them has of stations is told there.
    stations: area.level !== 'province' && stations.some((one) => places.has(one.areaId)),
    stationId: station === null ? undefined : keyOf(station.id),
  };
  return ok({ area, areas, query, book, includes, stations, station });
}

const keyOf = (id: StationChoice): string => (id === 'none' ? '' : id);

/** Undefined where there is no such station. */
function namedOf(stations: readonly StoredStation[], id: StationChoice): StationNamed | undefined {
  if (id === 'none') return { id, name: '' };
  const found = stations.find((one) => one.id === id);
  return found === undefined ? undefined : { id, name: found.name };
}

/** As it stands in a settled row; absent where this commune has no stations. */
function stationIn({ stations, query }: Asked, key: string): StationNamed | undefined {
  if (query.stations !== true) return undefined;
  const id = StationChoice.parse(key === '' ? 'none' : key);
  return namedOf(stations, id) ?? { id, name: key };
}

/** What every report begins with. */
export const headOf = (
  { clock }: Pick<ReportPorts, 'clock'>,
  { area, query, book, includes, station }: Asked,
) => ({
  areaId: area.id,
  areaName: book.nameOn(area.id, query.to) ?? area.name,
  ...(includes.length === 0 ? {} : { includes }),
  ...(station === null ? {} : { station }),
  from: query.from,
  to: query.to,
  asOf: instant(clock.now()),
});

export async function broadcastReport(
  ports: ReportPorts,
  actor: Actor,
  span: ReportSpan,
): Answer<BroadcastReport> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  return ok(reportOf(ports, found.value, await airedIn(ports, found.value.query)));
}

/** The report of everything, and the one about the law alone, from one reading of the span. */
export async function reportsWithLaw(
  ports: ReportPorts,
  actor: Actor,
  span: PeriodSpan,
): Answer<Record<'all' | 'law', BroadcastReport>> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { query } = found.value;
  const { all, law } = await airedWithLaw(ports, query);
  const ofTheLaw = { ...found.value, query: { ...query, law: true } };
  return ok({ all: reportOf(ports, found.value, all), law: reportOf(ports, ofTheLaw, law) });
}

function reportOf(
  ports: ReportPorts,
  found: Asked,
  { sums: all, airings, emergencies }: Aired,
): BroadcastReport {
  const { query } = found;
  // Of the law alone its parts are all there is; else an airing counts once, and its fields beside it.
  const sums = query.law ? all : all.filter(({ whole }) => whole);
  return {
    ...headOf(ports, found),
    law: query.law,
    airings,
    emergencies,
    totals: sums.reduce((total, one) => plus(total, one.sums), NO_SUMS),
    byField: by(all, ({ field }) => field),
    byKind: by(sums, ({ kind }) => kind),
    byPriority: by(sums, ({ priority }) => Priority.parse(priority)),
    bySource: by(sums, ({ source }) => source),
    byMonth: by(sums, ({ month }) => month),
    byArea: byArea(found, sums),
    ...byStation(found, sums),
  };
}

/** Without those that have no such key. */
function by<K extends string>(sums: readonly AiredSum[], keyOf: (sum: AiredSum) => K | null) {
  const keyed = sums.flatMap((sum) => {
    const key = keyOf(sum);
    return key === null ? [] : [{ key, sums: sum.sums }];
  });
  return sumsBy(
    keyed,
    ({ key }) => key,
    (one) => one.sums,
  );
}

/** By the time of the report: what ended in it is told by its old name, its last day, and what it was divided into. */
export function namesIn({ areas, book, query }: Pick<Asked, 'areas' | 'book' | 'query'>) {
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const plain = (id: AreaId): string => book.nameOn(id, query.to) ?? names.get(id) ?? id;
  return (id: AreaId): string => {
    const end = book.endOf(id);
    if (end === null || end >= query.to) return plain(id);
    const into = book.dividedInto(id).map(plain);
    const became = into.length === 0 ? '' : `; đã chia thành ${into.join(', ')}`;
    return `${plain(id)} (đến hết ${day(end)}${became})`;
  };
}

/**
 * By communes of those days where the report is of a province, else by the places themselves: a place
 * that has moved since stays where it was.
 */
function byArea(
  { area, areas, book, query }: Asked,
  sums: readonly AiredSum[],
): BroadcastReport['byArea'] {
  const nameOf = namesIn({ areas, book, query });
  const found = sumsBy(
    sums,
    ({ areaId, communeId }) => (area.level === 'province' ? communeId : areaId),
    (one) => one.sums,
  );
  return found
    .map(({ key, sums: one }) => ({ areaId: key, name: nameOf(key), sums: one }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Nothing where nobody has stations, and of one of them alone. */
function byStation(asked: Asked, sums: readonly AiredSum[]): Pick<BroadcastReport, 'byStation'> {
  if (asked.query.stations !== true || asked.station !== null) return {};
  const found = sumsBy(
    sums,
    ({ stationId }) => stationId,
    (one) => one.sums,
  );
  if (found.every(({ key }) => key === '')) return {};
  const rows = found.flatMap(({ key, sums: one }) => {
    const named = stationIn(asked, key);
    return named === undefined ? [] : [{ ...named, sums: one }];
  });
  // What is in none comes last.
  const last = ({ id }: StationNamed): number => (id === 'none' ? 1 : 0);
  return {
    byStation: rows.sort((a, b) => last(a) - last(b) || (a.name < b.name ? -1 : 1)),
  };
}

export async function diary(ports: ReportPorts, actor: Actor, span: ReportSpan): Answer<Diary> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { query } = found.value;
  const rows = await rowsIn(ports, { ...query, limit: DIARY_LINES_MAX + 1 });
  const nameOf = namesIn(found.value);
  return ok(
    Diary.parse({
      ...headOf(ports, found.value),
      cut: rows.length > DIARY_LINES_MAX,
      lines: rows.slice(0, DIARY_LINES_MAX).map((row) => ({
        ...row,
        areaName: nameOf(AreaId.parse(row.areaId)),
        several: row.field === null && row.kind !== null,
        station: stationIn(found.value, row.stationId),
      })),
    }),
  );
}
