/**
 * Nothing lost, nothing twice — hợp đồng của kho dữ liệu: sổ phát và nhật ký kiểm toán.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { SqlStoreOptions } from '#server/adapters/sql/dialects';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { behind, DATABASES, openStore } from './databases.js';
import { box, device, record, T0 } from './samples.js';

const A = box('a');

/** Highest number such that all below it are there. */
function runEnd(seqs: ReadonlySet<number>): number {
  let end = 0;
  while (seqs.has(end + 1)) end += 1;
  return end;
}

/** Messages of records, in any order, with repeats and gaps, from several boxes. */
const deliveries = fc.array(
  fc.record({
    who: fc.nat(2),
    seqs: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 14 },
);

type Row = { seq: number; at: number; hash: string; detail: string } & Record<TextColumn, string>;
type TextColumn = 'actor' | 'act' | 'target' | 'detail' | 'hash' | 'prev_hash';

/** Ways to falsify the row `seq` of a trail, and the first number that no longer fits. */
type Fault = (rows: Row[], seq: number) => { rows: Row[]; broken: number };

const rewritten =
  (column: TextColumn): Fault =>
  (rows, seq) => ({
    rows: rows.map((row) => (row.seq === seq ? { ...row, [column]: `${row[column]}x` } : row)),
    broken: seq,
  });

const faults = fc.constantFrom<Fault>(
  ...(['actor', 'act', 'target', 'detail', 'hash', 'prev_hash'] as const).map(rewritten),
  // At another time.
  (rows, seq) => ({
    rows: rows.map((row) => (row.seq === seq ? { ...row, at: row.at + 1 } : row)),
    broken: seq,
  }),
  // Removed.
  (rows, seq) => ({ rows: rows.filter((row) => row.seq !== seq), broken: seq }),
  // Repeated behind the end.
  (rows, seq) => ({ rows: [...rows, { ...rows[seq - 1]!, seq: rows.length + 1 }], broken: 9 }),
  // Swapped with the next, or the last with the first.
  (rows, seq) => {
    const other = (seq % rows.length) + 1;
    const places = new Map([
      [seq, other],
      [other, seq],
    ]);
    return {
      rows: rows.map((row) => ({ ...row, seq: places.get(row.seq) ?? row.seq })),
      broken: Math.min(seq, other),
    };
  },
);

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    let options: SqlStoreOptions;
    beforeEach(async () => {
      ({ store, options } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
    });
    afterEach(() => store.stop());

    const some = (...seqs: number[]) => seqs.map((seq) => record(A, seq));
    const newBoxes = async (run: number) => {
      const boxes = [0, 1, 2].map((index) => box(`run-${run}-${index}`));
      for (const one of boxes) await store.fleet.addDevice(device(one));
      return boxes;
    };

    describe('of play records', () => {
      it('says how far they reach without a gap, and which were new', async () => {
        expect(await store.ledger.upToSeq(A)).to.equal(0);
        const first = await store.ledger.addRecords(A, some(1, 2, 5), T0);
        expect(first).to.deep.equal({ upToSeq: 2, added: some(1, 2, 5), unlike: [] });
        const again = await store.ledger.addRecords(A, some(2, 5), T0 + 1);
        expect(again).to.deep.equal({ upToSeq: 2, added: [], unlike: [] });
        const gap = await store.ledger.addRecords(A, some(4, 3, 3), T0 + 2);
        expect(gap).to.deep.equal({ upToSeq: 5, added: some(4, 3), unlike: [] });
        expect(await store.ledger.upToSeq(A)).to.equal(5);
        expect(await store.ledger.countRecords(A)).to.equal(5);
      });

      it('keeps what came first under a number, and says what else came under it', async () => {
        await store.ledger.addRecords(A, [record(A, 1)], T0);
        const again = await store.ledger.addRecords(A, [record(A, 1, 5), record(A, 2)], T0 + 1);
        expect(again).to.deep.equal({
          upToSeq: 2,
          added: [record(A, 2)],
          unlike: [{ told: record(A, 1, 5), kept: record(A, 1) }],
        });
        const stored = { deviceId: A, seq: 1, record: record(A, 1), receivedAt: T0 };
        expect((await store.ledger.recordsOf(A, 9))[1]).to.deep.equal(stored);
        expect(await store.ledger.records([record(A, 1).playId, 'none'])).to.deep.equal([stored]);
        expect(await store.ledger.records([])).to.deep.equal([]);
      });

      it('keeps the first of two that come under one number at the same time', async () => {
        const answers = await Promise.all([
          store.ledger.addRecords(A, [record(A, 1), record(A, 1, 5)], T0),
          store.ledger.addRecords(A, [record(A, 1, 7)], T0),
        ]);
        expect(answers.map(({ added }) => added)).to.deep.equal([[record(A, 1)], []]);
        const told = answers.map(({ unlike }) => unlike.map((one) => one.told));
        expect(told).to.deep.equal([[record(A, 1, 5)], [record(A, 1, 7)]]);
        const stored = await store.ledger.recordsOf(A, 9);
        expect(stored.map((one) => one.record)).to.deep.equal([record(A, 1)]);
      });

      it('reaches across thousands when the first of them comes last', async () => {
        const late = Array.from({ length: 2_500 }, (_, index) => record(A, index + 2));
        expect((await store.ledger.addRecords(A, late, T0)).upToSeq).to.equal(0);
        expect(await store.ledger.addRecords(A, some(1), T0)).to.deep.equal({
          upToSeq: 2_501,
          added: some(1),
          unlike: [],
        });
        const newest = await store.ledger.recordsOf(A, 2);
        expect(newest.map(({ seq }) => seq)).to.deep.equal([2_501, 2_500]);
      });

      it('counts anew for a box with a new key, and keeps what the old one reported', async () => {
        await store.ledger.addRecords(A, some(1, 2), T0);
        const enrol = async (codeHash: string, publicKey: string) => {
          const ticket = { deviceId: A, expiresAt: T0 + 9, triesLeft: 5, usedAt: null };
          await store.fleet.putTicket({ codeHash, ...ticket });
          await store.fleet.enrolDevice(codeHash, { publicKey, secretHash: 's', at: T0 });
        };
        await enrol('one', 'key-1');
        expect(await store.ledger.upToSeq(A)).to.equal(0);
        const first = await store.ledger.addRecords(A, some(1), T0 + 1);
        expect(first).to.deep.equal({ upToSeq: 1, added: some(1), unlike: [] });
        await enrol('two', 'key-1');
        expect(await store.ledger.upToSeq(A), 'the same key goes on').to.equal(1);
        expect(await store.ledger.countRecords(A)).to.equal(3);
        expect((await store.ledger.recordsOf(A, 1))[0]?.receivedAt).to.equal(T0 + 1);
      });

      it('agrees with a plain set of numbers after any deliveries, one by one', async () => {
        let run = 0;
        await fc.assert(
          fc.asyncProperty(deliveries, async (all) => {
            run += 1;
            const boxes = await newBoxes(run);
            const model = boxes.map(() => new Set<number>());
            for (const { who, seqs } of all) {
              const [dev, known] = [boxes[who]!, model[who]!];
              const fresh = [...new Set(seqs)].filter((seq) => !known.has(seq));
              for (const seq of fresh) known.add(seq);
              const records = seqs.map((seq) => record(dev, seq));
              expect(await store.ledger.addRecords(dev, records, T0)).to.deep.equal({
                upToSeq: runEnd(known),
                added: fresh.map((seq) => record(dev, seq)),
                unlike: [],
              });
            }
          }),
          { numRuns: 15 },
        );
      });

      it('adds each record once however many deliveries come at the same time', async () => {
        let run = 1_000;
        await fc.assert(
          fc.asyncProperty(deliveries, async (all) => {
            run += 1;
            const boxes = await newBoxes(run);
            const answers = await Promise.all(
              all.map(({ who, seqs }) => {
                const dev = boxes[who]!;
                return store.ledger.addRecords(
                  dev,
                  seqs.map((seq) => record(dev, seq)),
                  T0,
                );
              }),
            );
            for (const [who, dev] of boxes.entries()) {
              const mine = all.flatMap((one, index) => (one.who === who ? [index] : []));
              const sent = new Set(mine.flatMap((index) => all[index]!.seqs));
              const added = mine.flatMap((index) => answers[index]!.added.map(({ seq }) => seq));
              expect(added.sort((a, b) => a - b)).to.deep.equal([...sent].sort((a, b) => a - b));
              expect(await store.ledger.upToSeq(dev)).to.equal(runEnd(sent));
              expect(await store.ledger.countRecords(dev)).to.equal(sent.size);
            }
          }),
          { numRuns: 15 },
        );
      });
    });

    describe('of the audit trail', () => {
      const event = (number: number) => ({
        at: T0 + number,
        actor: 'lan.tran',
        act: 'bulletin.approve',
        target: `bulletin:bul-${number}`,
        detail: 'nội dung đã duyệt',
      });
      const fill = async (count: number) => {
        for (let index = 1; index <= count; index += 1) await store.audit.append(event(index));
      };

      it('numbers every act and ties it to the one before', async () => {
        expect(await store.audit.firstBroken()).to.equal(null);
        await fill(3);
        const [third, second, first] = await store.audit.events(5);
        expect([first?.seq, second?.seq, third?.seq]).to.deep.equal([1, 2, 3]);
        expect([first?.prevHash, second?.prevHash, third?.prevHash]).to.deep.equal([
          '',
          first?.hash,
          second?.hash,
        ]);
        expect(third).to.deep.include(event(3));
        expect(await store.audit.events(1)).to.deep.equal([third]);
        await store.audit.append({ ...event(2), act: 'bulletin.withdraw' });
        const acts = async (limit: number) =>
          (await store.audit.eventsOf('bulletin:bul-2', limit)).map(({ act }) => act);
        expect(await acts(9)).to.deep.equal(['bulletin.approve', 'bulletin.withdraw']);
        expect(await acts(1)).to.deep.equal(['bulletin.withdraw']);
        expect(await store.audit.firstBroken()).to.equal(null);
      });

      it('has one order however many write at the same time', async () => {
        await Promise.all(
          Array.from({ length: 30 }, (_, index) => store.audit.append(event(index))),
        );
        const events = await store.audit.events(99);
        expect(events.map(({ seq }) => seq).reverse()).to.deep.equal(
          Array.from({ length: 30 }, (_, index) => index + 1),
        );
        expect(await store.audit.firstBroken()).to.equal(null);
      });

      it('shows a row, or a whole trail, taken from another honest one', async () => {
        const other = await openStore(kind);
        await other.store.audit.append(event(99));
        for (let index = 2; index <= 4; index += 1) await other.store.audit.append(event(index));
        await other.store.stop();
        const rowsOf = (which: SqlStoreOptions) =>
          behind(which, (db) => db.selectFrom('audit').selectAll().orderBy('seq').execute());
        await fill(4);
        const [mine, theirs] = [await rowsOf(options), await rowsOf(other.options)];
        const brokenWith = async (rows: typeof mine) => {
          await behind(options, async (db) => {
            await db.deleteFrom('audit').execute();
            await db.insertInto('audit').values(rows).execute();
          });
          return await store.audit.firstBroken();
        };
        expect(await brokenWith(mine)).to.equal(null);
        expect(await brokenWith(mine.with(2, theirs[2]!))).to.equal(3);
        expect(await brokenWith(theirs), 'the end is kept apart').to.equal(4);
      });

      it('shows any row that was changed, removed, swapped or added', async () => {
        await fill(8);
        const honest = await behind(options, (db) => db.selectFrom('audit').selectAll().execute());
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 8 }), faults, async (seq, fault) => {
            const { rows, broken } = fault(
              honest.map((row) => ({ ...row })),
              seq,
            );
            await behind(options, async (db) => {
              await db.deleteFrom('audit').execute();
              await db.insertInto('audit').values(rows).execute();
            });
            expect(await store.audit.firstBroken()).to.equal(broken);
          }),
          { numRuns: 40 },
        );
      });
    });
  });
}
