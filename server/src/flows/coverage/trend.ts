/**
 * Trend — mức độ phủ qua các tháng.
 *
 * The last months at their ends and the day itself, each by the register and the ledger of its own
 * day. How boxes stood on past days is not kept, so "today" has no trend.
 */
import { ok } from '@loaso/shared/result';
import { addDays, LocalDate, localDateOf } from '@loaso/shared/time';
import type { CoverageQuery, CoverageTrend } from '@loaso/shared/wire/http/coverage';
import { sumUp } from '../../core/coverage/compute.js';
import type { Actor, Answer } from '../flows.js';
import type { CoveragePorts } from './ports.js';
import { partOf } from './report.js';
import type { Worlds } from './worlds.js';

const MONTHS = 5;

export async function coverageTrend(
  ports: CoveragePorts & { readonly worlds: Worlds },
  actor: Actor,
  query: CoverageQuery,
): Answer<CoverageTrend> {
  const points: CoverageTrend['points'] = [];
  for (const on of daysBefore(query.on ?? localDateOf(ports.clock.now()))) {
    const part = await partOf(ports, actor, { ...query, on });
    if (!part.ok) return part;
    const { people, reached } = sumUp(part.value.parts);
    points.push({
      on,
      people,
      paper: reached.paper.people,
      heard30: reached.heard30.people,
      unknown30: reached.heard30.unknownPeople,
    });
  }
  return ok({ points });
}

/** Ends of the months before `day`, oldest first, and `day`. */
function daysBefore(day: LocalDate): LocalDate[] {
  const days = [day];
  let first = LocalDate.parse(`${day.slice(0, 7)}-01`);
  for (let back = 0; back < MONTHS; back += 1) {
    const last = addDays(first, -1);
    days.push(last);
    first = LocalDate.parse(`${last.slice(0, 7)}-01`);
  }
  return days.reverse();
}
