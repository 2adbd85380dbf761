/**
 * What every store keeps of settled days — hợp đồng của kho dữ liệu: lượt phát đã quyết toán.
 */
import { BulletinId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { AiredRow } from '#server/ports/reports';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { box, bulletin, device, entry, programme, record, T0 } from './samples.js';

const A = box('a');
const DAY = LocalDate.parse('2026-05-29');
const NEXT = LocalDate.parse('2026-05-30');
const BOTH = { areaIds: [QUY_NHON, NHON_CHAU], from: DAY, to: NEXT, law: false };
const NONE = { interrupted: 0, missed: 0, unknown: 0, virtual: 0 };

const row = (change: Partial<AiredRow> = {}): AiredRow => ({
  day: DAY,
  areaId: QUY_NHON,
  entryId: 'ent-1',
  title: 'Bản tin “sáng”',
  priority: 'normal',
  startAt: T0,
  durationMs: 60_000,
  field: 'law',
  kind: 'text',
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
      expect(await store.aired.countAirings(BOTH)).to.deep.equal({ airings: 3, emergencies: 1 });
    });

    it('knows what the first bulletin of a line is', async () => {
      await store.content.addBulletin(bulletin());
      await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
      const gone = EntryId.parse('ent-gone');
      const id = ProgrammeId.parse('prg-2');
      await store.schedule.addEntries([
        {
          entry: entry({ id: gone, programmeId: id }),
          programme: programme({ id, bulletinIds: [BulletinId.parse('bul-gone')] }),
        },
      ]);
      const labels = await store.aired.labels([EntryId.parse('ent-1'), gone]);
      expect([...labels]).to.deep.equal([['ent-1', { field: 'law', kind: 'text' }]]);
    });
  });
}
