/**
 * Reports bench — báo cáo một năm của một tỉnh.
 *
 * A real ledger of 135 communes, 2,500 boxes and three airings a day for a year, one in fifty of them
 * without a word; the days settled as every night does, then the yearly report as screen, Excel and PDF,
 * and a station's diary of a week. What the report counts equals a count of the rows themselves.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AreaId, DeviceId, EntryId, playIdOf, UserId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import Database from 'better-sqlite3';
import { makePdf } from '#server/adapters/print/pdf';
import { makeXlsx } from '#server/adapters/sheets/xlsx';
import { createSqlStore } from '#server/adapters/sql/store';
import { createReportFlows } from '#server/flows/reports/reports';
import { settleDays } from '#server/flows/reports/settle-days';
import type { Store } from '#server/ports/store';
import { type Report, timed } from './figure.js';
import { communeAt, PROVINCE } from './province.js';

const COMMUNES = 135;
const BOXES = 2_500;
const DAYS = 365;
const FIRST = LocalDate.parse('2025-01-01');
const LAST = addDays(FIRST, DAYS - 1);
const MINUTES = [300, 690, 1020] as const;
const NOW = instantAt(addDays(LAST, 40), 600);

const actor = {
  userId: UserId.parse('usr-viewer'),
  username: 'viewer',
  fullName: 'Sở',
  role: 'viewer',
  areaId: PROVINCE,
} as const;

const boxes = Array.from({ length: BOXES }, (_, index) => ({
  id: DeviceId.parse(`box-${String(index).padStart(6, '0')}`),
  areaId: communeAt(index % COMMUNES),
}));

async function seed(store: Store): Promise<void> {
  const province = { level: 'province', kind: 'tinh', urban: false } as const;
  const commune = { level: 'commune', kind: 'xa', urban: false } as const;
  await store.areas.putAreas([
    { id: PROVINCE, parentId: null, name: 'Tỉnh', ...province },
    ...Array.from({ length: COMMUNES }, (_, index) => ({
      id: communeAt(index),
      parentId: PROVINCE,
      name: `Xã ${index + 1}`,
      ...commune,
    })),
  ]);
  for (const { id, areaId } of boxes) {
    await store.fleet.addDevice({
      id,
      areaId,
      name: id,
      position: null,
      state: 'enrolled',
      placeKind: 'residential',
      publicKey: null,
      secretHash: null,
      createdAt: 0,
    });
  }
}

/** Rows as publications and boxes leave them, written past the store: it is not what is measured. */
function fill(path: string): { planned: number; recorded: number } {
  const db = new Database(path);
  const airing = db.prepare('insert into planned_airings values (?,?,?,?,?,?,?,?,?)');
  const word = db.prepare(
    `insert into records (device_id, enrolment, seq, play_id, record, received_at)
      values (?,?,?,?,?,?)`,
  );
  const columns = db.prepare('pragma table_info(planned_airings)').all() as { name: string }[];
  const order = columns.map(({ name }) => name);
  const day = db.transaction((date: LocalDate, seq: number) => {
    for (const minute of MINUTES) {
      const startAt = instantAt(date, minute);
      for (const [place, { id, areaId }] of boxes.entries()) {
        const entry = EntryId.parse(`dong-${areaId}-${minute}`);
        const playId = playIdOf(entry, id, startAt);
        const row: Record<string, unknown> = {
          play_id: playId,
          entry_id: entry,
          device_id: id,
          area_id: areaId,
          title: 'Bản tin pháp luật',
          start_at: startAt,
          duration_ms: 900_000,
          priority: 'normal',
          cancelled_at: null,
        };
        airing.run(...order.map((name) => row[name]));
        if ((place + seq) % 50 !== 0) {
          const record = recordText(playId, startAt, seq * MINUTES.length + minute);
          word.run(id, 1, startAt, playId, record, startAt);
        }
      }
    }
  });
  for (let index = 0; index < DAYS; index += 1) day(addDays(FIRST, index), index);
  const rowsOf = (table: string): number =>
    (db.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
  // One record an airing, and every one tells of a whole airing.
  const counted = { planned: rowsOf('planned_airings'), recorded: rowsOf('records') };
  db.close();
  return counted;
}

const recordText = (playId: string, startAt: number, seq: number): string =>
  JSON.stringify({
    v: 1,
    seq,
    playId,
    recordedAt: startAt + 900_000,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    outcome: 'completed',
    startedAt: startAt,
    fromMs: 0,
    playedMs: 900_000,
    virtual: false,
  });

export async function reports(report: Report): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-bench-'));
  const path = join(dir, 'loaso.sqlite');
  const store = createSqlStore({ dialect: 'sqlite', path });
  try {
    await store.start();
    await seed(store);
    await measure(store, fill(path), report);
  } finally {
    await store.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const given = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

async function measure(
  store: Store,
  { planned, recorded }: ReturnType<typeof fill>,
  report: Report,
): Promise<void> {
  const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
  const ports = {
    store,
    log,
    clock: { now: () => NOW },
    makers: { xlsx: makeXlsx, pdf: makePdf },
  } as unknown as Parameters<typeof createReportFlows>[0];
  const flows = createReportFlows(ports);
  const tell = (name: string, value: number, unit: string, atMost?: number): void =>
    report({ name, value, unit, goal: atMost === undefined ? null : { atMost } });
  tell('airings of boxes in the year', planned, 'airings');
  const night = await timed(() => settleDays(ports, FIRST, FIRST));
  tell('one day settled at night', night, 'ms');
  tell('the other 364 days', await timed(() => settleDays(ports, FIRST, LAST)), 'ms');
  const span = { areaId: AreaId.parse(PROVINCE), from: FIRST, to: LAST };
  let counted = '';
  const screen = await timed(async () => {
    const { totals } = given(await flows.report(actor, span));
    counted = `${totals.planned} ${totals.aired} ${totals.unknown}`;
  });
  const direct = `${planned} ${recorded} ${planned - recorded}`;
  if (counted !== direct) throw new Error(`the report counts ${counted}, the tables ${direct}`);
  tell('yearly report on screen', screen, 'ms', 10_000);
  tell('as Excel', await timed(() => flows.reportFile(actor, span, 'xlsx')), 'ms', 10_000);
  const week = { areaId: communeAt(0), from: addDays(LAST, -6), to: LAST };
  let lines = 0;
  const diary = await timed(async () => {
    lines = given(await flows.diary(actor, week)).lines.length;
  });
  if (lines !== 7 * MINUTES.length) throw new Error(`the diary has ${lines} lines`);
  tell('diary of a station, one week', diary, 'ms', 10_000);
  tell('as PDF', await timed(() => flows.reportFile(actor, span, 'pdf')), 'ms', 10_000);
}
