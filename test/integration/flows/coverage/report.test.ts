/** Who is reached, by a real store: figures, reforms, what nobody knows, what to do next. */

import { AreaId, BulletinId, EntryId } from '@loaso/shared/ids';
import { TRAINING_COMMUNE } from '@loaso/shared/training';
import { expect } from 'chai';
import {
  ago,
  type CoverageRoom,
  openCoverageRoom,
  written,
} from '../../../support/coverage-room.js';
import { administrator } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const viewer = actorOf('viewer');
const HEAD =
  'Mã thôn;Tên thôn;Số dân;Vĩ độ;Kinh độ;Bán kính khu dân cư (m);Áp dụng từ;Hình thành từ;Ngôn ngữ';
const CLUSTERS =
  'Mã cụm;Công suất mỗi loa (W);Độ cao (m);Địa hình;Vĩ độ;Kinh độ;Ngày lắp;Áp dụng từ';

/** Two hamlets of the ward near each other, one on the island, far from any horn. */
const world = (from: string): string =>
  [
    HEAD,
    `21583-11;Khu phố 1;812;13,7800;109,2200;100;${from};;`,
    `21583-12;Khu phố 2;430;13,7900;109,2200;100;${from};;Ba Na`,
    `21607-11;Thôn Đông;655;13,6200;109,3500;100;${from};;`,
  ].join('\n');

