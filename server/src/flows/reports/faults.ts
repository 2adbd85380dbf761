/**
 * Faults of a period — báo cáo sự cố và thời gian khắc phục.
 *
 * From the incidents of the area of who asks or one inside it, as the watch has kept them.
 */
import { ok } from '@loaso/shared/result';
import { addDays, startOfDay } from '@loaso/shared/time';
import {
  FAULTS_LISTED_MAX,
  type FaultReport,
  type PeriodSpan,
} from '@loaso/shared/wire/http/report-faults';
import { causeName } from '../../core/fleet/diagnose-words.js';
import { countFaults } from '../../core/reports/faults.js';
import type { Actor, Answer } from '../flows.js';
import type { ReportPorts } from './ports.js';
import { asked, headOf } from './report.js';

/** Faults of one period that are counted. */
const FAULTS_MAX = 10_000;

export async function faultReport(
  ports: ReportPorts,
  actor: Actor,
  span: PeriodSpan,
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
  const { total, byCause, carried, sorted } = countFaults(all.slice(0, FAULTS_MAX), period);
  const inside = new Set(query.areaIds);
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  return ok({
    ...headOf(ports, found.value),
    total,
    byCause: byCause.map(({ cause, sums }) => ({ cause, name: causeName(cause), sums })),
    carried,
    lines: sorted.slice(0, FAULTS_LISTED_MAX).map((one) => ({
      id: one.id,
      name: causeName(one.cause),
      places: one.areaIds.filter((id) => inside.has(id)).map((id) => names.get(id) ?? id),
      boxes: one.peak,
      startedAt: one.startedAt,
      mendedAt: one.resolvedAt,
    })),
    cut: all.length > FAULTS_MAX,
  });
}
