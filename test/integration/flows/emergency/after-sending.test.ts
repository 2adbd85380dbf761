/** What becomes of an order once it has left: stops, boxes that come back, crashes, drills. */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { expect } from 'chai';
import { approve } from '#server/core/bulletin/lifecycle';
import { refusalOf, type Word, wordOf } from '../../../support/box-words.js';
import {
  approver,
  type EmergencyRoom,
  official,
  openEmergencyRoom,
  technician,
} from '../../../support/emergency-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

describe('emergencies under way', () => {
  let one: EmergencyRoom;
  let box: TestBox;
  let word: Word;

  beforeEach(async () => {
    one = await openEmergencyRoom();
    box = await one.box();
    word = wordOf(one, box);
  });
  afterEach(() => one.close());

  const later = (ms: number): void => {
    one.room.shiftMs += ms;
  };

  it('are silenced by one tap, and stay silent for a box that comes back later', async () => {
    const away = await one.box();
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    await word.ack('urgent', order.id);
    const stopped = given(await one.flows.stopOrder(technician, order.id));
    expect(stopped).to.deep.include({ state: 'stopped', stoppedBy: technician.fullName });
    expect(one.stops(box.id).map(({ entryId }) => entryId)).to.deep.equal([order.id]);
    await word.records(order.id, [
      { ...word.played({ playedMs: 4_000 }), outcome: 'interrupted', reason: 'operator' },
    ]);
    await one.flows.beat();
    const seen = given(await one.flows.show(official, order.id));
    expect(seen.boxes.find(({ deviceId }) => deviceId === box.id)).to.deep.include({
      state: 'cut',
      reason: { vi: 'có người bấm dừng', en: 'somebody stopped it' },
    });
    later(30 * 60_000);
    await wordOf(one, away).ask();
    expect(one.urgents(away.id)).to.have.length(1);
    expect(one.stops(away.id)).to.have.length(2);
  });

  it('reach a box that was away when it comes back in time, and no box twice', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    one.room.linkUp = false;
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    expect(given(await one.flows.show(official, order.id)).counts).to.deep.equal({ unsent: 1 });
    one.room.linkUp = true;
    await word.ask();
    expect(one.urgents(box.id)).to.have.length(1);
    await word.ack('urgent', order.id);
    await word.ask();
    expect(one.urgents(box.id)).to.have.length(1);
    const [, file = ''] = [order.id, order.sha256];
    expect(await one.fleet.boxMayFetch(box.id, file as never)).to.equal(true);
    later(91 * 60_000);
    const newcomer = await one.box();
    await wordOf(one, newcomer).ask();
    expect(one.urgents(newcomer.id)).to.deep.equal([]);
  });

  it('go out anew to a box that had forgotten the time, under the same id', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    await word.ack('urgent', order.id, { outcome: 'refused', code: 'clock-untrusted' });
    await word.ask('boot-second');
    const sent = one.urgents(box.id);
    expect(sent.map(({ id }) => id)).to.deep.equal([order.id, order.id]);
    expect(sent.at(-1)?.boot).to.equal('boot-second');
  });

  it('stop what they correct in the same act', async () => {
    const [wrong, right] = [await one.warning('sai'), await one.warning('đúng')];
    const phone = await one.phone(official);
    const first = given(await one.flows.start(official, one.order(wrong, phone)));
    await one.flows.settled();
    later(31_000);
    const wish = one.order(right, phone, { corrects: first.id });
    const second = given(await one.flows.start(official, wish));
    await one.flows.settled();
    expect(second.corrects).to.equal(first.id);
    expect(given(await one.flows.show(official, first.id)).state).to.equal('stopped');
    expect(one.stops(box.id).map(({ entryId }) => entryId)).to.deep.equal([first.id]);
    expect(one.urgents(box.id).map(({ id }) => id)).to.deep.equal([first.id, second.id]);
  });

  it('are drilled under another word, and count who could not have sounded', async () => {
    const other = await one.box();
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const drill = given(
      await one.flows.start(official, one.order(bulletin, phone, { kind: 'drill' })),
    );
    await one.flows.settled();
    expect(one.urgents(box.id)).to.deep.equal([]);
    expect(one.urgents(box.id, 'drill')[0]).to.deep.include({ kind: 'drill', id: drill.id });
    await word.ack('drill', drill.id);
    await wordOf(one, other).ack('drill', drill.id, { code: 'output-failed' });
    await one.flows.beat();
    await one.flows.beat();
    const seen = given(await one.flows.show(official, drill.id));
    expect(seen).to.deep.include({ state: 'ended', counts: { accepted: 1, refused: 1 } });
    const query = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER, limit: 10 };
    expect(await one.ports.store.ledger.planned(query)).to.deep.equal([]);
  });

  it('go on after a crash of the server under the same id, or are shown as failed', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const { changeEmergency } = one.ports.store.emergencies;
    const sending = async (): Promise<Emergency> => {
      const order = given(await one.flows.start(official, one.order(bulletin, phone)));
      await one.flows.settled();
      await changeEmergency(order.id, ['sent'], { state: 'sending', sentAt: null });
      return order;
    };
    const first = await sending();
    one.restart();
    expect(await one.flows.load()).to.equal(1);
    await one.flows.resume();
    await one.flows.settled();
    expect(one.urgents(box.id).map(({ id }) => id)).to.deep.equal([first.id, first.id]);
    expect(given(await one.flows.show(official, first.id)).state).to.equal('sent');

    later(31_000);
    const second = await sending();
    one.signer.restart();
    one.restart();
    await one.flows.load();
    await one.flows.resume();
    await one.flows.settled();
    expect(given(await one.flows.show(official, second.id)).state).to.equal('failed');
    // It had been sent after all: the box says so.
    await word.ack('urgent', second.id);
    await one.flows.beat();
    expect(given(await one.flows.show(official, second.id))).to.deep.include({
      state: 'sent',
      counts: { accepted: 1 },
    });
  });

  it('fail at once when the signer does not know the sound, and leave nothing half sent', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    // The plans say that it was prepared; the signer, asked at the last moment, has never seen it.
    const { sha256 } = bulletin.clip!;
    const other = sha256.replace(/^./, (sign) => (sign === '0' ? '1' : '0'));
    const plans = await one.ports.store.fleet.plans([box.id]);
    const [held] = plans;
    const plan = { ...held!.plan, num: held!.mark.num + 1, standing: [other as never] };
    await one.ports.store.fleet.putPlans(
      [{ ...held!, plan, mark: { ...held!.mark, num: plan.num } }],
      [],
      one.ports.clock.now(),
    );
    const changed = { ...bulletin.clip!, sha256: other as never };
    const fresh = await one.bulletin('khác', { clip: changed, state: 'submitted' });
    const by = { id: approver.userId, at: one.ports.clock.now() };
    const approved = approve(fresh, by, one.ports.hashing.sha256);
    if (!approved.ok) throw new Error(approved.error.code);
    await one.ports.store.content.replaceBulletin({ ...approved.value, revision: 2 });
    const answer = one.flows.start(official, one.order(fresh, phone));
    expect(await refusalOf(answer)).to.equal('emergency-unsigned');
    const desk = given(await one.flows.emergencyDesk(official));
    expect(desk.recent.map(({ state }) => state)).to.deep.equal(['failed']);
    expect(one.urgents(box.id)).to.deep.equal([]);
  });

  it('are sent in parts to more boxes than the signer takes at once', async () => {
    const many = Array.from({ length: 450 }, (_, index) => `box-many-${index}`);
    for (const id of many) {
      await one.ports.store.fleet.addDevice({
        id: id as never,
        name: id,
        areaId: QUY_NHON,
        position: null,
        state: 'enrolled',
        placeKind: 'residential',
        publicKey: null,
        secretHash: null,
        createdAt: 1,
      });
    }
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    expect(given(await one.flows.show(official, order.id)).counts).to.deep.equal({ sent: 451 });
    await one.flows.beat();
    await one.flows.stopOrder(official, order.id);
    const sent = (name: string) => one.room.sent.filter((letter) => letter.name === name);
    expect(new Set(sent('urgent').map(({ device }) => device)).size).to.equal(451);
    expect(sent('urgent')).to.have.length(451);
    expect(sent('stop')).to.have.length(451);
  });
});
