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
import {
  type BroadcastReport,
  DIARY_LINES_MAX,
  Diary,
  type ReportSpan,
} from '@loaso/shared/wire/http/reports';
import { subtreeOf } from '../../core/access/scope.js';
import { type CommuneBook, communeBook } from '../../core/coverage/communes.js';
import { day } from '../../core/reports/columns.js';
import { NO_SUMS, plus, sumsBy } from '../../core/reports/sums.js';
import type { AiredQuery, AiredSum } from '../../ports/reports.js';
import type { StoredArea } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { airedIn, rowsIn } from './aired.js';
import type { ReportPorts } from './ports.js';

export type Asked = {
  readonly area: StoredArea;
  readonly areas: readonly StoredArea[];
  readonly query: AiredQuery;
  readonly book: CommuneBook;
  /** Communes that went wholly to the area and stood in the span. */
  readonly includes: Included[];
};

export async function asked(ports: ReportPorts, actor: Actor, span: ReportSpan): Answer<Asked> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const { areaId = actor.areaId, from, to, law } = span;
  const area = areas.find(({ id }) => id === areaId);
  if (area === undefined || !within.has(areaId)) return NOT_FOUND;
  const hamlets = area.level === 'hamlet';
  const book = communeBook(await ports.store.registry.communeFacts());
  const includes = area.level === 'commune' ? book.includes(areaId, from) : [];
  const areaIds = [areaId, ...includes.map((one) => one.areaId)].flatMap((id) =>
    subtreeOf(areas, id),
  );
  const query = { areaIds, hamlets, from, to, law: law === 'true' };
  return ok({ area, areas, query, book, includes });
}

/** What every report begins with. */
export const headOf = (
  { clock }: Pick<ReportPorts, 'clock'>,
  { area, query, book, includes }: Asked,
) => ({
  areaId: area.id,
  areaName: book.nameOn(area.id, query.to) ?? area.name,
  ...(includes.length === 0 ? {} : { includes }),
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
  const { query } = found.value;
  const { sums: all, airings, emergencies } = await airedIn(ports, query);
  // Of the law alone its parts are all there is; else an airing counts once, and its fields beside it.
  const sums = query.law ? all : all.filter(({ whole }) => whole);
  return ok({
    ...headOf(ports, found.value),
    law: query.law,
    airings,
    emergencies,
    totals: sums.reduce((total, one) => plus(total, one.sums), NO_SUMS),
    byField: by(all, ({ field }) => field),
    byKind: by(sums, ({ kind }) => kind),
    byPriority: by(sums, ({ priority }) => Priority.parse(priority)),
    bySource: by(sums, ({ source }) => source),
    byMonth: by(sums, ({ month }) => month),
    byArea: byArea(found.value, sums),
  });
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

/** By the time of the report: what ended in it is told by its old name, with its last day. */
export function namesIn({ areas, book, query }: Pick<Asked, 'areas' | 'book' | 'query'>) {
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  return (id: AreaId): string => {
    const name = book.nameOn(id, query.to) ?? names.get(id) ?? id;
    const end = book.endOf(id);
    return end === null || end >= query.to ? name : `${name} (đến hết ${day(end)})`;
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
      })),
    }),
  );
}
