/** Reports as sheets: every row has every column, every sum is the report's, no share is rounded up. */
import { instant, LocalDate } from '@loaso/shared/time';
import { type BroadcastReport, Diary } from '@loaso/shared/wire/http/reports';
import { expect } from 'chai';
import { spanOf } from '#server/core/reports/columns';
import { csvOf } from '#server/core/reports/csv';
import { diarySheet, reportSheet } from '#server/core/reports/file';
import type { Sheet } from '#server/core/reports/sheet';
import { NO_SUMS } from '#server/core/reports/sums';
import { QUY_NHON } from '../../../../support/store.js';

const SUMS = { ...NO_SUMS, planned: 2_501, aired: 2_499, missed: 1, unknown: 1, airedMs: 90_000 };
const DAY = LocalDate.parse('2026-05-29');
const T0 = instant(1_780_000_000_000);

const report: BroadcastReport = {
  areaId: QUY_NHON,
  areaName: 'Phường Quy Nhơn',
  from: DAY,
  to: DAY,
  law: true,
  asOf: T0,
  airings: 7,
  emergencies: 0,
  totals: SUMS,
  byField: [{ key: 'law', sums: SUMS }],
  byKind: [{ key: 'text', sums: SUMS }],
  byPriority: [{ key: 'normal', sums: SUMS }],
  bySource: [{ key: 'province', sums: SUMS }],
  byMonth: [{ key: '2026-05', sums: SUMS }],
  byArea: [{ areaId: QUY_NHON, name: 'Phường Quy Nhơn', sums: SUMS }],
};

const diary = Diary.parse({
  areaId: QUY_NHON,
  areaName: 'Phường Quy Nhơn',
  from: DAY,
  to: DAY,
  asOf: T0,
  cut: false,
  lines: [
    {
      areaId: QUY_NHON,
      areaName: 'Phường Quy Nhơn',
      entryId: 'ent-1',
      startAt: T0,
      durationMs: 90_000,
      title: '=HYPERLINK("x")',
      priority: 'normal',
      field: null,
      several: true,
      sums: SUMS,
    },
  ],
});

const even = ({ columns, rows, totals }: Sheet): boolean =>
  [...rows, totals ?? []].every((row) => row.length === columns.length);

describe('a report as a sheet', () => {
  it('says its period as people do', () => {
    const days = { from: '2026-05-01', to: '2026-05-31' };
    expect(spanOf(days)).to.equal('Từ ngày 01/05/2026 đến ngày 31/05/2026');
    expect(spanOf({ ...days, to: days.from })).to.equal('Ngày 01/05/2026');
  });

  it('has a cell for every column in every row', () => {
    expect([even(reportSheet(report)), even(diarySheet(diary))]).to.deep.equal([true, true]);
  });

  it('says the sums of the report, and rounds no share up to all', () => {
    const { totals, columns } = reportSheet(report);
    expect(totals).to.deep.equal(['Cộng', '', 2_501, 2_499, 0, 1, 1, 0, 99.9, 1.5]);
    expect(columns.map(({ head }) => head)).to.include('Chưa rõ');
  });

  it('tells airings by who ordered them', () => {
    const rows = reportSheet(report).rows.filter(([by]) => by === 'Nguồn tin');
    expect(rows.map((row) => row.slice(0, 4))).to.deep.equal([['Nguồn tin', 'Tỉnh', 2_501, 2_499]]);
    expect(csvOf(reportSheet(report))).to.include('Nguồn tin;Tỉnh;2501;2499');
  });

  it('names day, time and place as officials write them', () => {
    expect(diarySheet(diary).rows[0]?.slice(0, 4)).to.deep.equal([
      '29/05/2026',
      '03:26',
      'Phường Quy Nhơn',
      '=HYPERLINK("x")',
    ]);
    expect(diarySheet(diary).rows[0]?.[4]).to.equal('Nhiều lĩnh vực');
    expect(reportSheet(report).notes).to.include.members([
      'Ngày 29/05/2026',
      'Chỉ tính bản tin pháp luật',
    ]);
  });

  it('as CSV holds no formula', () => {
    expect(csvOf(diarySheet(diary))).to.include(`"'=HYPERLINK(""x"")"`);
  });
});
