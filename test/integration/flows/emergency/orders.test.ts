/** Orders of warnings and drills: who confirms what, and when they leave. */
import { expect } from 'chai';
import { actsOf, refusalOf, type Word, wordOf } from '../../../support/box-words.js';
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

describe('emergencies', () => {
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

  it('sound at once on path A, and show what each box did', async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const question = { kind: 'real' as const, bulletinId: bulletin.id, areaIds: [QUY_NHON] };
    const forecast = given(await one.flows.forecast(official, { ...question, breakGlass: false }));
    expect(forecast).to.deep.include({ path: 'A', devices: 1, communes: 1, seconds: [] });
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    const [message] = one.urgents(box.id);
    expect(message).to.deep.include({ id: order.id, plays: 3, kind: 'urgent', dev: box.id });
    expect(order).to.deep.include({ path: 'A', devices: 1, createdBy: official.fullName });
    await one.flows.beat();
    await word.ack('urgent', order.id);
    await word.records(order.id, [word.played(), word.played({ virtual: true })]);
    await one.flows.beat();
    const seen = given(await one.flows.show(official, order.id));
    expect(seen.counts).to.deep.equal({ played: 1 });
    expect(seen.boxes[0]).to.deep.include({ deviceId: box.id, state: 'played' });
    expect(seen.boxes[0]?.acceptedAfterMs).to.be.within(0, 10_000);
    await word.records(order.id, [word.played(), word.played(), word.played()]);
    await one.flows.beat();
    await one.flows.beat();
    expect(given(await one.flows.show(official, order.id)).state).to.equal('ended');
    const query = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER, limit: 10 };
    const planned = await one.ports.store.ledger.planned(query);
    expect(planned.map(({ entryId }) => entryId)).to.deep.equal([order.id, order.id, order.id]);
    expect(await actsOf(one)).to.deep.equal(['emergency.start', 'emergency.sent']);
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
    expect(await actsOf(one)).to.deep.equal([]);
  });

  it('wait for another person on path B, whose confirmation approves the bulletin', async () => {
    const bulletin = await one.bulletin('tự do');
    const [first, second] = [await one.phone(official), await one.phone(approver)];
    const question = { kind: 'real' as const, bulletinId: bulletin.id, areaIds: [QUY_NHON] };
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
    expect(await actsOf(one)).to.deep.equal([
      'emergency.start',
      'emergency.confirm',
      'emergency.sent',
    ]);
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
    expect(await actsOf(one)).to.deep.equal(['emergency.start']);
    later(1_500);
    await one.flows.beat();
    await one.flows.beat();
    expect(await actsOf(one)).to.deep.equal(['emergency.start', 'emergency.second-wanted']);
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
