/** New and revoked keys on their way to the boxes, and a server that was replaced. */
import type { DeviceId } from '@loaso/shared/ids';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { acceptRoot, activeKey } from '@loaso/shared/trust/accept-root';
import { openSealed, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { RootChange } from '@loaso/shared/wire/signer';
import { expect } from 'chai';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';

describe('changing the keys of the fleet', () => {
  let room: FleetRoom;
  let box: TestBox;
  before(async () => {
    room = await openFleetRoom();
    await room.addLine('sang');
    box = await room.box();
    await room.flows.followRoot();
  });
  after(() => room.close());

  const { hashing } = { hashing: () => room.ports.hashing };
  const root = async () => given(await room.signer.client.root());

  async function change(wish: RootChange): Promise<TrustRoot> {
    const { body, sigs } = given(await room.signer.client.draftRoot(wish));
    const sealed = JSON.stringify({ v: 1, type: 'root', body, sigs });
    return given(await room.signer.client.storeRoot(sealed));
  }

  /** The root of a box that takes everything it was sent over `root` in order. */
  function taken(id: DeviceId, held: TrustRoot): TrustRoot {
    return room.sent
      .filter((one) => one.device === id && one.name === 'root')
      .reduce((before, { sealed }) => {
        const judged = given(acceptRoot(sealed, before, hashing().verify));
        return judged.outcome === 'accepted' ? judged.root : before;
      }, held);
  }

  const ask = (rootNum: number, id: TestBox = box) =>
    id.say('ask', {
      v: 1,
      dev: id.id,
      at: Date.now(),
      bootId: 'boot-0001',
      want: ['plan', 'envelope', 'time', 'receipt'],
      have: null,
      envelopeNum: 0,
      rootNum,
      agentVersion: '0.1.0',
      time: { nonce: 'nonce-0001', t0: 12.5 },
    });

  it('sends the new root first and then the same plan, signed anew under a higher number', async () => {
    const before = await root();
    const old = given({ ok: true as const, value: await room.ports.store.fleet.plan(box.id) });
    const next = await change({ kind: 'rotate', role: 'plan' });
    room.sent.length = 0;
    expect(await room.flows.followRoot()).to.equal(next.num);
    expect(room.sent.map(({ name }) => name)).to.deep.equal(['root', 'plan']);
    expect(taken(box.id, before)).to.deep.equal(next);
    const plan = await room.ports.store.fleet.plan(box.id);
    expect(plan?.mark.num).to.equal((old?.mark.num ?? 0) + 1);
    expect(plan?.plan.items).to.deep.equal(old?.plan.items);
    expect(plan?.sealed).to.contain(`"kid":"${activeKey(next, 'plan')?.kid}"`);
    room.sent.length = 0;
    await room.flows.followRoot();
    expect(room.sent).to.deep.equal([]);
  });

  it('leaves no box with a plan that a revoked key has signed', async () => {
    const before = await root();
    const kid = activeKey(before, 'plan')?.kid ?? '';
    const stale = (await room.ports.store.fleet.plan(box.id))?.sealed ?? '';
    const next = await change({ kind: 'revoke', kid });
    room.sent.length = 0;
    await room.flows.followRoot();
    expect(taken(box.id, before)).to.deep.equal(next);
    expect(codeOf(openSealed(stale, 'plan', next, hashing().verify))).to.equal('revoked-key');
    const fresh = room.sent.find(({ name }) => name === 'plan')?.sealed ?? '';
    const judged = acceptPlan(
      fresh,
      {
        dev: box.id,
        area: box.reply.area,
        root: next,
        stored: null,
        now: Date.now() as never,
        clockTrusted: true,
      },
      { verify: hashing().verify, sha256: hashing().sha256 },
    );
    expect(judged).to.have.nested.property('value.outcome', 'accepted');
  });

  it('renews the envelope when its key changes', async () => {
    const next = await change({ kind: 'rotate', role: 'envelope' });
    room.sent.length = 0;
    await room.flows.followRoot();
    expect(room.sent.map(({ name }) => name)).to.deep.equal(['root', 'envelope']);
    const { sealed } = room.sent[1] ?? { sealed: '' };
    expect(openSealed(sealed, 'envelope', next, hashing().verify).ok).to.equal(true);
  });

  it('leads a box over the ten roots it missed before it tells it anything else', async () => {
    const held = await root();
    for (let n = 0; n < 10; n += 1) {
      await change({ kind: 'rotate', role: n % 2 === 0 ? 'server' : 'command' });
      await room.flows.followRoot();
    }
    room.sent.length = 0;
    await ask(held.num);
    const names = room.sent.map(({ name }) => name);
    expect(names.slice(0, 11)).to.deep.equal([...Array(10).fill('root'), 'time']);
    const now = taken(box.id, held);
    expect(now).to.deep.equal(await root());
    const time = room.sent.find(({ name }) => name === 'time')?.sealed ?? '';
    expect(openSealed(time, 'time', now, hashing().verify).ok).to.equal(true);
    expect(codeOf(openSealed(time, 'time', held, hashing().verify))).to.equal('unknown-key');
  });

  it('does not repeat the way to a box that asks again and again', async () => {
    const { num } = await root();
    await ask(num - 3);
    room.sent.length = 0;
    await ask(num - 3);
    expect(room.sent.filter(({ name }) => name === 'root')).to.deep.equal([]);
    room.shiftMs = 31_000;
    await ask(num - 3);
    expect(room.sent.filter(({ name }) => name === 'root').length).to.equal(3);
    room.shiftMs = 0;
  });

  it('gives a box that enrols the newest root', async () => {
    expect((await room.box()).reply.root).to.deep.equal(await root());
  });

  it('is silent but for the time once another server has taken over', async () => {
    let lost = false;
    const lease = { epoch: () => 1, lost: () => lost };
    const flows = createFleetFlows({ ...room.ports, lease });
    await room.addLine('chieu', 10 * 60);
    lost = true;
    const published = await flows.publish([box.id], 'test');
    expect(published).to.have.nested.property('error.reason', 'signer-fenced');
    room.sent.length = 0;
    room.shiftMs = 120_000;
    expect(await flows.resendUnacked()).to.equal(0);
    room.shiftMs = 0;
    await flows.receive(box.id, 'ask', box.seal('ask', askBody(box.id)));
    expect(room.sent.map(({ name }) => name)).to.deep.equal(['time']);
    expect(given(await flows.health()).signing).to.equal('fenced');
  });

  const askBody = (dev: DeviceId) => ({
    v: 1,
    dev,
    at: Date.now(),
    bootId: 'boot-0002',
    want: ['plan', 'time'],
    have: null,
    envelopeNum: 0,
    agentVersion: '0.1.0',
    time: { nonce: 'nonce-0002', t0: 1 },
  });
});
