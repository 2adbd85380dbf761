/**
 * What every store keeps of the watch — hợp đồng của kho dữ liệu: theo dõi, sự cố, bảo trì.
 */
import { IncidentId, UserId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Incident } from '#server/core/fleet/incidents';
import type { TwinCode } from '#server/core/fleet/record-twins';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { ack, box, device, plan, status, T0 } from './samples.js';

const A = box('a');
const B = box('b');
const words = { vi: 'Mất điện.', en: 'No power.' };

const incident = (id: string, change: Partial<Incident> = {}): Incident => ({
  id: IncidentId.parse(id),
  cause: 'commune-power',
  operator: null,
  areaIds: [QUY_NHON],
  deviceIds: [A],
  peak: 1,
  startedAt: T0,
  openedAt: T0,
  calmSince: null,
  resolvedAt: null,
  ended: null,
  sentence: words,
  next: null,
  evidence: [words],
  acked: null,
  assignee: null,
  notes: [],
  toldAt: null,
  escalatedAt: null,
  toldEndAt: null,
  revision: 1,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, watching`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      await store.fleet.addDevice(device(A));
      await store.fleet.addDevice(device(B, { areaId: NHON_CHAU, position: null }));
    });
    afterEach(() => store.stop());

    it('gives a box with its newest words and marks, and one that never spoke', async () => {
      await store.fleet.putStatus(A, status(A, T0), T0);
      await store.fleet.putAck(A, ack(A, T0), T0);
      const lastAiring = { at: T0, outcome: 'completed', reason: null, virtual: false } as const;
      await store.watch.noteBox(A, [], { goneAt: T0 + 1, lastAiring });
      await store.watch.noteBox(A, [], { releasedAt: T0 + 2 });
      const [a, b] = await store.watch.boxes({});
      expect(a?.patient).to.deep.include({
        lastSeenAt: T0,
        goneAt: T0 + 1,
        lastAiring,
        desired: null,
      });
      expect(a?.patient.status).to.deep.equal(status(A, T0));
      expect(a?.releasedAt).to.equal(T0 + 2);
      expect(b?.patient).to.deep.include({ lastSeenAt: null, status: null, lastAiring: null });
      expect(await store.watch.boxes({ areaIds: [NHON_CHAU] })).to.deep.equal([b]);
      expect(await store.watch.boxes({ ids: [A] })).to.deep.equal([a]);
    });

    it('gives the plan and the envelope that a box is to hold, and where it stands', async () => {
      await store.fleet.putPlans([plan(A, 3)], [], T0);
      await store.fleet.putEnvelopes([{ device: A, num: 4, sealed: '{}' }]);
      await store.fleet.setOnline(A, true, 'boot', T0 + 6);
      const [a, b] = await store.watch.boxes({});
      const { publicKey, secretHash, ...shown } = device(A);
      expect(a?.device).to.deep.equal(shown);
      expect([publicKey, secretHash]).to.deep.equal([null, null]);
      expect(a?.patient).to.deep.include({
        state: 'registered',
        online: true,
        lastSeenAt: T0 + 6,
        desired: { mark: plan(A, 3).mark, publishedAt: T0 + 3 },
        envelopeNum: 4,
      });
      expect(b?.device.position).to.equal(null);
      expect(b?.patient.desired).to.equal(null);
    });

    it('keeps each change of state once, newest first, until it is swept', async () => {
      const event = (at: number, name: 'gone' | 'connected') => ({
        deviceId: A,
        at,
        kind: name,
        detail: 'broker',
      });
      const events = [event(T0, 'gone'), event(T0 + 5, 'connected'), event(T0 + 9, 'gone')];
      await store.watch.noteBox(A, events, {});
      await store.watch.noteBox(A, events, {});
      expect(await store.watch.boxEvents(A, T0 + 1, 10)).to.deep.equal([events[2], events[1]]);
      expect([...(await store.watch.lossesSince(T0))]).to.deep.equal([[A, [T0, T0 + 9]]]);
      expect([...(await store.watch.lossesSince(T0 + 1))]).to.deep.equal([[A, [T0 + 9]]]);
      expect(await store.watch.sweepBoxEvents(T0 + 9)).to.equal(2);
      expect(await store.watch.boxEvents(A, T0, 10)).to.deep.equal([events[2]]);
    });

    it('knows when two boxes spoke with one key', async () => {
      const fell = {
        at: instant(T0 + 3),
        what: 'message',
        code: 'counter-fell',
        detail: '',
      } as const;
      await store.fleet.addRefusals(B, [fell, { ...fell, at: instant(T0), code: 'malformed' }]);
      const differs = { ...fell, at: instant(T0 + 4), code: 'record-differs' };
      await store.fleet.addRefusals(A, [differs]);
      const since = async (codes: readonly TwinCode[], at: number) =>
        new Map(await store.watch.twinsSince(codes, at));
      expect(await since(['counter-fell'], T0)).to.deep.equal(new Map([[B, T0 + 3]]));
      const both = new Map([
        [A, T0 + 4],
        [B, T0 + 3],
      ]);
      expect(await since(['counter-fell', 'record-differs'], T0)).to.deep.equal(both);
      expect(await since(['counter-fell', 'record-differs'], T0 + 5)).to.deep.equal(new Map());
    });

    it('finds incidents by their areas, open ones first, and lets no older writer win', async () => {
      const first = incident('inc-1', { openedAt: T0 + 5, resolvedAt: T0 + 6, ended: 'healed' });
      const second = incident('inc-2', { areaIds: [QUY_NHON, NHON_CHAU] });
      for (const one of [first, second]) expect(await store.watch.putIncident(one)).to.equal(true);
      expect(await store.watch.incidents([QUY_NHON], 10)).to.deep.equal([second, first]);
      expect(await store.watch.incidents([NHON_CHAU], 10)).to.deep.equal([second]);
      expect(await store.watch.openIncidents()).to.deep.equal([second]);
      const next = { ...second, areaIds: [QUY_NHON], peak: 9, revision: 2 };
      expect(await store.watch.putIncident(next)).to.equal(true);
      expect(await store.watch.putIncident({ ...second, peak: 7, revision: 2 })).to.equal(false);
      expect(await store.watch.incident(second.id)).to.deep.equal(next);
      expect(await store.watch.incidents([NHON_CHAU], 10)).to.deep.equal([]);
    });

    it('keeps an incident in the books of a place where it was over first', async () => {
      const left = [{ areaId: NHON_CHAU, at: T0 + 8 }];
      const open = incident('inc-1', { openedAt: T0 + 5, areaIds: [QUY_NHON], left });
      await store.watch.putIncident(open);
      const of = (fromAt: number) =>
        store.watch.incidentsIn({ areaIds: [NHON_CHAU], fromAt, toAt: T0 + 20, limit: 9 });
      expect(await of(T0)).to.deep.equal([open]);
      expect(await of(T0 + 8)).to.deep.equal([open]);
      expect(await of(T0 + 9)).to.deep.equal([]);
      // What lasts elsewhere is not this place's to do any more; once it is over it is in both histories.
      expect(await store.watch.incidents([NHON_CHAU], 10)).to.deep.equal([]);
      const over = { ...open, resolvedAt: T0 + 15, ended: 'healed' as const, revision: 2 };
      await store.watch.putIncident(over);
      expect(await store.watch.incidents([NHON_CHAU], 10)).to.deep.equal([over]);
    });

    it('finds the incidents of a period: opened before its end, not over before it began', async () => {
      const over = (id: string, openedAt: number, resolvedAt: number | null) =>
        incident(id, { openedAt, resolvedAt, ended: resolvedAt === null ? null : 'healed' });
      const all = [
        over('inc-before', T0 + 1, T0 + 9),
        over('inc-into', T0 + 2, T0 + 10),
        over('inc-open', T0 + 15, null),
        over('inc-after', T0 + 20, null),
      ];
      for (const one of all) await store.watch.putIncident(one);
      const period = { areaIds: [QUY_NHON], fromAt: T0 + 10, toAt: T0 + 20, limit: 9 };
      expect(await store.watch.incidentsIn(period)).to.deep.equal([all[2], all[1]]);
      expect(await store.watch.incidentsIn({ ...period, limit: 1 })).to.deep.equal([all[2]]);
      expect(await store.watch.incidentsIn({ ...period, areaIds: [NHON_CHAU] })).to.deep.equal([]);
    });

    it('keeps planned work until it is over or ended', async () => {
      const planned = {
        id: 'mtn-1',
        areaId: QUY_NHON,
        deviceId: null,
        fromAt: T0,
        untilAt: T0 + 100,
        why: 'thay cột',
        by: UserId.parse('usr-technician'),
        createdAt: T0,
      };
      await store.watch.addMaintenance(planned);
      await store.watch.addMaintenance({ ...planned, id: 'mtn-2', deviceId: A, untilAt: T0 + 50 });
      expect((await store.watch.maintenances(T0 + 60)).map(({ id }) => id)).to.deep.equal([
        'mtn-1',
      ]);
      expect(await store.watch.maintenances(T0)).to.deep.include(planned);
      expect(await store.watch.endMaintenance('mtn-1', T0 + 1)).to.equal(true);
      expect(await store.watch.endMaintenance('mtn-1', T0 + 2)).to.equal(false);
      expect((await store.watch.maintenances(T0)).map(({ id }) => id)).to.deep.equal(['mtn-2']);
      const since = async (at: number) =>
        (await store.watch.maintenancesSince(at)).map(({ id, untilAt }) => [id, untilAt]);
      expect(await since(T0)).to.deep.equal([
        ['mtn-1', T0 + 1],
        ['mtn-2', T0 + 50],
      ]);
      expect(await since(T0 + 1)).to.deep.equal([['mtn-2', T0 + 50]]);
      expect(await since(T0 + 50)).to.deep.equal([]);
    });
  });
}
