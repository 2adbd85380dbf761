/**
 * Yearly evaluation — báo cáo đánh giá năm.
 *
 * Puts the reports of a year, and of the year before, beside who was reached at the ends of its
 * quarters. Counts nothing itself: a figure here is the one that its own report shows.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import { isTraining } from '@loaso/shared/training';
import type { EmergencyReport } from '@loaso/shared/wire/http/report-emergencies';
import {
  COMMUNES_NAMED_MAX,
  type Evaluation,
  type ReachPoint,
  type YearFigures,
} from '@loaso/shared/wire/http/report-evaluation';
import type { FaultReport, PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { AirSums, BroadcastReport } from '@loaso/shared/wire/http/reports';
import { type HamletCoverage, sumUp } from '../../core/coverage/compute.js';
import { againstTargets } from '../../core/coverage/targets.js';
import {
  communesBehind,
  daysOfReach,
  targetOn,
  unairedWhy,
  yearBefore,
} from '../../core/reports/evaluation.js';
import { NO_SUMS, plus } from '../../core/reports/sums.js';
import type { Reach } from '../coverage/verbs.js';
import type { Actor, Answer } from '../flows.js';
import { emergencyReport } from './emergencies.js';
import { faultReport } from './faults.js';
import type { ReportPorts } from './ports.js';
import { remarksOf } from './remarks.js';
import { type Asked, asked, headOf, reportsWithLaw } from './report.js';

export async function evaluation(
  ports: ReportPorts,
  actor: Actor,
  span: PeriodSpan,
): Answer<Evaluation> {
  // The Departments judge a commune; targets are shares of its people, whom no station has to itself.
  if (span.station !== undefined) return err({ code: 'station-evaluation' });
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { area } = found.value;
  const here = { ...span, areaId: area.id };
  const year = await yearOf(ports, actor, here);
  if (!year.ok) return year;
  const before = await yearOf(ports, actor, { ...here, ...yearBefore(span) });
  if (!before.ok) return before;
  const reach = await reachOf(ports, actor, here);
  if (!reach.ok) return reach;
  const { all, law, faults, urgent } = year.value;
  const [remarks = null] = await remarksOf(ports, here, 1);
  return ok({
    ...headOf(ports, found.value),
    level: area.level,
    target: targetOn(span.to),
    reach: reach.value.told,
    year: figuresOf(year.value),
    before: isEmpty(before.value) ? null : figuresOf(before.value),
    byField: all.byField,
    communes: communesOf(found.value, law),
    clusters: clustersOf(reach.value.last),
    byCause: faults.byCause,
    slowestMs: urgent.slowestMs,
    cut: urgent.cut || faults.cut,
    demo: ports.demo,
    remarks,
  });
}

type Year = {
  readonly all: BroadcastReport;
  readonly law: BroadcastReport;
  readonly faults: FaultReport;
  readonly urgent: EmergencyReport;
};

async function yearOf(ports: ReportPorts, actor: Actor, span: PeriodSpan): Answer<Year> {
  const aired = await reportsWithLaw(ports, actor, span);
  if (!aired.ok) return aired;
  await ports.pause();
  const faults = await faultReport(ports, actor, span);
  if (!faults.ok) return faults;
  const urgent = await emergencyReport(ports, actor, span);
  if (!urgent.ok) return urgent;
  return ok({ ...aired.value, faults: faults.value, urgent: urgent.value });
}

const airedOf = ({ totals, airings }: BroadcastReport) => ({ totals, airings });

const figuresOf = ({ all, law, faults, urgent }: Year): YearFigures => ({
  from: all.from,
  to: all.to,
  law: airedOf(law),
  all: airedOf(all),
  faults: faults.total,
  warnings: urgent.warnings,
  drills: urgent.drills,
});

const isEmpty = ({ all, faults, urgent }: Year): boolean =>
  all.totals.planned === 0 && faults.total.faults === 0 && urgent.orders.length === 0;

function communesOf(asked: Asked, law: BroadcastReport): Evaluation['communes'] {
  const { area, areas, query, book } = asked;
  if (area.level !== 'province') {
    return { total: 0, aired: 0, unaired: [], divided: [] };
  }
  const inside = new Set(query.areaIds);
  const own = areas.filter(
    ({ id, level }) =>
      level === 'commune' && inside.has(id) && !isTraining(id) && book.stands(id, query.to),
  );
  const sums = new Map(law.byArea.map((one) => [one.areaId, one.sums]));
  const unaired = own.flatMap(({ id: areaId, name }) => {
    // What went wholly to it was heard for it, as its own report says.
    const all = [areaId, ...book.includes(areaId, query.from).map((one) => one.areaId)];
    const why = unairedWhy(all.reduce((sum, id) => plus(sum, sums.get(id) ?? NO_SUMS), NO_SUMS));
    return why === null ? [] : [{ areaId, name: book.nameOn(areaId, query.to) ?? name, why }];
  });
  return {
    total: own.length,
    aired: own.length - unaired.length,
    unaired: unaired.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, COMMUNES_NAMED_MAX),
    divided: dividedIn(asked, sums),
  };
}

/** Those that were divided in the span: heard for themselves, and counted with none of their parts. */
function dividedIn(
  { areas, query, book }: Asked,
  sums: ReadonlyMap<AreaId, AirSums>,
): Evaluation['communes']['divided'] {
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const nameOf = (id: AreaId): string => book.nameOn(id, query.to) ?? names.get(id) ?? id;
  return query.areaIds
    .flatMap((areaId) => {
      const until = book.endOf(areaId);
      const into = book.dividedInto(areaId).map(nameOf);
      const within = until !== null && until >= query.from && until < query.to;
      if (!within || into.length === 0) return [];
      return [{ areaId, name: nameOf(areaId), until, into, sums: sums.get(areaId) ?? NO_SUMS }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, COMMUNES_NAMED_MAX);
}

const clustersOf = ({ notes }: Reach): Evaluation['clusters'] => ({
  total: notes.clusters,
  notEnrolled: notes.notEnrolled,
  silent30: notes.silent30,
});

/** One day after the other: each is a month of the ledger. */
async function reachOf(
  ports: ReportPorts,
  actor: Actor,
  { areaId, from, to }: PeriodSpan,
): Answer<{ told: Evaluation['reach']; last: Reach }> {
  const points: ReachPoint[] = [];
  const read = (on: LocalDate) => ports.reach(actor, { areaId, on, law: 'true' });
  const days = daysOfReach({ from, to }, localDateOf(instant(ports.clock.now())));
  for (const on of days.slice(0, -1)) {
    const reach = await read(on);
    if (!reach.ok) return reach;
    points.push(pointOf(reach.value));
  }
  const last = await read(days.at(-1) ?? to);
  if (!last.ok) return last;
  const { on, parts, notes, nameOf } = last.value;
  points.push(pointOf(last.value));
  const behind = communesBehind(parts, targetOn(to), nameOf);
  const told = {
    on,
    targets: { paper: againstTargets(parts, 'paper'), heard30: againstTargets(parts, 'heard30') },
    points,
    behind: behind.slice(0, COMMUNES_NAMED_MAX),
    behindTotal: behind.length,
    unplacedPeople: sumUp(parts).unplacedPeople,
    emptyCommunes: notes.emptyCommunes,
  };
  return ok({ told, last: last.value });
}

const pointOf = ({ on, parts }: Reach): ReachPoint => ({
  on,
  urban: sideOf(parts.filter(({ hamlet }) => hamlet.urban)),
  rural: sideOf(parts.filter(({ hamlet }) => !hamlet.urban)),
});

function sideOf(parts: readonly HamletCoverage[]): ReachPoint['urban'] {
  const { people, reached } = sumUp(parts);
  return {
    people,
    reached: { paper: reached.paper.people, heard30: reached.heard30.people },
  };
}
