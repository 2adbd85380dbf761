/**
 * Evaluation routes of the fixture — báo cáo đánh giá năm mẫu.
 *
 * A year in which towns are a little behind and the countryside has met its target; what is said of it
 * is kept while the fixture runs.
 */
import { instant, LocalDate, localDateOf } from '@loaso/shared/time';
import {
  type Evaluation,
  NewRemarks,
  type Remarks,
} from '@loaso/shared/wire/http/report-evaluation';
import { daysOfReach, targetOn, yearBefore } from '#server/core/reports/evaluation';
import { NO_SUMS } from '#server/core/reports/sums';
import { airings } from './airing-routes.js';
import { AREAS } from './people.js';
import { openedReports } from './report-opened-routes.js';
import { faultsOf, reportOf, reports } from './report-routes.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const said: Remarks[] = [];

const spanOf = ({ query }: Call) => ({
  from: LocalDate.parse(query.get('from')),
  to: LocalDate.parse(query.get('to')),
});

const reachedOn = (on: LocalDate, place: number) => ({
  on,
  urban: { people: 186_400, reached: { paper: 168_100, heard30: 118_000 + place * 6_900 } },
  rural: { people: 92_750, reached: { paper: 71_300, heard30: 43_000 + place * 3_600 } },
});

const targetsOf = (have: { readonly urban: number; readonly rural: number }) =>
  [
    { year: 2027, urban: true, targetPercent: 80 },
    { year: 2027, urban: false, targetPercent: 60 },
    { year: 2030, urban: true, targetPercent: 90 },
    { year: 2030, urban: false, targetPercent: 70 },
  ].map((one) => {
    const [people, reached] = one.urban ? [186_400, have.urban] : [92_750, have.rural];
    const needed = Math.ceil((people * one.targetPercent) / 100);
    return {
      ...one,
      reachedPercent: Math.floor((reached * 1000) / people) / 10,
      missingPeople: Math.max(0, needed - reached),
      met: reached >= needed,
    };
  });

function evaluationOf(call: Call, world: World): Evaluation {
  const span = spanOf(call);
  const all = reportOf(call, world);
  const { areaId, areaName, asOf } = all;
  const faults = faultsOf(call, world);
  const [first, second, third] = AREAS.filter(({ level }) => level === 'commune');
  const points = daysOfReach(span, localDateOf(instant(call.now))).map(reachedOn);
  const last = points.at(-1) ?? reachedOn(span.to, 4);
  const law = all.byField.find(({ key }) => key === 'law')?.sums ?? NO_SUMS;
  const year = {
    ...span,
    law: { totals: law, airings: Math.round(law.planned / 36) },
    all: { totals: all.totals, airings: Math.round(all.totals.planned / 36) },
    faults: faults.total,
    warnings: 2,
    drills: 3,
  };
  const named = (area: typeof first) => ({ areaId: area?.id ?? areaId, name: area?.name ?? '' });
  const person = { people: 24_300, reached: 15_100, missing: 4_340, unreached: 9_200 };
  return {
    areaId,
    areaName,
    ...span,
    asOf,
    level: 'province',
    target: targetOn(span.to),
    reach: {
      on: last.on,
      targets: {
        paper: targetsOf({ urban: last.urban.reached.paper, rural: last.rural.reached.paper }),
        heard30: targetsOf({
          urban: last.urban.reached.heard30,
          rural: last.rural.reached.heard30,
        }),
      },
      points,
      behind: [
        { ...named(second), ...person },
        { ...named(third), people: 8_120, reached: 4_300, missing: 572, unreached: 3_820 },
      ],
      behindTotal: 2,
      unplacedPeople: 1_240,
      emptyCommunes: 1,
    },
    year,
    before: {
      ...year,
      ...yearBefore(span),
      law: {
        totals: { ...law, aired: Math.round(law.aired * 0.8), airedMs: law.airedMs * 0.8 },
        airings: Math.round(law.planned / 44),
      },
      warnings: 1,
    },
    byField: all.byField,
    communes: {
      total: 5,
      aired: 3,
      unaired: [
        { ...named(first), why: 'not-planned' },
        { ...named(third), why: 'no-word' },
      ],
      divided: [],
    },
    clusters: { total: 126, notEnrolled: 3, silent30: 5 },
    byCause: faults.byCause,
    slowestMs: 8_400,
    cut: false,
    demo: false,
    remarks: said[0] ?? null,
  };
}

/** All reports, this one too. */
export const allReports: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  ...reports,
  ...airings,
  ...openedReports,
  'GET reports/evaluation': (call, world) => ({ status: 200, json: evaluationOf(call, world) }),
  'GET reports/evaluation/remarks': () => ({ status: 200, json: { versions: said } }),
  'POST reports/evaluation/remarks': ({ body, now }) => {
    const { seen, areaId: _, from: __, to: ___, ...words } = NewRemarks.parse(body);
    said.unshift({ ...words, version: seen + 1, by: 'Phạm Thu Hằng', at: now });
    return { status: 201, json: { versions: said } };
  },
};
