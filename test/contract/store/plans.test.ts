/**
 * What every store keeps of plans and planned airings — hợp đồng của kho dữ liệu: kế hoạch phát.
 */
import { type AreaId, type DeviceId, EntryId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { airing, box, device, plan, record, T0 } from './samples.js';

const A = box('a');
const B = box('b');

/** Start of an airing → when it was taken back, or null. */
type Promised = Map<number, number | null>;

/** The rule in its plainest words: what is left out and has not begun is taken back. */
function promise(promised: Promised, starts: readonly number[], now: number): void {
  for (const [at, cancelled] of promised) {
    const leftOut = at > now && !starts.includes(at);
    if (leftOut && cancelled === null) promised.set(at, now);
  }
  for (const at of starts) promised.set(at, null);
}

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
      await store.fleet.addDevice(device(B, { areaId: NHON_CHAU, position: null }));
    });
    afterEach(() => store.stop());

    describe('of plans', () => {
      const put = (num: number, starts: readonly number[], now = T0) =>
        store.fleet.putPlans(
          [plan(A, num)],
          starts.map((at) => airing(A, at)),
          now,
        );
      it('name what was taken back and has a record all the same, the newest first', async () => {
        await put(1, [T0 + 1, T0 + 2, T0 + 3, T0 + 4], T0);
        await put(2, [T0 + 4], T0);
        await store.ledger.addRecords(A, [record(A, 1), record(A, 2), record(A, 4)], T0 + 9);
        const of = async (areaId: AreaId, fromAt = 0) => {
          const query = { areaIds: [areaId], fromAt, limit: 9 };
          return (await store.ledger.cancelledWithRecords(query)).map((one) => one.startAt - T0);
        };
        expect(await of(QUY_NHON)).to.deep.equal([2, 1]);
        expect(await of(QUY_NHON, T0 + 2)).to.deep.equal([2]);
        expect(await of(NHON_CHAU)).to.deep.equal([]);
      });

      const planned = async (id: DeviceId = A) => {
        const all = await store.ledger.planned({ deviceId: id, fromAt: 0, toAt: 9e15, limit: 999 });
        return all.map((one) => [one.startAt - T0, one.cancelledAt && one.cancelledAt - T0]);
      };

      it('gives back the newest of each box', async () => {
        expect(await store.fleet.plan(A)).to.equal(null);
        await store.fleet.putPlans([plan(A, 1), plan(B, 5)], [], T0);
        await put(2, []);
        expect(await store.fleet.plan(A)).to.deep.equal(plan(A, 2));
        expect(await store.fleet.plans([B, A])).to.deep.equal([plan(A, 2), plan(B, 5)]);
        const names = [plan(A, 2), plan(B, 5)].map(({ deviceId, mark, publishedAt }) => ({
          deviceId,
          mark,
          publishedAt,
        }));
        expect(await store.fleet.planMarks([B, A])).to.deep.equal(names);
      });

      it('refuses all when one number does not rise; a new epoch begins anew', async () => {
        await store.fleet.putPlans([plan(A, 3), plan(B, 3)], [], T0);
        const mixed = [plan(A, 4), plan(B, 3)];
        expect(await store.fleet.putPlans(mixed, [airing(A, T0 + 5)], T0)).to.equal(false);
        expect(await store.fleet.plan(A)).to.deep.equal(plan(A, 3));
        expect(await planned()).to.deep.equal([]);
        expect(await store.fleet.putPlans([plan(A, 1, 2)], [], T0)).to.equal(true);
        expect(await store.fleet.putPlans([plan(A, 9, 1)], [], T0)).to.equal(false);
      });

      it('lets one of two rival publications win whole', async () => {
        const rival = (title: string) =>
          store.fleet.putPlans([plan(A, 1), plan(B, 1)], [airing(A, T0 + 1, { title })], T0);
        const both = await Promise.all([rival('một'), rival('hai')]);
        expect(both.filter(Boolean)).to.have.length(1);
        expect(await planned()).to.have.length(1);
      });

      it('takes back what a newer plan leaves out, but only before its start', async () => {
        await put(1, [T0 + 10, T0 + 20, T0 + 30]);
        await put(2, [T0 + 30, T0 + 40], T0 + 10);
        expect(await planned()).to.deep.equal([
          [10, null],
          [20, 10],
          [30, null],
          [40, null],
        ]);
        await put(3, [T0 + 20], T0 + 15);
        expect(await planned(), 'and plans it again').to.deep.equal([
          [10, null],
          [20, null],
          [30, 15],
          [40, 15],
        ]);
      });

      it('does not touch the airings of other boxes', async () => {
        await store.fleet.putPlans([plan(B, 1)], [airing(B, T0 + 10)], T0);
        await put(1, []);
        expect(await planned(B)).to.deep.equal([[10, null]]);
      });

      it('takes the newest title and length of an airing', async () => {
        await put(1, [T0 + 10]);
        const renamed = airing(A, T0 + 10, { title: 'Bản tin đã sửa', durationMs: 90_000 });
        await store.fleet.putPlans([plan(A, 2)], [renamed], T0);
        const query = { areaIds: [QUY_NHON], fromAt: T0, toAt: T0 + 11, limit: 5 };
        expect(await store.ledger.planned(query)).to.deep.equal([renamed]);
      });

      it('finds airings by area, box and start, in order, up to a limit', async () => {
        const entryId = EntryId.parse('ent-2');
        const far = airing(B, T0 + 15, { areaId: NHON_CHAU, entryId });
        await put(1, [T0 + 20, T0 + 10]);
        await store.fleet.putPlans([plan(B, 1)], [far], T0);
        const found = async (query: object) => {
          const bounds = { fromAt: T0, toAt: T0 + 100, limit: 10 };
          const all = await store.ledger.planned({ ...bounds, ...query });
          return all.map(({ startAt }) => startAt - T0);
        };
        expect(await found({})).to.deep.equal([10, 15, 20]);
        expect(await found({ areaIds: [NHON_CHAU] })).to.deep.equal([15]);
        expect(await found({ areaIds: [] })).to.deep.equal([]);
        expect(await found({ deviceId: A, areaIds: [NHON_CHAU] })).to.deep.equal([]);
        expect(await found({ fromAt: T0 + 10, toAt: T0 + 20 })).to.deep.equal([10, 15]);
        expect(await found({ limit: 2 })).to.deep.equal([10, 15]);
      });

      it('treats a publication with two plans for one box, or a stray airing, as a bug', async () => {
        const fault = async (...input: Parameters<Store['fleet']['putPlans']>) => {
          try {
            await store.fleet.putPlans(...input);
            return 'stored';
          } catch (cause) {
            return String(cause);
          }
        };
        expect(await fault([plan(A, 1), plan(A, 2)], [], T0)).to.contain('two plans');
        expect(await fault([plan(A, 1)], [airing(B, T0 + 1)], T0)).to.contain('no plan');
      });

      it('holds, after any row of publications, exactly what a listener was promised', async () => {
        const publications = fc.array(
          fc.record({
            step: fc.nat(30),
            starts: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
          }),
          { minLength: 1, maxLength: 8 },
        );
        let run = 0;
        await fc.assert(
          fc.asyncProperty(publications, async (all) => {
            run += 1;
            const dev = box(`law-${run}`);
            await store.fleet.addDevice(device(dev));
            const promised: Promised = new Map();
            let now = 0;
            for (const [index, { step, starts }] of all.entries()) {
              now += step;
              promise(promised, starts, now);
              const airings = starts.map((at) => airing(dev, T0 + at));
              await store.fleet.putPlans([plan(dev, index + 1)], airings, T0 + now);
            }
            expect(await planned(dev)).to.deep.equal([...promised].sort(([a], [b]) => a - b));
          }),
          { numRuns: 20 },
        );
      });
    });
  });
}
