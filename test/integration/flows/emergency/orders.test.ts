/** Orders of warnings and drills, from a person's code to the last word of a box. */
import { playIdOf } from '@loaso/shared/ids';
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { expect } from 'chai';
import {
  approver,
  type EmergencyRoom,
  official,
  openEmergencyRoom,
  provincial,
  technician,
} from '../../../support/emergency-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const LOCKED = { trust: 'locked', source: 'ntp', errorMs: 3 };

describe('emergencies', () => {
  let one: EmergencyRoom;
  let box: TestBox;

  beforeEach(async () => {
    one = await openEmergencyRoom();
    box = await one.box();
  });
  afterEach(() => one.close());

  const refusalOf = async (answer: Promise<{ ok: boolean; error?: { code: string } }>) => {
    const { ok, error } = await answer;
    return ok ? 'done' : error?.code;
  };
  const later = (ms: number): void => {
    one.room.shiftMs += ms;
  };
  const acts = async (): Promise<string[]> =>
    (await one.ports.store.audit.events(100))
      .map(({ act }) => act)
      .filter((act) => act.startsWith('emergency.'))
      .reverse();
  const ack = (what: 'urgent' | 'drill', commandId: string, change = {}) =>
    one.say(box, 'ack', {
      v: 1,
      dev: box.id,
      at: one.ports.clock.now(),
      what,
      outcome: 'accepted',
      plan: null,
      envelopeNum: 1,
      commandId,
      counter: Math.floor(one.ports.clock.now() / 10),
      ...change,
    });
  const records = (order: Emergency, list: object[]) => {
    const { nbf = 0, durationMs = 0, gapMs = 0 } = one.urgents(box.id).at(-1) ?? {};
    return one.say(box, 'records', {
      v: 1,
      dev: box.id,
      at: one.ports.clock.now(),
      records: list.map((record, index) => ({
        v: 1,
        seq: index + 1,
        playId: playIdOf(order.id, box.id, nbf + index * (durationMs + gapMs)),
        recordedAt: one.ports.clock.now(),
        clock: LOCKED,
        ...record,
      })),
    });
  };
  const played = (change = {}) => ({
    outcome: 'completed',
    startedAt: one.ports.clock.now(),
    fromMs: 0,
    playedMs: 20_000,
    virtual: false,
    ...change,
  });

  it('sound at once on path A, and show what each box did', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const question = { kind: 'real', bulletinId: bulletin.id, areaIds: [QUY_NHON] } as const;
    const forecast = given(await one.flows.forecast(official, { ...question, breakGlass: false }));
    expect(forecast).to.deep.include({ path: 'A', devices: 1, communes: 1, seconds: [] });
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    const [message] = one.urgents(box.id);
    expect(message).to.deep.include({ id: order.id, plays: 3, kind: 'urgent', dev: box.id });
    expect(order).to.deep.include({ path: 'A', devices: 1, createdBy: official.fullName });
    await one.flows.beat();
    await ack('urgent', order.id);
    await records(order, [played(), played({ virtual: true })]);
    await one.flows.beat();
    const seen = given(await one.flows.show(official, order.id));
    expect(seen.counts).to.deep.equal({ played: 1 });
    expect(seen.boxes[0]).to.deep.include({ deviceId: box.id, state: 'played' });
    expect(seen.boxes[0]?.acceptedAfterMs).to.be.within(0, 10_000);
    await records(order, [played(), played(), played()]);
    await one.flows.beat();
    await one.flows.beat();
    expect(given(await one.flows.show(official, order.id)).state).to.equal('ended');
    const query = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER, limit: 10 };
    const planned = await one.ports.store.ledger.planned(query);
    expect(planned.map(({ entryId }) => entryId)).to.deep.equal([order.id, order.id, order.id]);
    expect(await acts()).to.deep.equal(['emergency.start', 'emergency.sent']);
    expect(one.flows.figures()).to.deep.include({ started: 1, acks: 1 });
  });

  it('take no wrong code, and leave nothing of such a try', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const wrong = one.order(bulletin, phone, { code: '000000' });
    expect(await refusalOf(one.flows.start(official, wrong))).to.equal('factor-wrong');
    const soon = one.order(bulletin, phone);
    expect(await refusalOf(one.flows.start(official, soon))).to.equal('factor-wait');
    expect(await refusalOf(one.flows.start(approver, soon))).to.equal('factor-missing');
    expect(await refusalOf(one.flows.start(technician, soon))).to.equal('not-allowed');
    expect(given(await one.flows.emergencyDesk(official)).active).to.deep.equal([]);
    expect(one.urgents(box.id)).to.deep.equal([]);
    expect(await acts()).to.deep.equal([]);
  });

  it('wait for another person on path B, whose confirmation approves the bulletin', async () => {
    const bulletin = await one.bulletin('tự do');
    const [first, second] = [await one.phone(official), await one.phone(approver)];
    const question = { kind: 'real', bulletinId: bulletin.id, areaIds: [QUY_NHON] } as const;
    const forecast = given(await one.flows.forecast(official, { ...question, breakGlass: false }));
    expect(forecast).to.deep.include({ path: 'B', seconds: [approver.fullName] });
    const order = given(await one.flows.start(official, one.order(bulletin, first)));
    expect(order).to.deep.include({ state: 'waiting-second', path: 'B' });
    expect(order.may).to.deep.equal({ second: false, veto: true, stop: false });
    const seen = given(await one.flows.show(approver, order.id));
    expect(seen.may).to.deep.equal({ second: true, veto: true, stop: false });
    await one.flows.beat();
    expect(one.urgents(box.id)).to.deep.equal([]);
    const own = one.flows.confirm(official, order.id, first.code());
    expect(await refusalOf(own)).to.equal('own-emergency');
    const sent = given(await one.flows.confirm(approver, order.id, second.code()));
    expect(sent.secondBy).to.equal(approver.fullName);
    await one.flows.settled();
    expect(one.urgents(box.id)).to.have.length(1);
    const stored = await one.ports.store.content.bulletin(bulletin.id);
    expect(stored?.approval?.approvedBy).to.equal(approver.userId);
    expect(await acts()).to.deep.equal(['emergency.start', 'emergency.confirm', 'emergency.sent']);
    const again = one.flows.confirm(approver, order.id, second.code());
    expect(await refusalOf(again)).to.equal('emergency-over');
  });

  it('need two people for more than one commune, and a person whose area holds them all', async () => {
    const bulletin = await one.warning('lũ');
    const [here, above] = [await one.phone(official), await one.phone(provincial)];
    const wide = { areaIds: [PROVINCE] };
    const beyond = one.order(bulletin, here, { areaIds: [QUY_NHON, NHON_CHAU] });
    expect(await refusalOf(one.flows.start(official, beyond))).to.equal('not-found');
    const order = given(await one.flows.start(provincial, one.order(bulletin, above, wide)));
    expect(order).to.deep.include({ path: 'B', state: 'waiting-second' });
    expect(order.areaIds).to.have.members(['21553', '21583', '21607']);
    const local = one.flows.confirm(official, order.id, here.code());
    expect(await refusalOf(local)).to.equal('emergency-beyond');
    const alone = one.order(bulletin, above, { ...wide, breakGlass: true });
    expect(await refusalOf(one.flows.start(provincial, alone))).to.equal('break-glass-wide');
  });

  it('call for the second person after two minutes, and lapse after thirty', async () => {
    const phone = await one.phone(official);
    const bulletin = await one.bulletin('tự do');
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    later(119_000);
    await one.flows.beat();
    expect(await acts()).to.deep.equal(['emergency.start']);
    later(1_500);
    await one.flows.beat();
    await one.flows.beat();
    expect(await acts()).to.deep.equal(['emergency.start', 'emergency.second-wanted']);
    later(30 * 60_000);
    await one.flows.beat();
    expect(given(await one.flows.show(official, order.id)).state).to.equal('lapsed');
    expect(one.live.map(({ event }) => 'state' in event && event.state)).to.deep.equal([
      'waiting-second',
      'second-wanted',
      'lapsed',
    ]);
  });

  it('leave by themselves on path C after a minute', async () => {
    const bulletin = await one.bulletin('vỡ đê');
    const phone = await one.phone(official);
    const wish = one.order(bulletin, phone, { breakGlass: true });
    const order = given(await one.flows.start(official, wish));
    expect(order).to.deep.include({ path: 'C', state: 'counting-down' });
    later(59_000);
    await one.flows.beat();
    expect(one.urgents(box.id)).to.deep.equal([]);
    later(1_200);
    await one.flows.beat();
    await one.flows.settled();
    expect(one.urgents(box.id)).to.have.length(1);
    expect(given(await one.flows.show(official, order.id)).state).to.equal('sent');
  });

  it('are held for good by a veto of anybody of the place', async () => {
    const bulletin = await one.bulletin('vỡ đê');
    const phone = await one.phone(official);
    const wish = one.order(bulletin, phone, { breakGlass: true });
    const order = given(await one.flows.start(official, wish));
    const vetoed = given(await one.flows.veto(technician, order.id));
    expect(vetoed).to.deep.include({ state: 'vetoed', stoppedBy: technician.fullName });
    later(90_000);
    await one.flows.beat();
    expect(one.urgents(box.id)).to.deep.equal([]);
    expect(await refusalOf(one.flows.veto(official, order.id))).to.equal('emergency-over');
  });

  it('are silenced by one tap, and stay silent for a box that comes back later', async () => {
    const away = await one.box();
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    await ack('urgent', order.id);
    const stopped = given(await one.flows.stopOrder(technician, order.id));
    expect(stopped).to.deep.include({ state: 'stopped', stoppedBy: technician.fullName });
    expect(one.stops(box.id).map(({ entryId }) => entryId)).to.deep.equal([order.id]);
    await records(order, [
      { ...played({ playedMs: 4_000 }), outcome: 'interrupted', reason: 'operator' },
    ]);
    await one.flows.beat();
    const seen = given(await one.flows.show(official, order.id));
    expect(seen.boxes.find(({ deviceId }) => deviceId === box.id)).to.deep.include({
      state: 'cut',
      reason: { vi: 'có người bấm dừng', en: 'somebody stopped it' },
    });
    later(30 * 60_000);
    await one.say(away, 'ask', asking(away));
    expect(one.urgents(away.id)).to.have.length(1);
    expect(one.stops(away.id)).to.have.length(2);
  });

  const asking = (who: TestBox, bootId = 'boot-later') => ({
    v: 1,
    dev: who.id,
    at: one.ports.clock.now(),
    bootId,
    want: ['receipt'],
    have: null,
    envelopeNum: 1,
    agentVersion: '0.1.0',
  });

  it('reach a box that was away when it comes back in time, and no box twice', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    one.room.linkUp = false;
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    expect(given(await one.flows.show(official, order.id)).counts).to.deep.equal({ unsent: 1 });
    one.room.linkUp = true;
    await one.say(box, 'ask', asking(box));
    expect(one.urgents(box.id)).to.have.length(1);
    await ack('urgent', order.id);
    await one.say(box, 'ask', asking(box));
    expect(one.urgents(box.id)).to.have.length(1);
    const [, file = ''] = [order.id, order.sha256];
    expect(await one.fleet.boxMayFetch(box.id, file as never)).to.equal(true);
    later(91 * 60_000);
    const newcomer = await one.box();
    await one.say(newcomer, 'ask', asking(newcomer));
    expect(one.urgents(newcomer.id)).to.deep.equal([]);
  });

  it('go out anew to a box that had forgotten the time, under the same id', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    await ack('urgent', order.id, { outcome: 'refused', code: 'clock-untrusted' });
    await one.say(box, 'ask', asking(box, 'boot-second'));
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
    await ack('drill', drill.id);
    const ackOther = { what: 'drill', commandId: drill.id, code: 'output-failed' };
    await one.say(other, 'ack', {
      v: 1,
      dev: other.id,
      at: one.ports.clock.now(),
      outcome: 'accepted',
      plan: null,
      envelopeNum: 1,
      counter: 1,
      ...ackOther,
    });
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
    await ack('urgent', second.id);
    await one.flows.beat();
    expect(given(await one.flows.show(official, second.id))).to.deep.include({
      state: 'sent',
      counts: { accepted: 1 },
    });
  });

  it('are shown at one desk, to those whose area they touch', async () => {
    const prepared = await one.warning('lũ');
    await one.bulletin('tự do');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(prepared, phone)));
    await one.flows.settled();
    const desk = given(await one.flows.emergencyDesk(official));
    expect(desk).to.deep.include({ factor: 'active', mayStart: true });
    expect(desk.messages.map(({ title, prepared: ready }) => [title, ready])).to.deep.equal([
      ['Cảnh báo lũ', true],
      ['Cảnh báo tự do', false],
    ]);
    expect(desk.active.map(({ id }) => id)).to.deep.equal([order.id]);
    const strange = { ...official, areaId: NHON_CHAU };
    expect(given(await one.flows.emergencyDesk(strange)).active).to.deep.equal([]);
    expect(await refusalOf(one.flows.show(strange, order.id))).to.equal('not-found');
    expect(await refusalOf(one.flows.stopOrder(strange, order.id))).to.equal('not-found');
    const watcher = given(await one.flows.emergencyDesk(technician));
    expect(watcher).to.deep.include({ mayStart: false, messages: [] });
  });
});
