/** Minutes of sound per hamlet, on a real store: what reaches it counts, at one time once, by what boxes recorded. */
import { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { addDays } from '@loaso/shared/time';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { SoundsReport } from '@loaso/shared/wire/http/report-noise';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { expect } from 'chai';
import type { Actor } from '#server/flows/flows';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { codeOf, given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, QUY_NHON } from '../../../support/store.js';

const HEAD =
  'Mã thôn;Tên thôn;Số dân;Vĩ độ;Kinh độ;Bán kính khu dân cư (m);Áp dụng từ;Hình thành từ;Ngôn ngữ';
const CLUSTERS =
  'Mã cụm;Công suất mỗi loa (W);Độ cao (m);Địa hình;Vĩ độ;Kinh độ;Ngày lắp;Áp dụng từ';

describe('minutes of sound of a hamlet', () => {
  let room: CoverageRoom;
  beforeEach(async () => {
    room = await openCoverageRoom();
  });
  afterEach(() => room.close());

  const flows = () => {
    const { store, clock } = room.fleet.ports;
    return reportFlowsOn(store, clock.now);
  };
  const span = () => ({ from: ago(room, 9), to: ago(room, 1) });

  /** The minutes and the speakers of each hamlet, and of its worst day, are those that it opens. */
  async function mustOpen(actor: Actor, asked: PeriodSpan): Promise<SoundsReport[]> {
    const { hamlets } = given(await flows().noise(actor, asked));
    const opened: SoundsReport[] = [];
    for (const { areaId: hamlet, clusters, soundMs, worstDay, worstDayMs } of hamlets) {
      const found = given(await flows().sounds(actor, { ...asked, hamlet }));
      expect([found.soundMs, found.clusters.length]).to.deep.equal([soundMs, clusters]);
      const added = found.sounds.reduce((sum, { addedMs }) => sum + addedMs, 0);
      expect([added, found.total]).to.deep.equal([soundMs, found.sounds.length]);
      opened.push(found);
      if (worstDay === null) continue;
      const day = given(await flows().sounds(actor, { ...asked, hamlet, day: worstDay }));
      expect(day.soundMs).to.equal(worstDayMs);
    }
    return opened;
  }

  it('are those of every speaker it hears, together once, and of no other', async () => {
    const from = written(ago(room, 60));
    const hamlets = [
      HEAD,
      `21583-11;Khu phố 1;812;13,7800;109,2200;100;${from};;`,
      `21607-11;Thôn Đông;655;13,6200;109,3500;100;${from};;`,
      `21607-12;Thôn Tây;100;;;;${from};;`,
    ];
    await room.take('hamlets', hamlets.join('\n'));
    const entry = await room.fleet.addLine('sang');
    const [first, second] = [await room.fleet.box(), await room.fleet.box()];
    const site = ({ id }: { readonly id: string }) =>
      `${id};25;8;làng xóm;13,7800;109,2200;${from};${from}`;
    await room.take('clusters', [CLUSTERS, site(first), site(second)].join('\n'));
    for (const box of [first, second]) {
      await room.aired(box, entry, { day: ago(room, 5), heard: true, seq: 1 });
    }
    await room.aired(first, entry, { day: ago(room, 4), heard: true, seq: 2 });
    await room.aired(first, entry, { day: ago(room, 3), heard: false, seq: 3 });
    const report = given(await flows().noise(actorOf('viewer'), span()));
    const told = report.hamlets.map(({ name, placed, clusters, soundMs }) => [
      name,
      placed,
      clusters,
      soundMs,
    ]);
    expect(told).to.deep.equal([
      ['Khu phố 1', true, 2, 120_000],
      ['Thôn Đông', true, 0, 0],
      ['Thôn Tây', false, 0, 0],
    ]);
    const [most] = report.hamlets;
    expect([most?.worstDay, most?.worstDayMs]).to.deep.equal([ago(room, 5), 60_000]);
    expect([report.days, report.unplaced]).to.deep.equal([9, 1]);
    expect(report.meanDayMs).to.equal(Math.round((120_000 * 812) / (812 + 655) / 9));
    const own = given(await flows().noise(actorOf('official'), span()));
    expect(own.hamlets.map(({ name }) => name)).to.deep.equal(['Khu phố 1']);
    const [ward] = await mustOpen(actorOf('viewer'), span());
    expect(ward?.sounds.map(({ deviceId, addedMs }) => [deviceId, addedMs])).to.deep.equal([
      [first.id, 60_000],
      [second.id, 0],
      [first.id, 60_000],
    ]);
    const island = { ...span(), hamlet: AreaId.parse('21607-11') };
    expect(codeOf(await flows().sounds(actorOf('official'), island))).to.equal('not-found');
    const csv = await flows().noiseFile(actorOf('viewer'), span(), 'csv');
    expect(new TextDecoder().decode(given(csv)))
      .to.include('Khu phố 1')
      .and.to.include('Thôn Tây');
  });

  it('are told of each station by what its own boxes sounded on the days they were in it', async () => {
    const from = written(ago(room, 60));
    await room.take('hamlets', `${HEAD}\n21583-11;Khu phố 1;812;13,7800;109,2200;100;${from};;`);
    const entry = await room.fleet.addLine('sang');
    const [first, second] = [await room.fleet.box(), await room.fleet.box()];
    const site = ({ id }: { readonly id: string }) =>
      `${id};25;8;làng xóm;13,7800;109,2200;${from};${from}`;
    await room.take('clusters', [CLUSTERS, site(first), site(second)].join('\n'));
    for (const [seq, days] of [5, 4, 3].entries()) {
      await room.aired(first, entry, { day: ago(room, days), heard: true, seq: seq + 1 });
    }
    await room.aired(second, entry, { day: ago(room, 5), heard: true, seq: 1 });
    const { schedule, stations } = room.fleet.stored.store;
    const [old, later] = ['g-cu', 'g-moi'].map((id) => ClusterGroupId.parse(id));
    for (const id of [old, later]) {
      if (id === undefined) continue;
      const about = { id, areaId: QUY_NHON, name: id, stationName: id, changedAt: 1 };
      await schedule.putClusterGroup({ ...about, deviceIds: [] });
    }
    await stations.putStationFacts([
      { deviceId: first.id, from: ago(room, 30), stationId: old ?? null },
      { deviceId: first.id, from: ago(room, 3), stationId: later ?? null },
    ]);
    const soundOf = async (station?: StationChoice) => {
      const { hamlets } = given(await flows().noise(actorOf('official'), { ...span(), station }));
      return hamlets.map(({ clusters, soundMs }) => [clusters, soundMs]);
    };
    for (const station of [undefined, old, later, 'none'] as const) {
      await mustOpen(actorOf('official'), { ...span(), station });
    }
    expect(await soundOf()).to.deep.equal([[2, 180_000]]);
    expect(await soundOf(old)).to.deep.equal([[0, 120_000]]);
    expect(await soundOf(later)).to.deep.equal([[1, 60_000]]);
    expect(await soundOf('none')).to.deep.equal([[1, 60_000]]);
    const csv = await flows().noiseFile(actorOf('official'), { ...span(), station: later }, 'csv');
    expect(new TextDecoder().decode(given(csv)))
      .to.include('Phường Quy Nhơn · Đài truyền thanh g-moi')
      .and.to.include('Chỉ tính loa của đài này');
  });

  it('of days to come are not counted as quiet', async () => {
    const ahead = { from: ago(room, 0), to: addDays(ago(room, 0), 5) };
    expect(given(await flows().noise(actorOf('viewer'), ahead)).days).to.equal(1);
  });
});
