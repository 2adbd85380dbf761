/**
 * What every store keeps of emergencies — hợp đồng của kho dữ liệu: lệnh khẩn.
 */
import { BulletinId, EntryId, type UserId } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import { expect } from 'chai';
import { SILENT } from '#server/core/emergency/box-word';
import type { StoredEmergency, StoredEmergencyBox } from '#server/ports/emergencies';
import type { Store } from '#server/ports/store';
import { sha } from '../../support/plans.js';
import { NHON_CHAU, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { airing, box, device, plan, T0 } from './samples.js';

const ID = EntryId.parse('urgent-1');

const emergency = (change: Partial<StoredEmergency> = {}): StoredEmergency => ({
  id: ID,
  kind: 'real',
  path: 'B',
  state: 'waiting-second',
  bulletinId: BulletinId.parse('b-1'),
  areaIds: [QUY_NHON, NHON_CHAU],
  message: {
    nbf: T0,
    exp: T0 + 3_600_000,
    title: 'Cảnh báo lũ',
    origin: 'commune',
    audio: [{ sha256: sha('clip'), sizeBytes: 1000, durationMs: durationMs(60_000), codec: 'mp3' }],
    parts: [{ sha256: sha('clip'), offsetMs: durationMs(0) }],
    durationMs: 60_000,
    plays: 3,
    gapMs: 10_000,
    gainDb: 0,
  },
  contentHash: sha('content'),
  devices: 2,
  createdBy: { id: 'usr-1' as UserId, username: 'lan', fullName: 'Lan' },
  createdAt: T0,
  second: null,
  dueAt: T0 + 1_800_000,
  confirmedAt: null,
  sentAt: null,
  stoppedBy: null,
  stoppedAt: null,
  corrects: null,
  why: null,
  counts: {},
  ...change,
});

const WORD = { ...SILENT, sentAt: T0 };

const boxOf = (name: string, change: Partial<StoredEmergencyBox> = {}): StoredEmergencyBox => ({
  deviceId: box(name),
  areaId: QUY_NHON,
  sealed: '{"v":1}',
  bootId: 'boot-0001',
  word: WORD,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    describe('of emergencies', () => {
      it('gives an order back as it was added, and nothing for another id', async () => {
        await store.emergencies.addEmergency(emergency());
        expect(await store.emergencies.emergency(ID)).to.deep.equal(emergency());
        expect(await store.emergencies.emergency(EntryId.parse('urgent-2'))).to.equal(null);
      });

      it('finds the orders of a period and area, and the words of the boxes in an area', async () => {
        const { emergencies } = store;
        const named = (id: string, createdAt: number, areaIds = [QUY_NHON]) =>
          emergency({ id: EntryId.parse(id), createdAt, areaIds });
        const all = [
          named('urgent-a', T0),
          named('urgent-b', T0 + 5),
          named('urgent-c', T0 + 9, [NHON_CHAU]),
          named('urgent-d', T0 + 10),
        ];
        for (const one of all) await emergencies.addEmergency(one);
        const period = { areaIds: [QUY_NHON], fromAt: T0, toAt: T0 + 10, limit: 9 };
        expect(await emergencies.emergenciesIn(period)).to.deep.equal([all[1], all[0]]);
        expect(await emergencies.emergenciesIn({ ...period, limit: 1 })).to.deep.equal([all[1]]);
        for (const name of ['a', 'b']) await store.fleet.addDevice(device(box(name)));
        const heard = { ...WORD, soundedAt: T0 + 3 };
        const boxes = [boxOf('a', { word: heard }), boxOf('b', { areaId: NHON_CHAU })];
        await emergencies.putEmergencyBoxes(EntryId.parse('urgent-a'), boxes, []);
        const id = EntryId.parse('urgent-a');
        expect(await emergencies.emergencyWords(id, [QUY_NHON])).to.deep.equal([
          { deviceId: box('a'), areaId: QUY_NHON, word: heard },
        ]);
      });

      it('changes an order only from the states that are named', async () => {
        const { emergencies } = store;
        await emergencies.addEmergency(emergency());
        const change = {
          state: 'sending',
          second: { id: 'usr-2' as UserId, username: 'minh', fullName: 'Minh' },
          confirmedAt: T0 + 5,
          dueAt: null,
          counts: { sent: 2 },
        } as const;
        const tries = await Promise.all([
          emergencies.changeEmergency(ID, ['waiting-second'], change),
          emergencies.changeEmergency(ID, ['waiting-second'], { state: 'vetoed' }),
        ]);
        expect(tries.filter(Boolean)).to.have.length(1);
        const stored = await emergencies.emergency(ID);
        expect(stored).to.deep.equal(tries[0] ? emergency(change) : emergency({ state: 'vetoed' }));
        expect(await emergencies.changeEmergency(ID, ['sent'], { why: 'x' })).to.equal(false);
        const stop = { state: 'stopped', stoppedBy: 'lan', stoppedAt: T0, sentAt: T0, why: 'ổn' };
        await emergencies.changeEmergency(ID, ['sending', 'vetoed'], stop as never);
        expect(await emergencies.emergency(ID)).to.deep.include(stop);
      });

      it('lists orders by state and place, the newest first', async () => {
        const { emergencies } = store;
        const numbered = (number: number, change: Partial<StoredEmergency>) =>
          emergencies.addEmergency(
            emergency({
              id: EntryId.parse(`urgent-${number}`),
              createdAt: T0 + number,
              ...change,
            }),
          );
        await numbered(1, { state: 'ended' });
        await numbered(2, { state: 'sent', areaIds: [NHON_CHAU] });
        await numbered(3, { state: 'ended', areaIds: [QUY_NHON] });
        const list = async (query: Parameters<typeof emergencies.emergencies>[0]) =>
          (await emergencies.emergencies(query)).map(({ id }) => id);
        expect(await list({ states: ['ended', 'sent'], limit: 9 })).to.deep.equal([
          'urgent-3',
          'urgent-2',
          'urgent-1',
        ]);
        const here = { states: ['ended'], areaIds: [QUY_NHON], limit: 1 } as const;
        expect(await list(here)).to.deep.equal(['urgent-3']);
        const there = { states: ['ended', 'sent'], areaIds: [NHON_CHAU], limit: 9 } as const;
        expect(await list(there)).to.deep.equal(['urgent-2', 'urgent-1']);
      });

      it('keeps the newest word of each box, and the airings with it', async () => {
        const { emergencies } = store;
        await emergencies.addEmergency(emergency());
        await store.fleet.addDevice(device(box('a')));
        const urgent = { ...airing(box('a'), T0 + 99), entryId: ID, playId: `${ID}.a.1` };
        await emergencies.putEmergencyBoxes(ID, [boxOf('b'), boxOf('a')], [urgent]);
        const heard = { ...WORD, acceptedAt: T0 + 7, told: [T0], missed: 'file-absent' };
        await emergencies.putEmergencyBoxes(ID, [boxOf('a', { word: heard })], []);
        expect(await emergencies.emergencyBoxes(ID)).to.deep.equal([
          boxOf('a', { word: heard }),
          boxOf('b'),
        ]);
        const planned = await store.ledger.planned({ fromAt: 0, toAt: T0 * 2, limit: 9 });
        expect(planned).to.deep.equal([urgent]);
      });

      it('leaves the airings of an urgent message alone when a new plan comes', async () => {
        await store.emergencies.addEmergency(emergency());
        await store.fleet.addDevice(device(box('a')));
        const urgent = { ...airing(box('a'), T0 + 99), entryId: ID, playId: `${ID}.a.1` };
        await store.emergencies.putEmergencyBoxes(ID, [boxOf('a')], [urgent]);
        await store.fleet.putPlans([plan(box('a'), 1)], [], T0);
        const [kept] = await store.ledger.planned({ fromAt: 0, toAt: T0 * 2, limit: 9 });
        expect(kept?.cancelledAt).to.equal(null);
      });
    });
  });
}
