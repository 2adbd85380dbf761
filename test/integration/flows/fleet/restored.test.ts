/** The database of yesterday put back over a fleet that has gone on: nothing cancelled plays. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { expect } from 'chai';
import { createSqlStore } from '#server/adapters/sql/store';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import type { AlarmChannel, Alarms } from '#server/ports/alarm';
import type { Store } from '#server/ports/store';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU } from '../../../support/store.js';

const READER = {
  name: 'Ánh',
  role: 'technician',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 360,
  untilMinute: 361,
  active: true,
} as const;

describe('a restored backup', () => {
  let room: FleetRoom;
  let box: TestBox;
  let store: Store;
  let flows: FleetService;
  const told: string[] = [];
  let channelUp = false;
  const tell: AlarmChannel = ({ what, text }) => {
    if (!channelUp) return Promise.resolve(err({ detail: 'no line' }));
    told.push(`${what}: ${text}`);
    return Promise.resolve(ok(null));
  };
  const alarms: Alarms = {
    rules: { fromMinute: 0, untilMinute: 1440, settleMs: 0, escalateMs: 1, graveBoxes: 1 },
    first: [tell],
    above: [],
    letters: { pageUrl: () => 'https://loa.example' },
  };
  let held: NonNullable<Awaited<ReturnType<Store['fleet']['plan']>>>;

  /** As an operator does it: the files of the stopped database, with their write-ahead log. */
  const copy = (from: string, to: string): void => {
    for (const end of ['', '-wal', '-shm']) {
      rmSync(`${to}${end}`, { force: true });
      if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
    }
  };

  before(async () => {
    room = await openFleetRoom();
    const cancelled = await room.addLine('huy');
    await room.addLine('giu', 10 * 60);
    box = await room.box();
    const { path } = room.stored;
    await room.ports.store.stop();
    copy(path, `${path}.backup`);
    await room.ports.store.start();
    // The day goes on: the line is taken off and another plan goes out.
    await room.ports.store.schedule.cancelEntry(cancelled);
    given(await room.flows.publish([box.id], 'cancelled'));
    const plan = await room.ports.store.fleet.plan(box.id);
    if (plan === null) throw new Error('no plan');
    held = plan;
    expect(JSON.stringify(held.plan.items)).to.not.contain('e-huy');
    copy(`${path}.backup`, `${path}.restored`);
    store = createSqlStore({ dialect: 'sqlite', path: `${path}.restored` });
    await store.start();
    for (const [name, change] of [
      ['xa', { areaId: box.reply.area }],
      ['tinh', { areaId: AreaId.parse('52'), wants: 'grave' }],
      ['khac', { areaId: NHON_CHAU }],
      ['nghi', { areaId: box.reply.area, active: false }],
    ] as const) {
      await store.mail.putContact({ ...READER, id: name, email: `${name}@loa.example`, ...change });
    }
    flows = createFleetFlows({ ...room.ports, store, alarms });
  });
  after(async () => {
    await store.stop();
    await room.close();
  });

  const letters = async (): Promise<string[]> =>
    (await store.mail.dueLetters(room.ports.clock.now(), 50)).map(
      ({ to, subject }) => `${to.address.split('@')[0]}: ${subject}`,
    );

  const sentPlans = (): string[] =>
    room.sent.filter(({ name }) => name === 'plan').map(({ sealed }) => sealed);

  const judge = (sealed: string) =>
    acceptPlan(
      sealed,
      {
        dev: box.id,
        area: box.reply.area,
        root: box.reply.root,
        stored: held.mark,
        now: Date.now() as never,
        clockTrusted: true,
      },
      { verify: room.ports.hashing.verify, sha256: room.ports.hashing.sha256 },
    );

  it('knows the cancelled line as one on the air, and a plan its box refuses', async () => {
    const old = await store.fleet.plan(box.id);
    expect(JSON.stringify(old?.plan.items)).to.contain('e-huy');
    expect(codeOf(judge(old?.sealed ?? ''))).to.equal('old-number');
  });

  it('sends no plan by itself: not at the start, not to a box that asks, not by the resend', async () => {
    room.sent.length = 0;
    // What it knows is what it believes is out already.
    expect(given(await flows.rollHorizon()).devices).to.equal(0);
    const words = { v: 1, dev: box.id, at: Date.now(), bootId: 'boot-0001', envelopeNum: 1 };
    const ask = { ...words, want: ['plan'], have: held.mark, agentVersion: '0.1.0' };
    await flows.receive(box.id, 'ask', box.seal('ask', ask));
    const status = statusOf(box.id, { plan: held.mark });
    await flows.receive(box.id, 'status', box.seal('status', status));
    room.shiftMs = 120_000;
    expect(await flows.resendUnacked()).to.equal(0);
    room.shiftMs = 0;
    expect(sentPlans()).to.deep.equal([]);
    expect(room.logged).to.include('fleet.box-ahead');
  });

  it('says on the first page of everybody of the place that new plans are held', async () => {
    expect(given(await flows.overview(administrator))).to.include({ held: 1 });
    expect(given(await flows.overview(actorOf('official')))).to.include({ held: 1 });
    const elsewhere = { ...actorOf('official'), areaId: NHON_CHAU };
    expect(given(await flows.overview(elsewhere))).to.include({ held: 0 });
    expect(given(await room.flows.overview(administrator))).to.include({ held: 0 });
    expect(flows.boxesAhead().size).to.equal(1);
  });

  it('previews no airing of such a box as sure: it goes by a plan that is not known here', async () => {
    const schedule = createScheduleFlows({
      ...room.ports,
      ...{ store, publish: flows.publish, ahead: flows.boxesAhead },
    });
    const { groups } = given(await schedule.weekAhead(actorOf('official'), {}));
    const all = groups.flatMap(({ airings }) => airings);
    expect(all.length).to.be.greaterThan(0);
    expect(all.map(({ sureBoxes }) => sureBoxes)).to.deep.equal(all.map(() => 0));
    const words = new Set(all.flatMap(({ doubts }) => doubts.map((one) => one.words.vi)));
    expect([...words]).to.deep.equal([
      '1 cụm chưa biết: đang giữ lịch mới hơn dữ liệu của máy chủ',
    ]);
  });

  it('tells people outside the screens once, as soon as a channel takes it', async () => {
    expect(room.logged).to.include('fleet.hold').and.to.include('fleet.hold-not-told');
    expect(told).to.deep.equal([]);
    channelUp = true;
    for (let minute = 0; minute < 3; minute += 1) await flows.resendUnacked();
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^held: ĐANG GIỮ LỊCH: .* 1 cụm loa \(bản sao khoảng /);
    // Another start of the same server says nothing again.
    const anew = createFleetFlows({ ...room.ports, store, alarms });
    await anew.resendUnacked();
    expect(anew.boxesAhead().size).to.equal(1);
    expect(told).to.have.length(1);
  });

  it('writes once to those whose places have a box ahead, at any hour', async () => {
    const subject = '[Loa Số] Đang giữ lịch phát mới, cần xem ngay';
    expect((await letters()).sort()).to.deep.equal([`tinh: ${subject}`, `xa: ${subject}`]);
    const [one] = await store.mail.dueLetters(room.ports.clock.now(), 1);
    expect(one?.text).to.include('1 cụm loa').and.include('https://loa.example/hom-nay');
  });

  it('shows which boxes are ahead and which lines would go out again, to an administrator', async () => {
    expect(codeOf(await flows.hold(actorOf('official')))).to.equal('not-allowed');
    const { held: isHeld, boxes, lines } = given(await flows.hold(administrator));
    expect(isHeld).to.equal(true);
    expect(
      boxes.map(({ id, signed, remembered, reported }) => ({ id, signed, remembered, reported })),
    ).to.deep.equal([
      {
        id: box.id,
        signed: held.mark.num,
        remembered: held.mark.num - 1,
        reported: held.mark.num,
      },
    ]);
    expect(lines.map(({ id }) => String(id)).sort()).to.deep.equal(['e-giu', 'e-huy']);
    for (const { nextAt } of lines) expect(nextAt).to.be.greaterThan(Date.now());
  });

  it('is on hold as soon as anything changes, and still sends nothing', async () => {
    await store.schedule.cancelEntry('e-huy' as never);
    room.sent.length = 0;
    const published = await flows.publish([box.id], 'taken off again');
    expect(published).to.have.nested.property('error.reason', 'signer-hold');
    expect(sentPlans()).to.deep.equal([]);
    expect(room.logged).to.include('fleet.hold');
  });

  it('goes on above everything signed once a person has compared and says so', async () => {
    given(await flows.releaseHold(administrator, 'compared with the boxes'));
    expect(given(await flows.hold(administrator))).to.include({ held: false });
    expect(given(await flows.overview(administrator))).to.include({ held: 0 });
    expect(told.slice(1)).to.deep.equal([
      'released: ĐÃ MỞ LẠI: lịch phát mới lại được gửi tới cụm loa.',
    ]);
    expect((await letters()).filter((line) => line.includes('gửi lại')).sort()).to.deep.equal([
      'tinh: [Loa Số] Lịch phát mới đã gửi lại',
      'xa: [Loa Số] Lịch phát mới đã gửi lại',
    ]);
    room.sent.length = 0;
    await flows.advancePublications();
    const [sealed] = sentPlans();
    const judged = judge(sealed ?? '');
    expect(judged).to.have.nested.property('value.outcome', 'accepted');
    expect(sealed).to.not.contain('e-huy');
    expect((await store.fleet.plan(box.id))?.mark.num).to.equal(held.mark.num + 1);
    expect(given(await flows.rollHorizon()).devices).to.equal(0);
  });
});
