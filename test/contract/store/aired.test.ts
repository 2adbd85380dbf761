/**
 * What every store keeps of settled days — hợp đồng của kho dữ liệu: lượt phát đã quyết toán.
 */
import { AreaId, BulletinId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { RowKey, RowsOf } from '#server/core/reports/behind';
import type { AiredRow } from '#server/ports/reports';
import type { Store } from '#server/ports/store';
import type { StoredProgramme } from '#server/ports/store-records';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { box, bulletin, device, entry, programme, record, sha, T0 } from './samples.js';

const A = box('a');
const DAY = LocalDate.parse('2026-05-29');
const NEXT = LocalDate.parse('2026-05-30');
const BOTH = { areaIds: [QUY_NHON, NHON_CHAU], hamlets: false, from: DAY, to: NEXT, law: false };
const NONE = { interrupted: 0, missed: 0, unknown: 0, virtual: 0 };

const row = (change: Partial<AiredRow> = {}): AiredRow => ({
  day: DAY,
  areaId: QUY_NHON,
  communeId: change.areaId ?? QUY_NHON,
  entryId: 'ent-1',
  part: '',
  stationId: '',
  title: 'Bản tin “sáng”',
  priority: 'normal',
  startAt: T0,
  durationMs: 60_000,
  field: 'law',
  kind: 'text',
  source: 'commune',
  sums: { ...NONE, planned: 2, aired: 2, airedMs: 120_000 },
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of settled days`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
    });
    afterEach(() => store.stop());

    const settle = async (day: LocalDate, ...rows: AiredRow[]) =>
      store.aired.putDay(day, rows, await store.aired.openDay(day));

    it('keeps the rows of a day, and replaces them as a whole', async () => {
      await settle(DAY, row(), row({ areaId: NHON_CHAU }));
      await settle(DAY, row({ startAt: T0 + 1, field: null, kind: null }));
      expect(await store.aired.airedRows({ ...BOTH, limit: 9 })).to.deep.equal([
        row({ startAt: T0 + 1, field: null, kind: null }),
      ]);
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([DAY]);
    });

    it('calls a day stale when a record of it comes, before or after it was added up', async () => {
      // The records of the samples are of 2026-05-29.
      const version = await store.aired.openDay(DAY);
      await store.ledger.addRecords(A, [record(A, 1)], T0);
      await store.aired.putDay(DAY, [row()], version);
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([]);
      await settle(DAY, row());
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([DAY]);
      await store.ledger.addRecords(A, [record(A, 1)], T0);
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([DAY]);
      await store.ledger.addRecords(A, [record(A, 2)], T0);
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([]);
    });

    it('adds up by place, month, field, kind and urgency', async () => {
      await settle(DAY, row(), row({ startAt: T0 + 1 }), row({ areaId: NHON_CHAU, field: null }));
      await settle(NEXT, row({ day: NEXT, startAt: T0 + 2, priority: 'emergency' }));
      const sums = await store.aired.airedSums(BOTH);
      const told = sums.map(({ areaId, field, priority, sums: one }) =>
        [areaId, field, priority, one.planned, one.airedMs].join(' '),
      );
      expect(told.sort()).to.deep.equal([
        `${QUY_NHON} law emergency 2 120000`,
        `${QUY_NHON} law normal 4 240000`,
        `${NHON_CHAU}  normal 2 120000`,
      ]);
      expect(new Set(sums.map(({ month }) => month))).to.deep.equal(new Set(['2026-05']));
      const law = { ...BOTH, areaIds: [NHON_CHAU], law: true };
      expect(await store.aired.airedSums(law)).to.deep.equal([]);
      expect(await store.aired.countAirings(BOTH)).to.deep.equal({
        ...{ airings: 3, emergencies: 1 },
        ofTheLaw: { airings: 3, emergencies: 1 },
      });
      const island = await store.aired.countAirings({ ...BOTH, areaIds: [NHON_CHAU] });
      expect(island).to.deep.equal({
        ...{ airings: 1, emergencies: 0 },
        ofTheLaw: { airings: 0, emergencies: 0 },
      });
    });

    it('asks by the commune of that day, and of a hamlet wherever it lay', async () => {
      const hamlet = AreaId.parse('21583-01');
      await settle(DAY, row({ areaId: hamlet, communeId: NHON_CHAU }));
      await settle(NEXT, row({ day: NEXT, areaId: hamlet, communeId: QUY_NHON }));
      const planned = async (change: object) =>
        (await store.aired.airedSums({ ...BOTH, ...change })).map(({ communeId }) => communeId);
      expect(await planned({ areaIds: [QUY_NHON, hamlet] })).to.deep.equal([QUY_NHON]);
      expect(await planned({ areaIds: [NHON_CHAU] })).to.deep.equal([NHON_CHAU]);
      const own = await planned({ areaIds: [hamlet], hamlets: true });
      expect(own.sort()).to.deep.equal([QUY_NHON, NHON_CHAU].sort());
    });

    it('keeps the fields of an airing beside the whole of it', async () => {
      const whole = row({ field: null, source: 'province' });
      const parts = (['general', 'law'] as const).map((field) =>
        row({ part: field, field, source: 'province' }),
      );
      await settle(DAY, whole, ...parts);
      const diary = (law: boolean) => store.aired.airedRows({ ...BOTH, law, limit: 9 });
      expect(await diary(false)).to.deep.equal([whole]);
      expect(await diary(true)).to.deep.equal([parts[1]]);
      const told = (await store.aired.airedSums(BOTH)).map(({ whole: all, field, source }) =>
        [all, field, source].join(' '),
      );
      expect(told.sort()).to.deep.equal([
        'false general province',
        'false law province',
        'true  province',
      ]);
    });

    it('tells the rows behind one figure, page by page, and what they add up to', async () => {
      const own = [
        row(),
        row({
          startAt: T0 + 1,
          source: 'province',
          sums: { ...NONE, planned: 3, aired: 0, airedMs: 0, missed: 3 },
        }),
        row({ startAt: T0 + 1, areaId: NHON_CHAU, kind: 'recorded', field: null }),
        row({ startAt: T0 + 1, areaId: NHON_CHAU, kind: 'recorded', part: 'law' }),
        row({ day: NEXT, startAt: T0 + 2, priority: 'emergency' }),
      ];
      await settle(DAY, ...own.slice(0, 4));
      await settle(NEXT, ...own.slice(4));
      const told = async (only: RowsOf, start?: RowKey) => {
        const rows = await store.aired.airedRows({ ...BOTH, only, start, limit: 9 });
        return rows.map((one) =>
          own.findIndex(
            ({ startAt, areaId, part }) =>
              startAt === one.startAt && areaId === one.areaId && part === one.part,
          ),
        );
      };
      const planned = { figure: 'planned' as const };
      expect(await told(planned)).to.deep.equal([0, 1, 2, 4]);
      expect(await told(planned, own[2])).to.deep.equal([2, 4]);
      expect(await told({ figure: 'missed' })).to.deep.equal([1]);
      expect(await told({ ...planned, field: 'law' })).to.deep.equal([0, 1, 3, 4]);
      expect(await told({ ...planned, source: 'province' })).to.deep.equal([1]);
      expect(await told({ ...planned, priority: 'emergency' })).to.deep.equal([4]);
      expect(await told({ ...planned, kind: 'recorded' })).to.deep.equal([2]);
      const place = { by: 'communeId', id: NHON_CHAU } as const;
      expect(await told({ ...planned, place })).to.deep.equal([2]);
      const count = (only: RowsOf) => store.aired.airedCount({ ...BOTH, only });
      expect([await count(planned), await count({ figure: 'missed' })]).to.deep.equal([9, 3]);
      expect(await count({ figure: 'virtual' })).to.equal(0);
    });

    it('counts again from a day on, and leaves the days before', async () => {
      await settle(DAY, row());
      await settle(NEXT, row({ day: NEXT }));
      await store.aired.staleFrom(NEXT);
      expect(await store.aired.settledDays(DAY, NEXT)).to.deep.equal([DAY]);
    });

    it('knows what a line plays, bulletin by bulletin and turn by turn', async () => {
      const id = (text: string) => BulletinId.parse(text);
      const [news, law] = [id('bul-news'), id('bul-law')];
      const clip = (letter: string) => ({ ...bulletin().clip, sha256: sha(letter) }) as never;
      await store.content.addBulletin(bulletin({ id: news, field: 'general', clip: clip('1') }));
      await store.content.addBulletin(bulletin({ id: law, clip: clip('2') }));
      const part = (letter: string, offsetMs: number) => ({
        ...{ sha256: sha(letter), offsetMs, durationMs: 1_000 },
      });
      const line = (name: string, change: Partial<StoredProgramme>) => {
        const programmeId = ProgrammeId.parse(`prg-${name}`);
        const entryId = EntryId.parse(`ent-${name}`);
        return {
          entry: entry({ id: entryId, programmeId }),
          programme: programme({ id: programmeId, ...change }),
        };
      };
      const bulletinIds = [news, law];
      const episode = (bulletinId: BulletinId, letter: string) => ({
        ...{ bulletinId, parts: [part(letter, 0)], durationMs: 1_000 },
      });
      await store.schedule.addEntries([
        line('both', { bulletinIds, parts: [part('1', 0), part('2', 1_000)] }),
        line('turns', { bulletinIds, episodes: [episode(news, '1'), episode(law, '2')] }),
        line('gone', { bulletinIds: [id('bul-gone')] }),
      ]);
      const ids = ['both', 'turns', 'gone', 'none'].map((name) => EntryId.parse(`ent-${name}`));
      const found = await store.aired.contents(ids);
      const [general, about] = [
        { field: 'general', kind: 'text' },
        { field: 'law', kind: 'text' },
      ];
      const { origin: source } = entry();
      expect(Object.fromEntries(found)).to.deep.equal({
        'ent-both': {
          source,
          turns: [
            {
              first: general,
              parts: [
                { field: 'general', fromMs: 0, toMs: 1_000 },
                { field: 'law', fromMs: 1_000, toMs: 2_000 },
              ],
            },
          ],
        },
        'ent-turns': {
          source,
          turns: [
            { first: general, parts: [{ field: 'general', fromMs: 0, toMs: 1_000 }] },
            { first: about, parts: [{ field: 'law', fromMs: 0, toMs: 1_000 }] },
          ],
        },
        'ent-gone': { source, turns: [{ first: null, parts: [] }] },
      });
    });
  });
}
