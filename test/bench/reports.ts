/**
 * Reports bench — báo cáo một năm của một tỉnh.
 *
 * The year of `reports-world.ts`: its days settled and what was heard of them counted, as every night does,
 * then what a department asks for at the end of it, as screen and as files, and the airings behind its
 * figures. The evaluation also before any night has counted, and again by a server that has just started.
 * What is counted equals a count of the rows themselves.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AreaId, UserId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import { addDays, DAY_MS } from '@loaso/shared/time';
import { AiringsQuery } from '@loaso/shared/wire/http/report-airings';
import { createSqlStore } from '#server/adapters/sql/store';
import type { ReportFlows } from '#server/flows/report-flows';
import { coverageFlowsOn, reportFlowsOn } from '../support/report-flows.js';
import { type Report, timed } from './figure.js';
import { communeAt, PROVINCE } from './province.js';
import { FIRST, fill, fillYearBefore, LAST, MINUTES, NOW, seed } from './reports-world.js';

const actor = {
  userId: UserId.parse('usr-viewer'),
  username: 'viewer',
  fullName: 'Sở',
  role: 'viewer',
  areaId: PROVINCE,
} as const;

const span = { areaId: AreaId.parse(PROVINCE), from: FIRST, to: LAST };
/** Everything of a year must come while somebody waits for it. */
const WAIT_MS_MAX = 10_000;

export async function reports(report: Report): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-bench-'));
  const path = join(dir, 'loaso.sqlite');
  const store = createSqlStore({ dialect: 'sqlite', path });
  const tell = (name: string, value: number, unit: string, atMost?: number): void =>
    report({ name, value, unit, goal: atMost === undefined ? null : { atMost } });
  const within = async (name: string, work: () => Promise<unknown>): Promise<void> =>
    tell(name, await timed(work), 'ms', WAIT_MS_MAX);
  try {
    await store.start();
    await seed(store);
    const rows = fill(path);
    tell('airings of boxes in the year', rows.planned, 'airings');
    const flows = reportFlowsOn(store, () => NOW);
    const oneDay = { ...span, to: FIRST };
    tell('one day settled, with its report', await timed(() => flows.report(actor, oneDay)), 'ms');
    tell(
      'the other 364 days, with the report of the year',
      await timed(() => flows.report(actor, span)),
      'ms',
    );
    fillYearBefore(path);
    await broadcast(flows, rows, within);
    await within('yearly evaluation, nothing counted by any night', () =>
      flows.evaluation(actor, span),
    );
    const nights = coverageFlowsOn(store, () => NOW);
    tell(
      'what was heard of the rest of the year counted',
      await timed(() => nights.countLately(Infinity)),
      'ms',
    );
    await evaluations(() => reportFlowsOn(store, () => NOW), within);
    await behind(flows, rows, within);
  } finally {
    await store.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

type Rows = ReturnType<typeof fill>;
type Within = (name: string, work: () => Promise<unknown>) => Promise<void>;

const given = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

function mustBe(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}`);
}

async function broadcast(flows: ReportFlows, rows: Rows, within: Within): Promise<void> {
  const { planned, recorded } = rows;
  await within('yearly report on screen', async () => {
    const { totals } = given(await flows.report(actor, span));
    const counted = `${totals.planned} ${totals.aired} ${totals.unknown}`;
    mustBe('the report counts', counted, `${planned} ${recorded} ${planned - recorded}`);
  });
  await within('as Excel', () => flows.reportFile(actor, span, 'xlsx'));
  await within('as PDF', () => flows.reportFile(actor, span, 'pdf'));
  const week = { areaId: communeAt(0), from: addDays(LAST, -6), to: LAST };
  await within('diary of a station, one week', async () => {
    const { lines } = given(await flows.diary(actor, week));
    mustBe('lines of the diary', lines.length, 7 * MINUTES.length);
  });
}

/** Each reads the year, the year before, and the register at the ends of the quarters. */
async function evaluations(started: () => ReportFlows, within: Within): Promise<void> {
  const flows = started();
  await within('yearly evaluation on screen, after a start', async () => {
    const { year, before } = given(await flows.evaluation(actor, span));
    mustBe('the year before', before?.all.totals.planned, year.all.totals.planned);
  });
  await within('yearly evaluation again', () => flows.evaluation(actor, span));
  await within('evaluation as Excel', () => flows.evaluationFile(actor, span, 'xlsx'));
  await within('evaluation as PDF', () => flows.evaluationFile(actor, span, 'pdf'));
  await within('faults of the year', () => flows.faults(actor, span));
  await within('warnings of the year', () => flows.emergencies(actor, span));
}

/** The first page of a figure, and one from the middle of the year. */
async function behind(flows: ReportFlows, rows: Rows, within: Within): Promise<void> {
  const { planned, recorded } = rows;
  const page = async (of: object, total: number): Promise<string | null> => {
    const found = given(await flows.airings(actor, AiringsQuery.parse({ ...span, ...of })));
    mustBe('airings behind the figure', found.total, total);
    return found.next;
  };
  const unknown = planned - recorded;
  await within('all airings planned, a page', () => page({ figure: 'planned' }, planned));
  const first = await page({ figure: 'planned' }, planned);
  const [startAt = '', ...row] = (first ?? '').split('~');
  const after = [Number(startAt) + 182 * DAY_MS, ...row.slice(0, -1), 0].join('~');
  await within('a page in the middle of the year', () =>
    page({ figure: 'planned', after }, planned),
  );
  await within('airings without a word, a page', () => page({ figure: 'unknown' }, unknown));
  await within('about the law, aired, a page', () =>
    page({ figure: 'aired', field: 'law' }, Math.round(recorded * (2 / 3))),
  );
}
