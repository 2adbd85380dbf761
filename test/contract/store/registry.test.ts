/**
 * What every store keeps of the register — hợp đồng của kho dữ liệu: sổ địa bàn, cụm loa, lượt nghe.
 */
import { AreaId, BulletinId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import { instant, LocalDate } from '@loaso/shared/time';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import type { CommuneFact } from '#server/core/coverage/communes';
import { airingOf } from '#server/core/coverage/expected';
import type { HamletFact, SiteFact } from '#server/core/coverage/history';
import {
  type Heard,
  type LineContent,
  rowsWithParts,
  stretchesAbout,
} from '#server/core/reports/fields';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, PROVINCE, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import {
  airing,
  box,
  bulletin,
  device,
  entry,
  plan,
  programme,
  record,
  sha,
  T0,
} from './samples.js';

const A = box('a');
const B = box('b');
const day = (text: string): LocalDate => LocalDate.parse(text);
const ONE = AreaId.parse('21583-01');

const hamlet = (change: Partial<HamletFact> = {}): HamletFact => ({
  areaId: ONE,
  communeId: QUY_NHON,
  name: 'Tổ dân phố “Một”',
  kind: 'to-dan-pho',
  urban: true,
  people: 1_234,
  households: 310,
  centre: { lat: 13.7829, lng: 109.2196 },
  radiusM: 250,
  from: day('2026-01-01'),
  until: null,
  predecessors: [],
  languages: ['bdq', 'jra'],
  source: 'UBND phường, 2026',
  ...change,
});

const site = (change: Partial<SiteFact> = {}): SiteFact => ({
  deviceId: A,
  from: day('2026-01-01'),
  installedOn: day('2025-11-20'),
  horns: [{ count: 2, powerW: 25, heightM: 8.5, sensitivityDb: null, directionDeg: 90 }],
  terrain: 'town',
  noiseDba: 52.5,
  position: { lat: 13.78, lng: 109.22 },
  areaId: ONE,
  operator: 'Nhà mạng số 1',
  sim: '0256 3835 123',
  powerLine: 'Lộ 471',
  warrantyUntil: day('2027-11-20'),
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of the register`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
      await store.fleet.addDevice(device(B, { areaId: NHON_CHAU, position: null }));
    });
    afterEach(() => store.stop());

    it('keeps every statement about a hamlet, and corrects the one of the same day', async () => {
      const later = hamlet({ from: day('2026-07-01'), people: 99, until: day('2026-12-31') });
      const bare = hamlet({
        areaId: AreaId.parse('21607-01'),
        communeId: NHON_CHAU,
        households: null,
        centre: null,
        predecessors: [ONE],
        languages: [],
      });
      const area = {
        id: bare.areaId,
        parentId: NHON_CHAU,
        name: bare.name,
        level: 'hamlet' as const,
        kind: 'thon' as const,
        urban: false,
      };
      await store.registry.putHamlets([area], [later, bare, hamlet()]);
      expect(await store.registry.hamletFacts()).to.deep.equal([hamlet(), later, bare]);
      const right = hamlet({ people: 1_300, name: 'Tổ dân phố 1', languages: [] });
      await store.registry.putHamlets([{ ...area, name: 'Thôn Đông' }], [right]);
      expect(await store.registry.hamletFacts()).to.deep.equal([right, later, bare]);
      const areas = await store.areas.areas();
      expect(areas.find(({ id }) => id === bare.areaId)?.name).to.equal('Thôn Đông');
    });

    it('keeps every statement about a commune, makes it an area, and corrects the one of the same day', async () => {
      const code = AreaId.parse('21599');
      const said: CommuneFact = {
        ...{ areaId: code, name: 'Xã “Mới”', kind: 'xa', urban: false, source: 'NQ 237' },
        ...{ from: day('2026-07-01'), until: null, predecessors: [QUY_NHON, NHON_CHAU] },
      };
      const area = {
        id: code,
        parentId: PROVINCE,
        name: 'Xã “Mới”',
        level: 'commune',
        kind: 'xa',
        urban: false,
      } as const;
      const later = { ...said, from: day('2027-01-01'), until: day('2030-12-31') };
      await store.registry.putCommunes([area], [said, later]);
      const right = { ...said, kind: 'phuong' as const, urban: true, predecessors: [] };
      await store.registry.putCommunes([area], [right]);
      expect(await store.registry.communeFacts()).to.deep.equal([right, later]);
      expect(await store.areas.areas()).to.deep.include(area);
    });

    it('keeps what stood at a cluster, day by day', async () => {
      const later = site({
        from: day('2026-08-01'),
        horns: [],
        installedOn: null,
        noiseDba: null,
        position: null,
        areaId: null,
        operator: null,
        sim: null,
        powerLine: null,
        warrantyUntil: null,
      });
      await store.registry.putSites([later, site()]);
      expect(await store.registry.siteFacts()).to.deep.equal([site(), later]);
      await store.registry.putSites([site({ noiseDba: 60 })]);
      expect(await store.registry.siteFacts()).to.deep.equal([site({ noiseDba: 60 }), later]);
    });

    it('counts what was planned, told and heard, each airing once', async () => {
      const times = [1, 2, 3, 4].map((number) => T0 + number);
      const airings = [
        ...times.map((at) => airing(A, at)),
        airing(B, T0 + 1),
        airing(A, T0 + 500),
        airing(A, T0 + 5, { cancelledAt: T0 }),
      ];
      await store.fleet.putPlans([plan(A, 1), plan(B, 1)], airings, 0);
      const told = { ...record(A, 3), outcome: 'missed', reason: 'file-absent' };
      const missed = PlayRecord.parse(told);
      const virtual = { ...record(A, 2), virtual: true } as never;
      const twice = { ...record(A, 1), seq: 9, recordedAt: instant(T0 + 9) };
      await store.ledger.addRecords(A, [record(A, 1), virtual, missed, twice], T0 + 20);
      const count = (change: object = {}) =>
        store.registry.heardIn({ fromAt: T0, toAt: T0 + 100, virtualToo: false, ...change });
      expect([...(await count())]).to.have.deep.members([
        [A, { planned: 4, withWord: 3, heard: 1 }],
        [B, { planned: 1, withWord: 0, heard: 0 }],
      ]);
      expect((await count({ virtualToo: true })).get(A)?.heard).to.equal(2);
      expect([...(await count({ entryIds: [] }))]).to.deep.equal([]);
      expect((await count({ entryIds: [EntryId.parse('ent-1')] })).size).to.equal(2);
      expect((await count({ toAt: T0 + 1 })).size).to.equal(0);
    });

    it('counts as heard what the report counts as aired, whatever the pieces', async () => {
      const pieces: [fromMs: number, playedMs: number][][] = [
        [[280_000, 20_000]],
        [[0, 300_000]],
        [[0, 296_999]],
        [[0, 297_000]],
        [
          [0, 150_000],
          [149_000, 151_000],
        ],
        [
          [0, 200_000],
          [100_000, 100_000],
        ],
        [
          [200_000, 150_000],
          [0, 190_000],
        ],
        [[0, 0]],
        [[100_000, 120_000]],
        [[0, 230_000]],
        [
          [150_000, 60_000],
          [90_000, 70_000],
        ],
      ];
      const durationMs = 300_000;
      const content: LineContent = {
        source: null,
        turns: [
          {
            first: { field: 'general', kind: 'text' },
            parts: [
              { field: 'general', fromMs: 0, toMs: 100_000 },
              { field: 'law', fromMs: 100_000, toMs: 220_000 },
              { field: 'general', fromMs: 220_000, toMs: 300_000 },
            ],
          },
        ],
      };
      const stretches = stretchesAbout('law', new Map([[EntryId.parse('ent-1'), content]]));
      const aired = (one: Heard) => {
        const rows = rowsWithParts([one], () => content);
        return ['', 'law'].map((part) => rows.find((row) => row.part === part)?.sums.aired);
      };
      const airings = pieces.map((_, index) => airing(A, T0 + index * 400_000, { durationMs }));
      await store.fleet.putPlans([plan(A, 1)], airings, 0);
      let seq = 0;
      const told = pieces.map((all, index) =>
        all.map(([fromMs, playedMs]) => {
          seq += 1;
          const { playId } = airings[index] as (typeof airings)[number];
          return { ...record(A, seq), playId, fromMs, playedMs } as PlayRecord;
        }),
      );
      await store.ledger.addRecords(A, told.flat(), T0);
      for (const [index, one] of airings.entries()) {
        const { startAt: fromAt } = one;
        const span = { fromAt, toAt: fromAt + 1, virtualToo: false };
        const heard = await store.registry.heardIn(span);
        const outcome = airingOf(one, told[index] ?? [], T0 + 9e9, null);
        const [whole, law] = aired({ ...one, ...outcome });
        expect(heard.get(A)?.heard, JSON.stringify(pieces[index])).to.equal(whole);
        const heardLaw = await store.registry.heardIn({ ...span, stretches });
        expect(heardLaw.get(A)?.heard, JSON.stringify(pieces[index])).to.equal(law);
      }
    });

    it('counts of a series the turns that are asked for', async () => {
      const turn = (at: number, place: number) =>
        airing(A, T0 + at, { title: `Luật “A” · kỳ ${place}/12` });
      await store.fleet.putPlans([plan(A, 1)], [turn(1, 1), turn(2, 2), turn(3, 12)], 0);
      await store.ledger.addRecords(
        A,
        [1, 2, 3].map((seq) => record(A, seq)),
        T0,
      );
      const turns = Array.from({ length: 12 }, (_, place) => {
        const field = place === 1 ? ('law' as const) : ('general' as const);
        return { first: { field, kind: 'text' as const }, parts: [] };
      });
      const contents = new Map([[EntryId.parse('ent-1'), { source: null, turns }]]);
      const heard = await store.registry.heardIn({
        ...{ fromAt: T0, toAt: T0 + 9, virtualToo: false },
        stretches: stretchesAbout('law', contents),
      });
      expect(heard.get(A)).to.deep.equal({ planned: 1, withWord: 1, heard: 1 });
    });

    it('knows which lines speak of the law, and in which languages', async () => {
      const id = (text: string): BulletinId => BulletinId.parse(text);
      const variant = { language: 'bdq', clip: { sha256: sha('c') } } as never;
      await store.content.addBulletin(bulletin({ id: id('bul-law'), variants: [variant] }));
      await store.content.addBulletin(bulletin({ id: id('bul-news'), field: 'general' }));
      for (const name of ['law', 'news']) {
        const programmeId = ProgrammeId.parse(`prg-${name}`);
        await store.schedule.addEntries([
          {
            entry: entry({ id: EntryId.parse(`ent-${name}`), programmeId }),
            programme: programme({ id: programmeId, bulletinIds: [id(`bul-${name}`)] }),
          },
        ]);
      }
      expect(await store.registry.lawEntries()).to.deep.equal(['ent-law']);
      expect([...(await store.registry.tongueEntries())]).to.deep.equal([['bdq', ['ent-law']]]);
    });

    it('knows since when a box is shut out', async () => {
      const event = { actor: 'quản trị', act: 'device.revoke', target: `device:${A}`, detail: '' };
      await store.audit.append({ ...event, at: T0 + 1 });
      await store.audit.append({ ...event, at: T0 + 7, act: 'device.move' });
      expect([...(await store.registry.shutOutAt([A, B]))]).to.deep.equal([[A, T0 + 1]]);
    });
  });
}
