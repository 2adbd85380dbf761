/** A figure of coverage opened: as many clusters as it counts, and hamlets whose people make it. */
import { type AreaId, ClusterGroupId } from '@loaso/shared/ids';
import type { CoverageReport, CoverageSums } from '@loaso/shared/wire/http/coverage';
import type { ClustersOf, HamletsOf, Side } from '@loaso/shared/wire/http/coverage-behind';
import type { StationClusters } from '@loaso/shared/wire/http/stations';
import { expect } from 'chai';
import { FIGURES, type Figure } from '#server/core/coverage/registry';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { codeOf, given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const viewer = actorOf('viewer');
const HEAD = 'Mã thôn;Tên thôn;Số dân;Khu vực;Vĩ độ;Kinh độ;Bán kính khu dân cư (m);Áp dụng từ';
const CLUSTERS =
  'Mã cụm;Công suất mỗi loa (W);Độ cao (m);Địa hình;Vĩ độ;Kinh độ;Ngày lắp;Áp dụng từ';
const STATION = ClusterGroupId.parse('g-cu');

describe('a figure of coverage that is opened', () => {
  let room: CoverageRoom;
  before(async () => {
    room = await openCoverageRoom();
    const from = written(ago(room, 100));
    await room.take(
      'hamlets',
      [
        HEAD,
        `21583-11;Khu phố 1;813;đô thị;13,7800;109,2200;900;${from}`,
        `21583-12;Khu phố 2;431;đô thị;13,7850;109,2200;700;${from}`,
        `21583-13;Khu phố 3;77;đô thị;;;;${from}`,
        `21607-11;Thôn Đông;655;nông thôn;13,6200;109,3500;800;${from}`,
        `21607-12;Thôn Tây;99;nông thôn;13,9000;109,4000;200;${from}`,
      ].join('\n'),
    );
    const entry = await room.fleet.addLine('sang');
    const [a, b, c] = [
      await room.fleet.box(),
      await room.fleet.box(),
      await room.fleet.box(NHON_CHAU),
    ] as const;
    const site = (id: string, lat: string, lng: string) =>
      `${id};25;8;làng xóm;${lat};${lng};${from};${from}`;
    await room.take(
      'clusters',
      [CLUSTERS, site(a.id, '13,7800', '109,2200'), site(b.id, '13,7890', '109,2200')].join('\n'),
    );
    await room.wellNow(a);
    const areaId = NHON_CHAU;
    await room.aired(a, entry, { day: ago(room, 20), heard: true, seq: 1 });
    await room.aired(b, entry, { day: ago(room, 3), heard: false, seq: 1 });
    await room.aired(c, entry, { day: ago(room, 2), heard: true, seq: 1, areaId });
    const { store } = room.fleet.ports;
    await store.schedule.putClusterGroup({
      ...{ id: STATION, areaId: QUY_NHON, name: 'Đài cũ', stationName: 'Nhơn Phú', changedAt: 1 },
      deviceIds: [a.id],
    });
    await store.stations.putStationFacts([
      { deviceId: a.id, from: ago(room, 50), stationId: STATION },
    ]);
  });
  after(() => room.close());

  type When = { readonly areaId: AreaId; readonly on?: ReturnType<typeof ago> };
  const asks = (): When[] => [
    ...[PROVINCE, QUY_NHON, NHON_CHAU].map((areaId) => ({ areaId })),
    { areaId: PROVINCE, on: ago(room, 10) },
  ];
  const report = async (when: When): Promise<CoverageReport> =>
    given(await room.flows.report(viewer, when));

  async function hamlets(when: When, of: HamletsOf, figure: Figure, side?: Side) {
    const found = given(await room.flows.hamlets(viewer, { ...when, of, figure, side }));
    expect(found.hamlets).to.have.length(found.total);
    return found;
  }

  const sum = (rows: readonly { readonly counted: number }[]): number =>
    rows.reduce((total, { counted }) => total + counted, 0);

  async function mustOpen(when: When, sums: CoverageSums, side?: Side): Promise<void> {
    for (const figure of FIGURES) {
      const { people, hamlets: halves, unknownPeople } = sums.reached[figure];
      const heard = await hamlets(when, 'people', figure, side);
      expect([heard.figure, Math.round(sum(heard.hamlets))]).to.deep.equal([people, people]);
      const half = await hamlets(when, 'hamlets', figure, side);
      expect([half.figure, half.total]).to.deep.equal([halves, halves]);
      const unknown = await hamlets(when, 'unknown', figure, side);
      expect(unknown.figure).to.equal(unknownPeople);
      // Both together are rounded once: what is unknown is the rest.
      const either = Math.round(sum(heard.hamlets) + sum(unknown.hamlets));
      expect(either).to.equal(people + unknownPeople);
      const others = await hamlets(when, 'unreached', figure, side);
      expect(others.figure).to.equal(sums.people - people);
      expect(sum(others.hamlets) + sum(heard.hamlets)).to.be.closeTo(sums.people, 1e-6);
    }
    const all = await hamlets(when, 'all', 'paper', side);
    expect([all.figure, all.total, sum(all.hamlets)]).to.deep.equal([
      sums.people,
      sums.hamlets,
      sums.people,
    ]);
    const unplaced = await hamlets(when, 'unplaced', 'paper', side);
    expect([unplaced.figure, unplaced.total, sum(unplaced.hamlets)]).to.deep.equal([
      sums.unplacedPeople,
      sums.unplacedHamlets,
      sums.unplacedPeople,
    ]);
  }

  it('is the people of its hamlets, in town and countryside, today and on a day that is over', async () => {
    for (const when of asks()) {
      const told = await report(when);
      await mustOpen(when, told.total);
      await mustOpen(when, told.urban, 'urban');
      await mustOpen(when, told.rural, 'rural');
    }
    const { total } = await report({ areaId: PROVINCE });
    expect(total.reached.heard30.people).to.be.greaterThan(0);
    expect(total.reached.heard7.unknownPeople).to.be.greaterThan(0);
  });

  async function clusters(when: When, of: ClustersOf, station?: StationClusters['id']) {
    const found = given(await room.flows.clusters(viewer, { ...when, of, station }));
    expect(found.clusters).to.have.length(found.total);
    return found;
  }

  async function mustOpenStation(when: When, station: StationClusters): Promise<void> {
    const { id, clusters: own, ...known } = station;
    expect((await clusters(when, 'all', id)).total).to.equal(own);
    for (const figure of ['today', 'heard7', 'heard30'] as const) {
      for (const word of ['yes', 'no', 'unknown'] as const) {
        const { total } = await clusters(when, `${figure}-${word}`, id);
        expect(total, `${id} ${figure} ${word}`).to.equal(known[figure][word]);
      }
    }
  }

  it('is as many clusters as it counts, of the notes and of each station', async () => {
    for (const when of asks()) {
      const { notes, stations = [], clusters: listed } = await report(when);
      const noted = {
        ...{ all: notes.clusters, 'today-unknown': notes.silentToday },
        ...{ 'heard30-unknown': notes.silent30, noHorn: notes.noHorn },
        ...{ notEnrolled: notes.notEnrolled, assumed: notes.assumed, placeless: notes.placeless },
      };
      for (const [of, n] of Object.entries(noted)) {
        expect((await clusters(when, of as ClustersOf)).total, of).to.equal(n);
      }
      const all = await clusters(when, 'all');
      const rows = all.clusters.map(({ areaName: _, communeName: __, ...one }) => one);
      // A province lists its communes alone.
      if (when.areaId !== PROVINCE) expect(rows).to.deep.equal(listed);
      for (const station of stations) await mustOpenStation(when, station);
    }
    const { stations } = await report({ areaId: QUY_NHON });
    expect(stations?.map(({ id, clusters: own }) => [id, own])).to.deep.equal([
      [STATION, 1],
      ['none', 1],
    ]);
  });

  it('is the clusters and the people of a year’s evaluation, on its last day and by the law alone', async () => {
    const { store, clock } = room.fleet.ports;
    const year = { from: ago(room, 90), to: ago(room, 1) };
    const told = given(await reportFlowsOn(store, clock.now).evaluation(viewer, year));
    const { clusters: counts, reach } = told;
    const asked = { areaId: told.areaId, on: reach.on, law: 'true' } as const;
    const count = async (of: ClustersOf) =>
      given(await room.flows.clusters(viewer, { ...asked, of })).total;
    const opened = [await count('all'), await count('notEnrolled'), await count('heard30-unknown')];
    expect(opened).to.deep.equal([counts.total, counts.notEnrolled, counts.silent30]);
    for (const point of reach.points) {
      for (const side of ['urban', 'rural'] as const) {
        for (const figure of ['paper', 'heard30'] as const) {
          const of = { ...asked, on: point.on, of: 'people', figure, side } as const;
          const found = given(await room.flows.hamlets(viewer, of));
          expect(found.figure).to.equal(point[side].reached[figure]);
        }
      }
    }
    for (const one of reach.behind) {
      const of = { ...asked, areaId: one.areaId, figure: 'heard30' } as const;
      const open = async (what: HamletsOf) =>
        given(await room.flows.hamlets(viewer, { ...of, of: what })).figure;
      expect([await open('all'), await open('people'), await open('unreached')]).to.deep.equal([
        one.people,
        one.reached,
        one.unreached,
      ]);
    }
    expect(reach.behind).to.not.be.empty;
  });

  it('is nothing to who may not see the area', async () => {
    const official = actorOf('official');
    const where = { areaId: NHON_CHAU };
    expect(codeOf(await room.flows.clusters(official, { ...where, of: 'all' }))).to.equal(
      'not-found',
    );
    const of = { ...where, of: 'people', figure: 'paper' } as const;
    expect(codeOf(await room.flows.hamlets(official, of))).to.equal('not-found');
  });
});
