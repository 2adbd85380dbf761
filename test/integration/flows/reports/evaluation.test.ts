/** The evaluation of a year on a real store: the figures of the other reports, whom it reaches, what officials say of it. */
import { execFileSync } from 'node:child_process';
import { LocalDate } from '@loaso/shared/time';
import type { NewRemarks } from '@loaso/shared/wire/http/report-evaluation';
import { expect } from 'chai';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { codeOf, given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';
import { partOf } from './zip-part.js';

const HEAD = 'Mã thôn;Tên thôn;Số dân;Khu vực;Vĩ độ;Kinh độ;Bán kính khu dân cư (m);Áp dụng từ';
const CLUSTERS =
  'Mã cụm;Công suất mỗi loa (W);Độ cao (m);Địa hình;Vĩ độ;Kinh độ;Ngày lắp;Áp dụng từ';

describe('the evaluation of a year', () => {
  let room: CoverageRoom;
  let toldLate: () => Promise<void>;
  before(async () => {
    room = await openCoverageRoom();
    const from = written(ago(room, 300));
    await room.take(
      'hamlets',
      [
        HEAD,
        `21583-11;Khu phố 1;1000;đô thị;13,7800;109,2200;100;${from}`,
        `21583-12;Khu phố 2;250;đô thị;13,9000;109,4000;100;${from}`,
        `21607-11;Thôn Đông;500;nông thôn;13,6200;109,3500;100;${from}`,
      ].join('\n'),
    );
    const entry = await room.fleet.addLine('sang');
    const box = await room.fleet.box();
    const site = `${box.id};25;8;làng xóm;13,7800;109,2200;${from};${from}`;
    await room.take('clusters', [CLUSTERS, site].join('\n'));
    for (const [seq, day] of [200, 150, 5].entries()) {
      await room.aired(box, entry, { day: ago(room, day), heard: day !== 150, seq: seq + 1 });
    }
    toldLate = () => room.aired(box, entry, { day: ago(room, 150), heard: true, seq: 2 });
  });
  after(() => room.close());

  const flows = () => {
    const { store, clock } = room.fleet.ports;
    return reportFlowsOn(store, clock.now);
  };
  const year = () => ({ from: ago(room, 250), to: ago(room, 1) });
  const viewer = actorOf('viewer');
  const official = actorOf('official');

  it('has the figures of the other reports, and none of its own', async () => {
    const told = given(await flows().evaluation(viewer, year()));
    const all = given(await flows().report(viewer, year()));
    const law = given(await flows().report(viewer, { ...year(), law: 'true' }));
    const faults = given(await flows().faults(viewer, year()));
    expect(all.totals.planned).to.equal(3);
    expect(told.year.all).to.deep.equal({ totals: all.totals, airings: all.airings });
    expect(told.year.law).to.deep.equal({ totals: law.totals, airings: law.airings });
    expect(told.year.faults).to.deep.equal(faults.total);
    expect(told.byField).to.deep.equal(all.byField);
    expect(told.before).to.equal(null);
  });

  it('says whom it reaches as coverage does, against the target of the year, by the law alone', async () => {
    const told = given(await flows().evaluation(viewer, year()));
    const cover = given(
      await room.flows.report(viewer, { on: year().to, law: 'true', areaId: PROVINCE }),
    );
    const { paper, heard30 } = cover.targets;
    expect(told.reach.targets).to.deep.equal({ paper, heard30 });
    expect(told.reach.points.at(-1)).to.deep.equal({
      on: year().to,
      urban: { people: 1250, reached: reachedIn(cover.urban) },
      rural: { people: 500, reached: reachedIn(cover.rural) },
    });
    expect(told.reach.points).to.have.length(4);
    const behind = told.reach.behind.map(({ name, missing }) => [name, missing]);
    const lacks = 1000 - reachedIn(cover.urban).heard30;
    expect(behind).to.deep.equal(
      [...(lacks > 0 ? [['Phường Quy Nhơn', lacks]] : []), ['Xã Nhơn Châu', 300]].sort(
        ([, a], [, b]) => Number(b) - Number(a),
      ),
    );
  });

  it('names the communes in which nothing about the law was heard', async () => {
    const { communes } = given(await flows().evaluation(viewer, year()));
    expect(communes.total).to.equal(3);
    expect(communes.unaired.find(({ areaId }) => areaId === NHON_CHAU)?.why).to.equal(
      'not-planned',
    );
    expect(communes.aired).to.equal(communes.total - communes.unaired.length);
  });

  it('is a commune’s own for its official, and nobody else’s', async () => {
    const own = given(await flows().evaluation(official, year()));
    expect([own.areaId, own.level, own.year.all.totals.planned]).to.deep.equal([
      QUY_NHON,
      'commune',
      3,
    ]);
    const other = await flows().evaluation(official, { ...year(), areaId: NHON_CHAU });
    expect(codeOf(other)).to.equal('not-found');
  });

  const words = (seen: number, comment: string): NewRemarks => ({
    ...year(),
    areaId: QUY_NHON,
    seen,
    office: 'Ủy ban nhân dân phường Quy Nhơn',
    parent: '',
    comment,
    proposal: 'Lắp thêm cụm loa ở khu phố 2.',
    recipients: '- Sở Tư pháp;\n- Lưu: VT.',
    signer: 'Chủ tịch',
  });

  it('keeps what the official says in versions, with who and when', async () => {
    const { store } = room.fleet.ports;
    given(await flows().saveRemarks(official, words(0, 'Bản đầu')));
    const { versions } = given(await flows().saveRemarks(official, words(1, 'Bản sửa')));
    expect(versions.map(({ version, comment }) => [version, comment])).to.deep.equal([
      [2, 'Bản sửa'],
      [1, 'Bản đầu'],
    ]);
    const told = given(await flows().evaluation(official, year()));
    expect(told.remarks).to.deep.equal(versions[0]);
    const [event] = (await store.audit.events(1)).filter(({ act }) => act === 'report.remarks');
    expect(event?.target).to.equal(`area:${QUY_NHON}`);
  });

  it('takes no word over one that was not seen, from no reader, and of no other area', async () => {
    expect(codeOf(await flows().saveRemarks(official, words(0, 'cũ')))).to.equal(
      'changed-meanwhile',
    );
    expect(codeOf(await flows().saveRemarks(viewer, words(2, 'x')))).to.equal('not-allowed');
    const technician = { ...actorOf('technician'), areaId: QUY_NHON };
    expect(codeOf(await flows().saveRemarks(technician, words(2, 'x')))).to.equal('not-allowed');
    const away = { ...words(0, 'x'), areaId: NHON_CHAU };
    expect(codeOf(await flows().saveRemarks(official, away))).to.equal('not-found');
  });

  it('is an office paper in print, with what the official said, every Vietnamese letter', async () => {
    const file = given(await flows().evaluationFile(official, year(), 'pdf'));
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file })
      .toString()
      .normalize('NFC')
      .replaceAll(/\s+/g, ' ');
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'ỦY BAN NHÂN DÂN PHƯỜNG QUY NHƠN',
      'Số: /BC-',
      'Bản sửa',
      'Lắp thêm cụm loa ở khu phố 2.',
      'Nơi nhận:',
      '- Sở Tư pháp;',
      'CHỦ TỊCH',
    ]) {
      expect(text).to.include(words);
    }
  });

  it('is the same in Excel and as CSV, where a formula is text', async () => {
    given(await flows().saveRemarks(official, words(2, '=1+1')));
    const book = given(await flows().evaluationFile(official, year(), 'xlsx'));
    expect(partOf(book, 'xl/worksheets/sheet1.xml')).to.not.include('<f>');
    expect(partOf(book, 'xl/sharedStrings.xml')).to.include('So với chỉ tiêu');
    const csv = new TextDecoder().decode(
      given(await flows().evaluationFile(official, year(), 'csv')),
    );
    expect(csv)
      .to.include("'=1+1")
      .and.to.not.match(/(^|;)=/m);
  });

  it('of days to come looks at today, and at no later one', async () => {
    const from = ago(room, 10);
    const told = given(
      await flows().evaluation(viewer, {
        from,
        to: LocalDate.parse(`${Number(from.slice(0, 4)) + 1}-01-01`),
      }),
    );
    expect(told.reach.on).to.equal(room.today());
  });

  it('is told anew when a word of it comes months later, and by that word alone', async () => {
    const span = { from: ago(room, 210), to: ago(room, 140) };
    const heard = async () => {
      const { reach, year: own } = given(await flows().evaluation(viewer, span));
      const { aired, unknown } = own.law.totals;
      return [reach.points.at(-1)?.urban.reached.heard30 ?? null, aired, unknown];
    };
    const before = await heard();
    expect(await heard()).to.deep.equal(before);
    await toldLate();
    const after = await heard();
    expect(before).to.deep.equal([0, 1, 1]);
    expect(after).to.deep.equal([1000, 2, 0]);
  });
});

const reachedIn = ({
  reached,
}: {
  readonly reached: { readonly paper: { people: number }; readonly heard30: { people: number } };
}) => ({ paper: reached.paper.people, heard30: reached.heard30.people });
