/** The database of yesterday put back over a fleet that has gone on: nothing cancelled plays. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { expect } from 'chai';
import { createSqlStore } from '#server/adapters/sql/store';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { Store } from '#server/ports/store';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf } from '../../../support/store.js';

describe('a restored backup', () => {
  let room: FleetRoom;
  let box: TestBox;
  let store: Store;
  let flows: FleetService;
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
    flows = createFleetFlows({ ...room.ports, store });
  });
  after(async () => {
    await store.stop();
    await room.close();
  });

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
    room.sent.length = 0;
    given(await flows.rollHorizon());
    const [sealed] = sentPlans();
    const judged = judge(sealed ?? '');
    expect(judged).to.have.nested.property('value.outcome', 'accepted');
    expect(sealed).to.not.contain('e-huy');
    expect((await store.fleet.plan(box.id))?.mark.num).to.equal(held.mark.num + 1);
    expect(given(await flows.rollHorizon()).devices).to.equal(0);
  });
});
