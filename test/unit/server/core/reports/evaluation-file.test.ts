/** The paper of a year (`evaluation-file`, `evaluation-reach-file`, `paper`): every figure of the screen, and what the official said. */
import { AreaId } from '@loaso/shared/ids';
import { instant, LocalDate } from '@loaso/shared/time';
import { Evaluation } from '@loaso/shared/wire/http/report-evaluation';
import { expect } from 'chai';
import { csvOfPaper } from '#server/core/reports/csv';
import { evaluationPaper } from '#server/core/reports/evaluation-file';
import { reachPart } from '#server/core/reports/evaluation-reach-file';
import type { Paper } from '#server/core/reports/paper';
import { NO_SUMS } from '#server/core/reports/sums';

const on = (day: string): LocalDate => LocalDate.parse(day);
const NO_FAULTS = { faults: 0, mended: 0, open: 0, medianMs: null, longestMs: null };
const LAW = { ...NO_SUMS, planned: 100, aired: 90, missed: 10, airedMs: 5_400_000 };
const side = (people: number, heard: number) => ({
  people,
  reached: { paper: people, heard30: heard },
});
const row = (urban: boolean, targetPercent: number) => ({
  ...{ year: 2027, urban, targetPercent },
  reachedPercent: 50,
  missingPeople: 300,
  met: false,
});

const evaluation = (change: Partial<Evaluation> = {}): Evaluation =>
  Evaluation.parse({
    areaId: AreaId.parse('52'),
    areaName: 'Tỉnh Gia Lai',
    from: on('2026-01-01'),
    to: on('2026-12-31'),
    asOf: instant(1_790_000_000_000),
    level: 'province',
    target: { year: 2027, urbanPercent: 80, ruralPercent: 60 },
    reach: {
      on: on('2026-12-31'),
      targets: { paper: [row(true, 80)], heard30: [row(true, 80), row(false, 60)] },
      points: [{ on: on('2026-12-31'), urban: side(1000, 500), rural: side(0, 0) }],
      behind: [
        {
          ...{ areaId: '21583', name: 'Phường Quy Nhơn' },
          people: 1000,
          reached: 500,
          missing: 300,
          unreached: 500,
        },
      ],
      behindTotal: 7,
      unplacedPeople: 1240,
      emptyCommunes: 0,
    },
    year: {
      ...{ from: on('2026-01-01'), to: on('2026-12-31'), faults: NO_FAULTS },
      law: { totals: LAW, airings: 20 },
      all: { totals: LAW, airings: 30 },
      warnings: 1,
      drills: 2,
    },
    before: null,
    byField: [{ key: 'law', sums: LAW }],
    communes: {
      total: 3,
      aired: 2,
      unaired: [{ areaId: '21607', name: 'Xã Nhơn Châu', why: 'no-word' }],
      divided: [
        {
          areaId: '21500',
          name: 'Xã Cũ',
          until: '2025-06-30',
          into: ['Xã Đông', 'Xã Tây'],
          sums: { ...NO_SUMS, planned: 9, aired: 7 },
        },
      ],
    },
    clusters: { total: 9, notEnrolled: 1, silent30: 2 },
    byCause: [],
    slowestMs: 8_400,
    cut: false,
    demo: false,
    remarks: null,
    ...change,
  });

const REMARKS = {
  ...{ version: 3, by: 'Lan', at: 1 },
  office: 'Sở Tư pháp',
  parent: 'UBND tỉnh',
  comment: 'Dòng một\n\n Dòng hai ',
  proposal: '',
  recipients: '- UBND tỉnh;\n– Lưu: VT.',
  signer: '',
};

const tableIn = ({ parts }: Paper, title: string) =>
  parts.flatMap(({ tables }) => tables).find((table) => table.title.startsWith(title));

describe('the paper of a year', () => {
  it('has what the official said, and stands ready where nothing was said yet', () => {
    const said = evaluationPaper(evaluation({ remarks: REMARKS }));
    expect([said.office, said.parent, said.signer, said.recipients]).to.deep.equal([
      'Sở Tư pháp',
      'UBND tỉnh',
      'THỦ TRƯỞNG ĐƠN VỊ',
      ['UBND tỉnh;', 'Lưu: VT.'],
    ]);
    expect(said.parts.at(-2)?.sentences).to.deep.equal(['Dòng một', 'Dòng hai']);
    expect(said.parts.at(-1)?.sentences.join('')).to.match(/^…+$/);
    const bare = evaluationPaper(evaluation());
    expect([bare.office, bare.place, bare.parent]).to.deep.equal(['Tỉnh Gia Lai', 'Gia Lai', '']);
    expect(bare.recipients[0]).to.equal('Sở Tư pháp (tổng hợp);');
  });

  it('names in the table of a year hours and shares, and no change where no year was before', () => {
    const rows = tableIn(evaluationPaper(evaluation()), 'So với năm trước')?.rows ?? [];
    expect(rows.slice(0, 4).map(([, now, ago, more]) => [now, ago, more])).to.deep.equal([
      [20, null, null],
      [90, null, null],
      [1.5, null, null],
      [90, null, null],
    ]);
    const before = { ...evaluation().year, law: { totals: { ...LAW, airedMs: 0 }, airings: 26 } };
    const held = tableIn(evaluationPaper(evaluation({ before })), 'So với năm trước')?.rows ?? [];
    expect(held[0]?.slice(1)).to.deep.equal([20, 26, -6]);
    expect(held[2]?.slice(1)).to.deep.equal([1.5, 0, 1.5]);
  });

  it('says how many communes are left out, whom nobody placed, and why one heard nothing', () => {
    const told = evaluation();
    const reach = reachPart(told);
    expect(reach.tables[2]?.title).to.include('còn 6 nơi');
    expect(reach.tables[2]?.rows).to.deep.equal([['Phường Quy Nhơn', 1000, 500, 300, 500]]);
    expect(reach.sentences.join(' ')).to.include('1.240 người');
    expect(reach.tables[1]?.rows).to.deep.equal([['31/12/2026', 50, 0, 100, 0]]);
    const why = tableIn(evaluationPaper(told), 'Xã, phường không phát')?.rows;
    expect(why).to.deep.equal([['Xã Nhơn Châu', 'có xếp lịch nhưng cụm loa chưa gửi nhật ký']]);
  });

  it('tells of a commune that was divided under its own name, and with whom it is counted', () => {
    const law = evaluationPaper(evaluation()).parts.find(({ heading }) =>
      heading.startsWith('II.'),
    );
    expect(law?.sentences.at(-1)).to.equal(
      'Xã Cũ đến hết ngày 30/06/2025 đã chia thành Xã Đông, Xã Tây; đến ngày đó đã phát 7 lượt bản tin ' +
        'pháp luật, tính một lần trong tổng của tỉnh và không tính cho địa bàn mới nào.',
    );
  });

  it('of a commune has no table of communes', () => {
    const own = evaluation({
      level: 'commune',
      communes: { total: 0, aired: 0, unaired: [], divided: [] },
    });
    expect(reachPart(own).tables).to.have.length(2);
    expect(tableIn(evaluationPaper(own), 'Xã, phường')).to.equal(undefined);
  });

  it('is the same as CSV, where no word can be a formula', () => {
    const csv = csvOfPaper(
      evaluationPaper(evaluation({ remarks: { ...REMARKS, comment: '=A1' } })),
    );
    expect(csv).to.include("'=A1").and.to.include('Phường Quy Nhơn;1000;500;300;500');
  });
});
