/** A commune that went to another in the middle of a span: report, coverage and evaluation say the same of it, on a real store. */
import { AreaId } from '@loaso/shared/ids';
import { addDays } from '@loaso/shared/time';
import { AiringsQuery } from '@loaso/shared/wire/http/report-airings';
import { expect } from 'chai';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const NEW = AreaId.parse('21599');
const COMMUNES = 'Mã xã;Tên xã;Áp dụng từ;Hình thành từ;Căn cứ';
const HAMLETS = 'Mã thôn;Tên thôn;Số dân;Áp dụng từ';

describe('a commune that went to another', () => {
  let room: CoverageRoom;
  before(async () => {
    room = await openCoverageRoom();
    const entry = await room.fleet.addLine('sang');
    const box = await room.fleet.box();
    for (const [seq, day] of [40, 30, 10, 5].entries()) {
      await room.aired(box, entry, { day: ago(room, day), heard: true, seq: seq + 1 });
    }
    const since = written(ago(room, 90));
    await room.take('hamlets', `${HAMLETS}\n21583-11;Khu phố 1;800;${since}`);
    // Settled before anybody spoke of a reform.
    given(await flows().report(viewer, span()));
    const row = `${NEW};Phường Quy Nhơn Mới;${written(reform())};21583;Nghị quyết 1`;
    const taken = await room.take('communes', `${COMMUNES}\n${row}`, actorOf('administrator'));
    expect([taken.taken, taken.faults]).to.deep.equal([1, []]);
  });
  after(() => room.close());

  const viewer = actorOf('viewer');
  const reform = () => ago(room, 20);
  const span = () => ({ from: ago(room, 60), to: ago(room, 1) });
  const flows = () => {
    const { store, clock } = room.fleet.ports;
    return reportFlowsOn(store, clock.now);
  };
  const included = () => [{ areaId: QUY_NHON, name: QUY_NHON, until: addDays(reform(), -1) }];

  it('is in the report of the new one up to its last day, and the report says so', async () => {
    const report = given(await flows().report(viewer, { ...span(), areaId: NEW }));
    expect(report.totals.planned).to.equal(4);
    expect(report.areaName).to.equal('Phường Quy Nhơn Mới');
    expect(report.includes?.map(({ areaId, until }) => [areaId, until])).to.deep.equal(
      included().map(({ areaId, until }) => [areaId, until]),
    );
    const file = await flows().reportFile(viewer, { ...span(), areaId: NEW }, 'csv');
    expect(new TextDecoder().decode(given(file))).to.include('Gồm cả địa bàn cũ: ');
    const query = AiringsQuery.parse({ ...span(), areaId: NEW, figure: 'planned' });
    expect(given(await flows().airings(viewer, query)).total).to.equal(4);
    const after = { from: reform(), to: ago(room, 1), areaId: NEW };
    expect(given(await flows().report(viewer, after)).includes).to.equal(undefined);
  });

  it('stands in the report of the province by its own time, and rows add up', async () => {
    const report = given(await flows().report(viewer, span()));
    const rows = report.byArea.map(({ areaId, name, sums }) => [areaId, name, sums.planned]);
    const end = written(addDays(reform(), -1));
    expect(rows).to.deep.include([NEW, 'Phường Quy Nhơn Mới', 2]);
    expect(rows).to.deep.include([QUY_NHON, `Phường Quy Nhơn (đến hết ${end})`, 2]);
    const sum = report.byArea.reduce((total, { sums }) => total + sums.planned, 0);
    expect([sum, report.totals.planned]).to.deep.equal([4, 4]);
  });

  it('has its people in the coverage of the new one, on every day once', async () => {
    for (const on of [ago(room, 30), ago(room, 2)]) {
      const cover = async (areaId: AreaId) =>
        given(await room.flows.report(viewer, { areaId, on })).total.people;
      expect([await cover(NEW), await cover(PROVINCE)]).to.deep.equal([800, 800]);
    }
    const then = given(await room.flows.report(viewer, { areaId: NEW, on: ago(room, 30) }));
    const now = given(await room.flows.report(viewer, { areaId: NEW, on: ago(room, 2) }));
    expect([then.includes?.length, now.includes]).to.deep.equal([1, undefined]);
    const { communes } = given(
      await room.flows.report(viewer, { areaId: PROVINCE, on: ago(room, 2) }),
    );
    expect(communes.map(({ areaId }) => areaId)).to.deep.equal([NEW]);
  });

  it('is no commune any more in the evaluation, nor one that lacks hamlets', async () => {
    const told = given(await flows().evaluation(viewer, span()));
    const named = told.communes.unaired.map(({ areaId }) => areaId);
    expect(named).to.include(NHON_CHAU).and.not.to.include(QUY_NHON);
    expect(told.communes.total).to.equal(3);
    expect(named).to.not.include(NEW);
    expect(told.reach.emptyCommunes).to.equal(2);
  });

  it('is told in the register with what it became, and taken by no commune’s official', async () => {
    const { communes } = given(await room.flows.registry(viewer, {}));
    expect(communes.map(({ areaId, until }) => [areaId, until])).to.deep.equal([
      [QUY_NHON, addDays(reform(), -1)],
      [NEW, null],
    ]);
    expect(communes[0]?.successors.map(({ name }) => name)).to.deep.equal(['Phường Quy Nhơn Mới']);
    const file = { text: `${COMMUNES}\n${NEW};X;01/01/2026;;`, mode: 'take' as const };
    const refused = await room.flows.importRegistry(actorOf('official'), 'communes', file);
    expect(refused.ok).to.equal(false);
    const away = { ...actorOf('administrator'), areaId: QUY_NHON };
    const told = given(await room.flows.importRegistry(away, 'communes', file));
    expect([told.taken, told.faultsTotal]).to.deep.equal([0, 1]);
  });
});
