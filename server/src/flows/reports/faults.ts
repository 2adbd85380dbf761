/**
 * Faults of a period — báo cáo sự cố và thời gian khắc phục.
 *
 * From the incidents of the area of who asks or one inside it, as the watch has kept them.
 */
import { ok } from '@loaso/shared/result';
import { addDays, instant, localDateOf, startOfDay } from '@loaso/shared/time';
import {
  FAULTS_LISTED_MAX,
  type FaultReport,
  type FaultsQuery,
} from '@loaso/shared/wire/http/report-faults';
import { causeName } from '../../core/fleet/diagnose-words.js';
import type { Incident } from '../../core/fleet/incidents.js';
import { countFaults, faultsBehind, seenFrom } from '../../core/reports/faults.js';
import type { Actor, Answer } from '../flows.js';
import type { ReportPorts } from './ports.js';
import { type Asked, asked, headOf } from './report.js';
import { inStation } from './stations.js';

/** Faults of one period that are counted. */
const FAULTS_MAX = 10_000;

export async function faultReport(
  ports: ReportPorts,
  actor: Actor,
  { cause, of, page = 1, ...span }: FaultsQuery,
): Answer<FaultReport> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { areas, query } = found.value;
  const period = { fromAt: startOfDay(query.from), toAt: startOfDay(addDays(query.to, 1)) };
  const all = await ports.store.watch.incidentsIn({
    areaIds: query.areaIds,
    ...period,
    limit: FAULTS_MAX + 1,
  });
  const inside = new Set(query.areaIds);
  const struck = await ofStation(ports, found.value, all.slice(0, FAULTS_MAX));
  const own = struck.map((one) => seenFrom(one, inside));
  const counted = countFaults(own, period);
  const { total, byCause, carried } = counted;
  const behind = faultsBehind(counted, { of, cause });
  const first = (page - 1) * FAULTS_LISTED_MAX;
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  return ok({
    ...headOf(ports, found.value),
    total,
    byCause: byCause.map(({ cause, sums }) => ({ cause, name: causeName(cause), sums })),
    carried: carried.length,
    opened: behind.length,
    lines: behind.slice(first, first + FAULTS_LISTED_MAX).map((one) => ({
      id: one.id,
      name: causeName(one.cause),
      places: one.areaIds.map((id) => names.get(id) ?? id),
      boxes: one.peak,
      startedAt: one.startedAt,
      mendedAt: one.resolvedAt,
    })),
    cut: all.length > FAULTS_MAX,
  });
}

/** Those that struck a box here which was of the station when they began; all where none is asked for. */
async function ofStation(
  ports: ReportPorts,
  asked: Asked,
  faults: readonly Incident[],
): Promise<readonly Incident[]> {
  if (asked.station === null) return faults;
  const isIn = await inStation(ports, asked);
  const inside = new Set(asked.query.areaIds);
  const devices = await ports.store.fleet.devices();
  const here = new Set(devices.filter(({ areaId }) => inside.has(areaId)).map(({ id }) => id));
  return faults.filter(({ deviceIds, had = [], startedAt }) => {
    const on = localDateOf(instant(startedAt));
    return [...deviceIds, ...had].some((id) => here.has(id) && isIn(id, on));
  });
}
