/**
 * What every store keeps of counted days — hợp đồng của kho dữ liệu: lượt nghe đã đếm theo ngày.
 */
import { EntryId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { CountedDay } from '#server/ports/heard';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { airing, box, device, plan, record, T0 } from './samples.js';

const [A, B] = [box('a'), box('b')];
// The records of the samples are of 2026-05-29.
const DAY = LocalDate.parse('2026-05-29');
const NEXT = LocalDate.parse('2026-05-30');
const BOTH = { from: DAY, to: NEXT };
const [ONE, TWO] = [EntryId.parse('ent-1'), EntryId.parse('ent-2')];
const lines = [ONE, TWO];

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of counted days`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
    });
    afterEach(() => store.stop());

    const count = async (change: Partial<CountedDay> = {}): Promise<CountedDay> => {
      const day = change.day ?? DAY;
      const words = await store.registry.openCount(day);
      const counts = new Map([
        [A, { planned: 3, withWord: 2, heard: 1 }],
        [B, { planned: 3, withWord: 2, heard: 1 }],
      ]);
      const counted = {
        day,
        subject: 'law',
        lines,
        madeOf: 'a',
        words,
        counts,
        ...change,
      } as const;
      await store.registry.keepCount(counted);
      return counted;
    };
    const kept = async (of: Partial<CountedDay> = {}) =>
      store.registry.countOf({ day: DAY, subject: 'law', madeOf: 'a', ...of });

    it('keeps what was counted of each day and subject, and replaces it as a whole', async () => {
      const { counts } = await count();
      const one = new Map([[B, { planned: 12, withWord: 0, heard: 0 }]]);
      await count({ subject: 'all', lines: [], madeOf: 'b', counts: one });
      await count({ day: NEXT, counts: new Map() });
      expect(await kept()).to.deep.equal(counts);
      expect(await kept({ subject: 'all', madeOf: 'b' })).to.deep.equal(one);
      expect(await kept({ day: NEXT })).to.deep.equal(new Map());
      expect([...(await store.registry.countMarks('law', BOTH))]).to.have.deep.members([
        [DAY, { lines, madeOf: 'a' }],
        [NEXT, { lines, madeOf: 'a' }],
      ]);
      await count({ madeOf: 'c', counts: one });
      expect(await kept()).to.equal(null);
      expect(await kept({ madeOf: 'c' })).to.deep.equal(one);
    });

    it('finds no count of which a word has come since, before it was kept or after', async () => {
      const { words } = await count();
      await store.ledger.addRecords(A, [record(A, 1)], T0);
      expect(await kept()).to.equal(null);
      expect((await store.registry.countMarks('law', BOTH)).size).to.equal(0);
      await count({ words });
      expect(await kept()).to.equal(null);
      await count();
      await store.ledger.addRecords(A, [record(A, 1)], T0);
      expect(await kept()).to.not.equal(null);
    });

    it('finds none either when something more was planned on a day that had been counted', async () => {
      await count();
      await store.fleet.putPlans([plan(A, 1)], [airing(A, T0 + 1)], T0 + 1);
      expect(await kept()).to.equal(null);
    });

    it('keeps a count through a change of who lay where', async () => {
      const { counts } = await count();
      await store.aired.staleFrom(DAY);
      expect(await kept()).to.deep.equal(counts);
    });

    it('knows the lines of which anything was planned, taken back or not', async () => {
      const planned = [
        airing(A, T0 + 1, { entryId: TWO }),
        airing(A, T0 + 2, { entryId: ONE, cancelledAt: T0 }),
        airing(A, T0 + 3, { entryId: ONE }),
        airing(A, T0 + 9, { entryId: EntryId.parse('ent-3') }),
      ];
      await store.fleet.putPlans([plan(A, 1)], planned, 0);
      expect(await store.registry.linesPlanned(T0, T0 + 9)).to.deep.equal(lines);
    });
  });
}