describe('coverage of an area', () => {
  let room: CoverageRoom;
  beforeEach(async () => {
    room = await openCoverageRoom();
  });
  afterEach(() => room.close());

  const report = async (query: object = {}) =>
    given(await room.flows.report(viewer, query as never));
  const since = (days: number): string => written(ago(room, days));

  it('counts people on paper, today and by what was heard, to the last one', async () => {
    await room.take('hamlets', world(since(60)));
    const entry = await room.fleet.addLine('sang');
    const first = await room.fleet.box();
    const second = await room.fleet.box();
    const site = (id: string, lat: string) =>
      `${id};25;8;làng xóm;${lat};109,2200;${since(50)};${since(50)}`;
    await room.take(
      'clusters',
      [CLUSTERS, site(first.id, '13,7800'), site(second.id, '13,7900')].join('\n'),
    );
    await room.wellNow(first);
    await room.aired(first, entry, { day: ago(room, 20), heard: true, seq: 1 });
    await room.aired(second, entry, { day: ago(room, 3), heard: false, seq: 1 });
    const { total, targets, urban, rural, notes } = await report();
    expect(total).to.deep.equal({
      people: 1_897,
      hamlets: 3,
      unplacedHamlets: 0,
      unplacedPeople: 0,
      reached: {
        paper: { people: 1_242, unknownPeople: 0, hamlets: 2 },
        today: { people: 812, unknownPeople: 430, hamlets: 1 },
        heard7: { people: 0, unknownPeople: 430, hamlets: 0 },
        heard30: { people: 812, unknownPeople: 430, hamlets: 1 },
      },
    });
    expect([urban.people, rural.people]).to.deep.equal([1_242, 655]);
    expect(
      targets.today.map(({ year, urban: town, reachedPercent, missingPeople }) => [
        year,
        town,
        reachedPercent,
        missingPeople,
      ]),
    ).to.deep.equal([
      [2027, true, 65.3, 182],
      [2027, false, 0, 393],
      [2030, true, 65.3, 306],
      [2030, false, 0, 459],
    ]);
    expect(notes).to.include({ clusters: 2, silentToday: 1, silent30: 1, emptyCommunes: 1 });
  });

  it('does not change a day that is over by a reform in the middle of the year', async () => {
    await room.take('hamlets', world(since(100)));
    const box = await room.fleet.box();
    await room.take(
      'clusters',
      `${CLUSTERS}\n${box.id};25;8;làng xóm;13,78;109,22;${since(90)};${since(90)}`,
    );
    const figures = async (day: number) => {
      const whole = await report({ on: ago(room, day) });
      const ward = await report({ on: ago(room, day), areaId: QUY_NHON });
      const { asOf, ...figuresOfDay } = whole;
      return { ...figuresOfDay, ward: ward.total, asOf: asOf > 0 };
    };
    const [before, atTheEve] = [await figures(60), await figures(41)];
    const reform = [
      HEAD,
      `21583-21;Khu phố hợp nhất;1250;13,7850;109,2200;700;${since(40)};21583-11 21583-12;`,
    ].join('\n');
    expect(await room.take('hamlets', reform)).to.include({ taken: 1, faultsTotal: 0 });
    expect(await figures(60)).to.deep.equal(before);
    expect(await figures(41)).to.deep.equal(atTheEve);
    expect((await report({ on: ago(room, 41) })).total.people).to.equal(1_897);
    expect((await report({ on: ago(room, 40) })).total).to.include({ people: 1_905, hamlets: 2 });
    const ward = await report({ areaId: QUY_NHON });
    expect(
      ward.hamlets.map(({ name, predecessors }) => [
        name,
        predecessors.map(({ name: old }) => old),
      ]),
    ).to.deep.equal([['Khu phố hợp nhất', ['Khu phố 1', 'Khu phố 2']]]);
  });

  it('counts a hamlet that goes to another commune once, each day where it lay', async () => {
    await room.take('hamlets', world(since(100)));
    const box = await room.fleet.box(AreaId.parse('21583-11'));
    const people = async (areaId: AreaId, day: number) => {
      const { total, clusters } = await report({ areaId, on: ago(room, day) });
      return [total.people, clusters.length];
    };
    const past = async () => [await people(QUY_NHON, 60), await people(NHON_CHAU, 60)];
    const before = await past();
    const settled = async () =>
      Object.fromEntries(
        await Promise.all(
          [60, 10].map(async (day) => {
            const span = { from: ago(room, day), to: ago(room, day) };
            const ask = async (areaId: AreaId) =>
              given(await room.reports.report(viewer, { ...span, areaId })).totals.planned;
            return [day, [await ask(QUY_NHON), await ask(NHON_CHAU)]] as const;
          }),
        ),
      );
    for (const day of [60, 10]) {
      await room.aired(box, EntryId.parse('ent-1'), {
        ...{ day: ago(room, day), heard: false, seq: 1, areaId: AreaId.parse('21583-11') },
      });
    }
    expect(await settled()).to.deep.equal({ 60: [1, 0], 10: [1, 0] });
    const reform = `Mã thôn;Tên thôn;Mã xã;Số dân;Áp dụng từ\n21583-11;Khu phố 1;21607;812;${since(30)}`;
    expect(await room.take('hamlets', reform)).to.include({ taken: 1, faultsTotal: 0 });
    expect(await past()).to.deep.equal(before);
    expect(await settled()).to.deep.equal({ 60: [1, 0], 10: [0, 1] });
    expect([(await people(QUY_NHON, 1))[0], (await people(NHON_CHAU, 1))[0]]).to.deep.equal([
      430, 1_467,
    ]);
  });

  it('does not ask a commune that has ended for its hamlets', async () => {
    await room.take('hamlets', world(since(100)));
    const empty = async (day: number) => (await report({ on: ago(room, day) })).notes.emptyCommunes;
    const before = await empty(60);
    const reform = `Mã thôn;Tên thôn;Mã xã;Số dân;Áp dụng từ\n21607-11;Thôn Đông;21583;655;${since(30)}`;
    expect(await room.take('hamlets', reform)).to.include({ taken: 1 });
    expect([await empty(60), await empty(1)]).to.deep.equal([before, before]);
  });

  it('says unknown, not missed, of a commune whose only box gives no word', async () => {
    await room.take('hamlets', world(since(60)));
    const entry = await room.fleet.addLine('toi');
    const box = await room.fleet.box();
    await room.take('clusters', `${CLUSTERS}\n${box.id};25;8;làng xóm;13,78;109,22;;${since(50)}`);
    await room.aired(box, entry, { day: ago(room, 1), heard: false, seq: 1 });
    const ward = (await report()).communes.find(({ areaId }) => areaId === QUY_NHON);
    expect(ward?.sums.reached.today).to.deep.equal({ people: 0, unknownPeople: 812, hamlets: 0 });
    expect(ward?.sums.reached.heard7).to.deep.equal({ people: 0, unknownPeople: 812, hamlets: 0 });
    const { clusters } = await report({ areaId: QUY_NHON });
    expect(clusters[0]).to.include({ today: 'unknown', heard7: 'unknown', hindrance: 'no-word' });
  });

  it('names the repairs and new clusters that reach most people, with what is wrong', async () => {
    await room.take('hamlets', world(since(60)));
    const request = { name: 'Cụm chợ', areaId: QUY_NHON, position: { lat: 13.78, lng: 109.22 } };
    const { id } = given(await room.fleet.flows.addDevice(administrator, request));
    const steps = given(await room.flows.steps(viewer));
    expect(steps.map(({ kind, name, people }) => [kind, name, people])).to.deep.equal([
      ['repair', 'Cụm chợ', 812],
      ['install', 'Thôn Đông', 655],
      ['install', 'Khu phố 2', 430],
    ]);
    expect(steps[0]?.deviceId).to.equal(id);
    expect(steps[0]?.why?.vi).to.match(/đăng ký/i);
    expect(given(await room.flows.steps(actorOf('official')))).to.have.length(2);
  });

  it('counts of those who speak another language who hears it', async () => {
    await room.take('hamlets', world(since(60)));
    const box = await room.fleet.box();
    await room.take('clusters', `${CLUSTERS}\n${box.id};25;8;làng xóm;13,79;109,22;;${since(50)}`);
    const { languages } = await report();
    expect(languages).to.deep.equal([
      { language: 'bdq', people: 430, hamlets: 1, inEarshot: 430, heard30: 0, unknown30: 0 },
    ]);
  });

  it('counts them as heard where their area hears the language and it has sounded', async () => {
    await room.take('hamlets', world(since(60)));
    const { content, areas } = room.fleet.ports.store;
    const box = await room.fleet.box();
    await room.take('clusters', `${CLUSTERS}\n${box.id};25;8;làng xóm;13,79;109,22;;${since(50)}`);
    const entry = await room.fleet.addLine('bana');
    const made = await content.bulletin(BulletinId.parse('b-bana'));
    if (made === null || made.clip === null) throw new Error('no bulletin');
    const variant = { language: 'bdq', recording: {}, clip: made.clip } as never;
    await content.replaceBulletin({ ...made, variants: [variant], revision: made.revision + 1 });
    await room.aired(box, entry, { day: ago(room, 2), heard: true, seq: 1 });
    const heard = async () => (await report()).languages[0]?.heard30;
    expect(await heard(), 'the area hears Vietnamese alone').to.equal(0);
    await areas.putAreaSettings({
      areaId: QUY_NHON,
      style: null,
      languages: ['vi', 'bdq'],
      stationName: null,
      updatedBy: actorOf('administrator').userId,
      updatedAt: 1,
    });
    room.fleet.shiftMs += 61_000;
    expect(await heard()).to.equal(430);
  });

  it('ends months with their own figures', async () => {
    await room.take('hamlets', world(since(45)));
    const { points } = given(await room.flows.trend(viewer, {}));
    expect(points).to.have.length(6);
    expect(points.at(-1)).to.include({ on: room.today(), people: 1_897 });
    expect(points[0]).to.include({ people: 0, paper: 0 });
  });

  it('counts nobody of the commune in which people learn, but on its own page', async () => {
    const { areas } = room.fleet.ports.store;
    const learning = { id: TRAINING_COMMUNE, parentId: PROVINCE, name: 'Xã tập huấn' };
    await areas.putAreas([{ ...learning, level: 'commune', kind: 'xa', urban: false }]);
    await room.take('hamlets', `${world(since(60))}\n99999-01;Thôn học;500;13,78;109,22;100;;;`);
    const { total, communes, notes } = await report();
    expect([total.people, communes.length, notes.emptyCommunes]).to.deep.equal([1_897, 2, 1]);
    expect((await report({ areaId: TRAINING_COMMUNE })).total.people).to.equal(500);
  });

  it('shows nobody what lies outside their area', async () => {
    await room.take('hamlets', world(since(60)));
    const official = actorOf('official');
    const own = given(await room.flows.report(official, {}));
    expect([own.area.id, own.total.people, own.above]).to.deep.equal([QUY_NHON, 1_242, []]);
    expect(codeOf(await room.flows.report(official, { areaId: NHON_CHAU }))).to.equal('not-found');
    const table = given(await room.flows.exportRegistry(official, 'hamlets', 'csv'));
    expect(new TextDecoder().decode(table)).not.to.contain('Thôn Đông');
  });

  it('exports the figures as a table in which no name can be a formula', async () => {
    await room.take(
      'hamlets',
      `${HEAD}\n21583-11;"=HYPERLINK(""http://x"")";10;13,78;109,22;;${since(9)};;`,
    );
    const bytes = given(await room.flows.exportReport(viewer, { areaId: QUY_NHON }));
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    expect(text.charCodeAt(0)).to.equal(0xfeff);
    expect(text).to.contain(`"'=HYPERLINK(""http://x"")"`);
    expect(text.split('\r\n')[3]).to.match(/^Mã;"Thôn, tổ dân phố";Khu vực/);
  });
});
