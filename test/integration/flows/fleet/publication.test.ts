/** From an approved line to a plan that a box accepts: numbers, crashes, holds, orders. */
import type { DeviceId } from '@loaso/shared/ids';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { openSealed } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import { openEnvelope } from '#server/flows/fleet/envelope';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { sha } from '../../../support/plans.js';
import { QUY_NHON } from '../../../support/store.js';

describe('publishing plans', () => {
  let room: FleetRoom;
  let box: TestBox;
  let other: TestBox;
  before(async () => {
    room = await openFleetRoom();
    box = await room.box();
    other = await room.box();
  });
  after(() => room.close());

  const planOf = async (id: DeviceId) => {
    const stored = await room.stored.store.fleet.plan(id);
    if (stored === null) throw new Error('no plan');
    return stored;
  };
  const accepts = (who: TestBox, sealed: string) =>
    acceptPlan(
      sealed,
      {
        dev: who.id,
        area: QUY_NHON,
        root: who.reply.root,
        stored: null,
        now: room.ports.clock.now(),
        clockTrusted: true,
      },
      { verify: room.ports.hashing.verify, sha256: sha },
    );

  it('sends each box a plan of its own that no other box takes', async () => {
    await room.addLine('mot');
    room.sent.length = 0;
    const published = given(await room.flows.publish([box.id, other.id], 'test'));
    expect(published.devices).to.equal(2);
    expect(published.planned).to.be.within(28, 30);
    const plans = room.sent.filter(({ name }) => name === 'plan');
    expect(plans.map(({ device }) => device).sort()).to.deep.equal([box.id, other.id].sort());
    for (const { device, sealed } of plans) {
      const [mine, theirs] = device === box.id ? [box, other] : [other, box];
      expect(accepts(mine, sealed)).to.have.nested.property('value.outcome', 'accepted');
      expect(accepts(theirs, sealed)).to.have.nested.property('error.code', 'wrong-device');
      expect((await planOf(device)).sealed).to.equal(sealed);
    }
    const airings = await room.stored.store.ledger.planned({
      deviceId: box.id,
      fromAt: 0,
      toAt: Number.MAX_SAFE_INTEGER,
      limit: 1000,
    });
    expect(airings.length).to.equal((await planOf(box.id)).plan.items.length);
  });

  it('sends nothing where nothing changed', async () => {
    room.sent.length = 0;
    const published = given(await room.flows.publish([box.id, other.id], 'again'));
    expect(published).to.deep.equal({ devices: 0, planned: 0 });
    expect(room.sent).to.deep.equal([]);
  });

  it('lets only the files of the desired plan be fetched', async () => {
    expect(await room.flows.boxMayFetch(box.id, sha('clip mot'))).to.equal(true);
    expect(await room.flows.boxMayFetch(box.id, sha('clip hai'))).to.equal(false);
  });

  it('keeps numbers rising one by one, however many publish at once', async () => {
    const before = (await planOf(box.id)).mark.num;
    for (const name of ['hai', 'ba', 'bon']) await room.addLine(name, 12 * 60);
    const results = await Promise.all(
      [1, 2, 3, 4].map((turn) => room.flows.publish([box.id], `turn ${turn}`)),
    );
    expect(results.map(codeOf)).to.deep.equal(['ok', 'ok', 'ok', 'ok']);
    const after = await planOf(box.id);
    expect(after.mark.num).to.equal(before + 1);
    expect(after.plan.audio.length).to.equal(4);
  });

  it('goes on above the lost number after a crash between signing and storing', async () => {
    await room.addLine('nam', 11 * 60);
    const before = (await planOf(box.id)).mark.num;
    const { fleet } = room.stored.store;
    const crashing = createFleetFlows({
      ...room.ports,
      store: {
        ...room.ports.store,
        fleet: { ...fleet, putPlans: () => Promise.reject(new Error('power cut')) },
      },
    });
    const fault = await crashing.publish([box.id], 'crash').catch((cause: Error) => cause.message);
    expect(fault).to.equal('power cut');
    const restarted = createFleetFlows(room.ports);
    expect(given(await restarted.publish([box.id], 'after the crash')).devices).to.equal(1);
    expect((await planOf(box.id)).mark.num).to.equal(before + 2);
    expect(given(await restarted.publish([box.id], 'again')).devices).to.equal(0);
  });

  it('publishes no file that the signer knows no approval of, and says so', async () => {
    let told = 0;
    const watched = createFleetFlows({ ...room.ports, approvalMissing: () => (told += 1) });
    await room.addLine('unapproved', 10 * 60);
    const client = room.signer.client;
    given(await client.withdrawApprovals(['b-unapproved'], 'test'));
    const refused = await watched.publish([box.id], 'without approval');
    expect(refused).to.have.nested.property('error.reason', 'approval-missing');
    expect(told).to.equal(1);
    await room.approve((await room.stored.store.content.bulletin('b-unapproved' as never))!);
    expect(given(await watched.publish([box.id], 'approved')).devices).to.equal(1);
  });

  it('holds when the database is older than the signer, until a person has looked', async () => {
    const stored = await planOf(other.id);
    const ahead = { ...stored.plan, num: stored.mark.num + 5 };
    given(await room.ports.signer.signPlans([{ body: JSON.stringify(ahead) }]));
    const held = await room.flows.publish([other.id], 'restored');
    expect(held).to.have.nested.property('error.reason', 'signer-hold');
    expect((await planOf(other.id)).mark.num).to.equal(stored.mark.num);
    given(await room.flows.releaseHold(administrator, 'compared with the boxes'));
    expect(given(await room.flows.publish([other.id], 'released')).devices).to.equal(1);
    expect((await planOf(other.id)).mark.num).to.equal(stored.mark.num + 6);
  });

  it('stores a plan first, and finds it again when it could not be sent', async () => {
    await room.addLine('sau', 10 * 60);
    room.linkUp = false;
    expect(given(await room.flows.publish([box.id], 'no broker')).devices).to.equal(1);
    room.linkUp = true;
    room.sent.length = 0;
    await box.say('status', statusOf(box.id));
    expect(await room.flows.resendUnacked()).to.equal(0);
    room.shiftMs = 60_000;
    expect(await room.flows.resendUnacked()).to.equal(1);
    const { mark } = await planOf(box.id);
    await box.say('status', statusOf(box.id, { uptimeS: 120, plan: mark }));
    expect(await room.flows.resendUnacked()).to.equal(0);
    room.shiftMs = 0;
  });

  it('refuses to publish when the signer is away, and stores nothing', async () => {
    await room.addLine('bay', 9 * 60);
    const { num } = (await planOf(box.id)).mark;
    const lonely = createFleetFlows({
      ...room.ports,
      signer: {
        ...room.ports.signer,
        signPlans: () =>
          Promise.resolve({
            ok: false as const,
            error: { code: 'signer-unreachable' as const, detail: 'gone' },
          }),
      },
    });
    expect(codeOf(await lonely.publish([box.id], 'test'))).to.equal('signer');
    expect((await planOf(box.id)).mark.num).to.equal(num);
  });

  it('rolls every box forward, and leaves a good envelope as it is', async () => {
    room.sent.length = 0;
    expect(given(await room.flows.rollHorizon()).devices).to.be.greaterThan(0);
    expect(room.sent.filter(({ name }) => name === 'envelope')).to.deep.equal([]);
    const night = createFleetFlows({
      ...room.ports,
      policy: {
        ...room.ports.policy,
        default: { ...room.ports.policy.default, minutesPerDayMax: 60 },
      },
    });
    given(await night.rollHorizon());
    const envelopes = room.heardBy(box.id, 'envelope');
    expect(envelopes.map(({ num, minutesPerDayMax }) => [num, minutesPerDayMax])).to.deep.equal([
      [2, 60],
    ]);
  });

  it('gives every box its envelope but the one that the signer refuses', async () => {
    const quiet = { ...room.ports.policy.default, minutesPerDayMax: 45 };
    const { signer } = room.ports;
    const picky = createFleetFlows({
      ...room.ports,
      policy: { ...room.ports.policy, default: quiet },
      signer: {
        ...signer,
        signEnvelopes: (bodies) =>
          bodies.some((body) => body.includes(other.id))
            ? Promise.resolve({
                ok: false as const,
                error: { code: 'signer-refused' as const, detail: 'not this one' },
              })
            : signer.signEnvelopes(bodies),
      },
    });
    given(await picky.rollHorizon());
    expect(room.heardBy(box.id, 'envelope').at(-1)).to.include({ minutesPerDayMax: 45 });
    expect(room.heardBy(other.id, 'envelope').at(-1)).to.not.include({ minutesPerDayMax: 45 });
    expect(room.logged).to.include('fleet.envelope-refused');
  });

  it('goes on above the envelopes signed before an older database was put back', async () => {
    const envelope = await room.stored.store.fleet.envelope(box.id);
    const later = openEnvelope(envelope?.sealed ?? '');
    const signed = await room.ports.signer.signEnvelopes([JSON.stringify({ ...later, num: 7 })]);
    expect(signed.ok).to.equal(true);
    const quieter = { ...room.ports.policy.default, minutesPerDayMax: 30 };
    const policy = { ...room.ports.policy, default: quieter };
    given(await createFleetFlows({ ...room.ports, policy }).rollHorizon());
    expect((await room.stored.store.fleet.envelope(box.id))?.num).to.equal(8);
  });

  it('signs a stop that lives two minutes, and refuses it when nobody can carry it', async () => {
    room.sent.length = 0;
    const { commandId } = given(await room.flows.stop(administrator, box.id, null));
    const [sent] = room.sent;
    const opened = openSealed(
      sent?.sealed ?? '',
      'stop',
      box.reply.root,
      room.ports.hashing.verify,
    );
    const stop = opened.ok ? JSON.parse(opened.value.body) : {};
    expect(stop).to.include({ dev: box.id, id: commandId, entryId: null });
    expect(stop.exp - stop.nbf).to.equal(120_000);
    room.linkUp = false;
    expect(codeOf(await room.flows.command(technician, box.id, 'report'))).to.equal('busy');
    room.linkUp = true;
    given(await room.flows.command(technician, box.id, 'report'));
    expect(room.heardBy(box.id, 'command')[0]).to.include({ kind: 'report' });
  });
});
