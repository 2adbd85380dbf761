/** A commune that was divided in the middle of a span: no figure of the past changes, and it is counted once, on a real store. */
import { AreaId } from '@loaso/shared/ids';
import { addDays } from '@loaso/shared/time';
import { expect } from 'chai';
import { createHashing } from '#server/adapters/system/hashing';
import { createPeopleFlows } from '#server/flows/people/people';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, QUY_NHON } from '../../../support/store.js';

const EAST = AreaId.parse('21598');
const WEST = AreaId.parse('21599');
const COMMUNES = 'Mã xã;Tên xã;Áp dụng từ;Hình thành từ;Căn cứ';

describe('a commune that was divided', () => {
  let room: CoverageRoom;
  let past: unknown;

  before(async () => {
    room = await openCoverageRoom();
    const entry = await room.fleet.addLine('sang');
    const box = await room.fleet.box();
    for (const [seq, day] of [40, 30, 10].entries()) {
      await room.aired(box, entry, { day: ago(room, day), heard: day !== 30, seq: seq + 1 });
    }
    past = await figures();
    const rows = [EAST, WEST].map(
      (id, index) => `${id};Phường ${index === 0 ? 'Đông' : 'Tây'};${written(reform())};21583;NQ 1`,
    );
    const text = [COMMUNES, ...rows].join('\n');
    expect((await room.take('communes', text, actorOf('administrator'))).faults).to.deep.equal([]);
  });
  after(() => room.close());

  const viewer = actorOf('viewer');
  const reform = () => ago(room, 20);
  const span = () => ({ from: ago(room, 60), to: ago(room, 1) });
  const flows = () => reportFlowsOn(room.fleet.ports.store, room.fleet.ports.clock.now);
  const figures = async () => {
    const days = { from: ago(room, 60), to: addDays(reform(), -1) };
    const { totals, byMonth, byField, byArea, airings } = given(await flows().report(viewer, days));
    const { year, communes } = given(await flows().evaluation(viewer, days));
    const own = given(await flows().report(viewer, { ...days, areaId: QUY_NHON })).totals;
    return { totals, byMonth, byField, byArea, airings, year, communes, own };
  };

  it('changes no figure of the time before', async () => {
    expect(past).to.have.nested.property('totals.planned', 2);
    expect(await figures()).to.deep.equal(past);
  });

  it('stands in the report of the province under its own name, once, and rows add up', async () => {
    const { totals, byArea } = given(await flows().report(viewer, span()));
    const end = written(addDays(reform(), -1));
    expect(byArea.map(({ areaId, name }) => [areaId, name])).to.deep.equal([
      [QUY_NHON, `Phường Quy Nhơn (đến hết ${end}; đã chia thành Phường Đông, Phường Tây)`],
    ]);
    const sum = byArea.reduce((all, { sums }) => all + sums.planned, 0);
    expect([sum, totals.planned]).to.deep.equal([3, 3]);
    for (const areaId of [EAST, WEST]) {
      const own = given(await flows().report(viewer, { ...span(), areaId }));
      expect([own.totals.planned, own.includes]).to.deep.equal([0, undefined]);
    }
  });

  it('is told in the evaluation with what it became, and is none of the communes of its end', async () => {
    const { communes } = given(await flows().evaluation(viewer, span()));
    expect(communes.divided.map(({ sums, ...one }) => [one, sums.planned])).to.deep.equal([
      [
        {
          areaId: QUY_NHON,
          name: 'Phường Quy Nhơn',
          until: addDays(reform(), -1),
          into: ['Phường Đông', 'Phường Tây'],
        },
        3,
      ],
    ]);
    expect(communes.unaired.map(({ areaId }) => areaId)).to.include.members([EAST, WEST]);
    expect(communes.unaired.map(({ areaId }) => areaId)).to.not.include(QUY_NHON);
    const later = given(await flows().evaluation(viewer, { from: reform(), to: ago(room, 1) }));
    expect(later.communes.divided).to.deep.equal([]);
  });

  it('is told to screens as no more, with a cluster that still hangs there', async () => {
    const people = createPeopleFlows({ ...room.fleet.ports, hashing: createHashing() } as never);
    const areas = given(await people.areas(viewer));
    const ended = areas.flatMap(({ id, ended: of }) => (of === undefined ? [] : [[id, of]]));
    expect(ended[0]).to.deep.equal([QUY_NHON, { on: addDays(reform(), -1), clusters: true }]);
    expect(areas.find(({ id }) => id === EAST)).to.not.have.property('ended');
  });
});
