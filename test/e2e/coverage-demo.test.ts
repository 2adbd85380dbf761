/**
 * Coverage of the demo province — độ phủ của bản trình diễn.
 *
 * Ten communes, three boxes that really play: what the register says, what the boxes say and what the
 * targets table says must agree, to the last person.
 */
import { CoverageReport, type CoverageSums } from '@loaso/shared/wire/http/coverage';
import { expect } from 'chai';
import { AN_NHON, PROVINCE, QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { fillRegister } from '../../deploy/demo/registry.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  SHORT_NOTICE,
  secondAhead,
} from '../support/e2e/air.js';
import { openWorld, type World } from '../support/e2e/world.js';

/** Decision 1462/QĐ-UBND, II.2: by year, of towns and of countryside, per cent. */
const DECIDED = [
  [2027, 80, 60],
  [2030, 90, 70],
] as const;

describe('e2e: coverage of the demo province', function () {
  this.timeout(300_000);
  let world: World;
  let report: CoverageReport;
  let wards: CoverageReport[];

  const ask = async (areaId: string): Promise<CoverageReport> =>
    CoverageReport.parse(await call(world.people.viewer, 'GET', `/api/coverage?areaId=${areaId}`));

  before(async () => {
    world = await openWorld({ boxes: 3 });
    for (const one of world.boxes) world.startBox(one);
    const made = [];
    for (const area of [QUY_NHON, AN_NHON]) {
      made.push({ area, bulletin: await approvedBulletin(world, SHORT_NOTICE, area) });
    }
    const lines = [];
    const at = secondAhead(6_000);
    for (const { area, bulletin } of made) lines.push(await airOnce(world, bulletin, at, area));
    await allReady(world);
    for (const [index, line] of lines.entries()) {
      await aired(world, line, { count: 2 - index, limitMs: 90_000 });
    }
    await fillRegister(world.people, world.boxes);
    report = await ask(PROVINCE);
    wards = [await ask(QUY_NHON), await ask(AN_NHON)];
  });
  after(() => world?.close());

  it('names every hamlet as made up, and every commune nobody has registered', () => {
    expect(report.communes).to.have.length(10);
    expect(report.notes.emptyCommunes).to.be.at.least(125);
    expect(report.notes.sources.map(({ source }) => source)).to.deep.equal([
      'Số liệu minh hoạ, không phải thống kê',
    ]);
    expect(report.notes).to.include({ demo: true, clusters: 15, placeless: 0 });
  });

  it('counts as ready and as heard the three hamlets whose boxes have just played', () => {
    const heard = wards.flatMap(({ hamlets }) =>
      hamlets.filter(({ shares }) => shares.heard7.sure === 1).map(({ areaId }) => areaId),
    );
    expect(heard).to.include.members([`${QUY_NHON}-01`, `${QUY_NHON}-02`, `${AN_NHON}-01`]);
    const { paper, today, heard7, heard30 } = report.total.reached;
    expect(heard30.people).to.equal(heard7.people);
    // The horns of An Nhơn hang on a torn wire: heard in the week, there and next door, ready no more.
    const torn = report.communes
      .map(({ areaId, sums: { reached } }) => ({ areaId, ...reached }))
      .filter((one) => one.today.people !== one.heard7.people);
    expect(torn.map(({ areaId }) => areaId))
      .to.include(AN_NHON)
      .and.to.not.include(QUY_NHON);
    expect(torn.map((one) => one.today.people)).to.deep.equal(torn.map(() => 0));
    const lost = torn.reduce((sum, one) => sum + one.heard7.people, 0);
    expect(today.people).to.equal(heard7.people - lost);
    expect(paper.people).to.be.above(today.people);
  });

  it('adds up: communes to the province, hamlets to their ward', () => {
    const sum = (of: (sums: CoverageSums) => number): number =>
      report.communes.reduce((total, { sums }) => total + of(sums), 0);
    expect(sum(({ people }) => people)).to.equal(report.total.people);
    expect(sum(({ hamlets }) => hamlets)).to.equal(report.total.hamlets);
    for (const { hamlets, total } of wards) {
      const people = hamlets.reduce((all, one) => all + one.people * one.shares.paper.sure, 0);
      expect(Math.round(people)).to.equal(total.reached.paper.people);
    }
  });

  it('sets towns and countryside against the decision, person by person', () => {
    for (const figure of ['paper', 'today', 'heard30'] as const) {
      const rows = DECIDED.flatMap(([year, urbanPercent, ruralPercent]) =>
        [
          { urban: true, side: report.urban, targetPercent: urbanPercent },
          { urban: false, side: report.rural, targetPercent: ruralPercent },
        ].map(({ urban, side, targetPercent }) => {
          const reached = side.reached[figure].people;
          const missingPeople = Math.max(
            0,
            Math.ceil((side.people * targetPercent) / 100) - reached,
          );
          const reachedPercent = Math.floor((reached * 1000) / side.people) / 10;
          const met = missingPeople === 0;
          return { year, urban, targetPercent, reachedPercent, missingPeople, met };
        }),
      );
      expect(report.targets[figure], figure).to.deep.equal(rows);
    }
  });
});
