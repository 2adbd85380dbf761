/**
 * What every store keeps of boxes and their plans — hợp đồng của kho dữ liệu: cụm loa.
 */
import { instant } from '@loaso/shared/time';
import type { BoxRefusal } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { ack, box, device, status, T0 } from './samples.js';

const A = box('a');
const B = box('b');

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

    describe('of boxes', () => {
      it('gives them back, an id only once, and changes only what is named', async () => {
        expect(await store.fleet.addDevice(device(A, { name: 'khác' }))).to.equal(false);
        const other = device(B, { areaId: NHON_CHAU, position: null });
        expect(await store.fleet.devices()).to.deep.equal([device(A), other]);
        expect(await store.fleet.devices([NHON_CHAU])).to.deep.equal([other]);
        expect(await store.fleet.devices([])).to.deep.equal([]);
        await store.fleet.changeDevice(A, {
          position: null,
          state: 'revoked',
          placeKind: 'clinic',
        });
        await store.fleet.changeDevice(A, {});
        expect(await store.fleet.device(A)).to.deep.equal(
          device(A, { position: null, state: 'revoked', placeKind: 'clinic' }),
        );
        expect(await store.fleet.device(box('z'))).to.equal(null);
      });
    });

    describe('of another place that waits', () => {
      it('is settled once, by who saw what was asked', async () => {
        const placeAsked = { kind: 'market', by: 'usr-tho', at: 7 } as never;
        await store.fleet.changeDevice(A, { placeAsked });
        expect(await store.fleet.device(A)).to.deep.equal(device(A, { placeAsked }));
        expect(await store.fleet.settlePlace(A, 6, 'market')).to.equal(false);
        expect(await store.fleet.settlePlace(A, 7, 'market')).to.equal(true);
        expect(await store.fleet.device(A)).to.deep.equal(device(A, { placeKind: 'market' }));
        expect(await store.fleet.settlePlace(A, 7, 'market')).to.equal(false);
      });
    });

    describe('of boxes that come together', () => {
      it('takes all of them, more than one statement holds, and none where one is known', async () => {
        const many = Array.from({ length: 450 }, (_, n) =>
          device(box(`n${String(n).padStart(3, '0')}`), { state: 'registered', position: null }),
        );
        await store.fleet.addDevices(many);
        expect((await store.fleet.devices()).length).to.equal(452);
        expect(await store.fleet.device(box('n449'))).to.deep.equal(many.at(-1));
        const twice = store.fleet.addDevices([device(box('c')), device(A)]);
        expect(await twice.then(() => 'taken').catch(() => 'refused')).to.equal('refused');
        expect(await store.fleet.device(box('c'))).to.equal(null);
        await store.fleet.addDevices([]);
      });
    });

    describe('of enrolment codes', () => {
      const ticket = (codeHash: string, change: object = {}) => ({
        codeHash,
        deviceId: A,
        expiresAt: T0 + 1_000,
        triesLeft: 5,
        usedAt: null,
        ...change,
      });
      const key = (publicKey: string, at = T0) => ({ publicKey, secretHash: 'hash', at });

      it('lets one box in once, however many try at the same time', async () => {
        await store.fleet.putTicket(ticket('code'));
        const tries = ['k1', 'k2', 'k3'].map((name) => store.fleet.enrolDevice('code', key(name)));
        const entered = await Promise.all(tries);
        expect(entered.filter(Boolean)).to.have.length(1);
        const enrolled = await store.fleet.device(A);
        expect(enrolled).to.include({ state: 'enrolled', secretHash: 'hash' });
        expect(await store.fleet.ticketByHash('code')).to.deep.equal(
          ticket('code', { usedAt: T0 }),
        );
        expect(await store.fleet.enrolDevice('code', key('k4'))).to.equal(false);
      });

      it('opens nothing when wrong, expired, worn out, or for a box shut out', async () => {
        expect(await store.fleet.enrolDevice('none', key('k'))).to.equal(false);
        await store.fleet.putTicket(ticket('code'));
        expect(await store.fleet.enrolDevice('code', key('k', T0 + 1_000))).to.equal(false);
        await store.fleet.putTicket(ticket('code', { triesLeft: 0 }));
        expect(await store.fleet.enrolDevice('code', key('k'))).to.equal(false);
        await store.fleet.putTicket(ticket('code'));
        await store.fleet.changeDevice(A, { state: 'revoked' });
        expect(await store.fleet.enrolDevice('code', key('k'))).to.equal(false);
        expect((await store.fleet.ticketByHash('code'))?.usedAt, 'the code is not lost').to.equal(
          null,
        );
        expect(await store.fleet.device(A)).to.include({ state: 'revoked', publicKey: null });
      });

      it('gives no box the key of another', async () => {
        await store.fleet.putTicket(ticket('code'));
        await store.fleet.putTicket(ticket('other', { deviceId: B }));
        expect(await store.fleet.enrolDevice('code', key('same'))).to.equal(true);
        expect(await store.fleet.enrolDevice('other', key('same'))).to.equal(false);
        expect(await store.fleet.enrolDevice('other', key('own'))).to.equal(true);
      });

      it('shuts the older code of a box when it gets a new one', async () => {
        await store.fleet.putTicket(ticket('old'));
        await store.fleet.putTicket(ticket('new'));
        expect(await store.fleet.ticketByHash('old')).to.equal(null);
        expect(await store.fleet.ticketByHash('new')).to.deep.equal(ticket('new'));
      });

      it('are known while they are open, and taken back unused', async () => {
        const open = (at = T0) => store.fleet.openTicket(A, at);
        expect(await open()).to.equal(null);
        expect(await store.fleet.removeOpenTickets(A), 'nothing to take').to.equal(false);
        await store.fleet.putTicket(ticket('code'));
        await store.fleet.putTicket(ticket('other', { deviceId: B }));
        expect(await open()).to.deep.equal(ticket('code'));
        expect(await open(T0 + 1_000), 'too old').to.equal(null);
        expect(await store.fleet.removeOpenTickets(A)).to.equal(true);
        expect(await open()).to.equal(null);
        expect(await store.fleet.enrolDevice('code', key('k'))).to.equal(false);
        expect(await store.fleet.enrolDevice('other', key('k'))).to.equal(true);
        expect(await store.fleet.openTicket(B, T0), 'used').to.equal(null);
        expect(await store.fleet.removeOpenTickets(B), 'a used one stays').to.equal(false);
      });
    });

    describe('of envelopes', () => {
      it('keeps the highest', async () => {
        expect(await store.fleet.envelope(A)).to.equal(null);
        await store.fleet.putEnvelopes([{ device: A, num: 2, sealed: 'hai' }]);
        await store.fleet.putEnvelopes([
          { device: A, num: 1, sealed: 'một' },
          { device: B, num: 9, sealed: 'chín' },
        ]);
        expect(await store.fleet.envelope(A)).to.deep.equal({ num: 2, sealed: 'hai' });
        await store.fleet.putEnvelopes([{ device: A, num: 2, sealed: 'hai, ký lại' }]);
        expect(await store.fleet.envelope(A)).to.deep.equal({ num: 2, sealed: 'hai, ký lại' });
      });
    });

    describe('of what boxes say', () => {
      it('keeps the newest word of each kind, and is not fooled by a late one', async () => {
        expect(await store.fleet.report(A)).to.equal(null);
        await store.fleet.setOnline(A, true, 'boot-x', T0);
        await store.fleet.putStatus(A, status(A, T0 + 2), T0 + 2);
        await store.fleet.putStatus(A, status(A, T0 + 1), T0 + 1);
        await store.fleet.putAck(A, ack(A, T0 + 5), T0 + 5);
        await store.fleet.putAck(A, ack(A, T0 + 4), T0 + 4);
        await store.fleet.setOnline(A, false, null, T0 + 9);
        const report = {
          deviceId: A,
          online: false,
          lastSeenAt: T0 + 5,
          bootId: `boot-${T0 + 2}`,
          status: status(A, T0 + 2),
          statusAt: T0 + 2,
          ack: ack(A, T0 + 5),
          ackAt: T0 + 5,
        };
        expect(await store.fleet.report(A)).to.deep.equal(report);
        await store.fleet.setOnline(B, true, null, T0);
        const both = await store.fleet.reports([A, B]);
        expect(both.map(({ deviceId, online }) => [deviceId, online])).to.deep.equal([
          [A, false],
          [B, true],
        ]);
      });

      it('takes a flood of statuses at once, the newest of each box last', async () => {
        const flood = Array.from({ length: 300 }, (_, index) => {
          const [dev, at] = [index % 2 === 0 ? A : B, T0 + ((index * 7) % 300)];
          return store.fleet.putStatus(dev, status(dev, at), at);
        });
        await Promise.all(flood);
        const both = await store.fleet.reports([A, B]);
        expect(both.map(({ statusAt }) => statusAt)).to.have.members([T0 + 298, T0 + 299]);
      });

      it('harms no other box by the word of one that does not exist', async () => {
        const stranger = box('stranger');
        const answers = await Promise.allSettled([
          store.fleet.putStatus(A, status(A, T0), T0),
          store.fleet.putStatus(stranger, status(stranger, T0), T0),
          store.fleet.putStatus(B, status(B, T0), T0),
        ]);
        const words = answers.map((answer) => answer.status);
        expect(words).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
        expect(await store.fleet.reports([A, B])).to.have.length(2);
      });

      it('keeps each refusal once, the newest two hundred of a box', async () => {
        const refusal = (at: number, code = 'old-number'): BoxRefusal => ({
          at: instant(T0 + at),
          what: 'plan',
          code,
          detail: 'số cũ',
        });
        const all = Array.from({ length: 150 }, (_, at) => [refusal(at), refusal(at, 'expired')]);
        await store.fleet.addRefusals(A, all.flat());
        await store.fleet.addRefusals(A, [refusal(149), refusal(150)]);
        await store.fleet.addRefusals(B, [refusal(1)]);
        await store.fleet.addRefusals(B, []);
        expect(await store.fleet.refusals(A, 999)).to.have.length(200);
        expect(await store.fleet.refusals(A, 2)).to.deep.equal([
          { deviceId: A, ...refusal(150) },
          { deviceId: A, ...refusal(149) },
        ]);
        expect(await store.fleet.refusals(B, 9)).to.have.length(1);
      });
    });
  });
}
