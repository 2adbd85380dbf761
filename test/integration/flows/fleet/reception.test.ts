/** What a box says and what comes back; what somebody else says in its name, and that nothing does. */
import { EntryId, playIdOf } from '@loaso/shared/ids';
import { openSealed, seal } from '@loaso/shared/trust/sealed';
import type { Ack } from '@loaso/shared/wire/ack';
import type { Ask } from '@loaso/shared/wire/ask';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  administrator,
  type FleetRoom,
  newKey,
  openFleetRoom,
  type TestBox,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { given } from '../../../support/people.js';

describe('hearing a box', () => {
  let room: FleetRoom;
  let box: TestBox;
  let other: TestBox;
  before(async () => {
    room = await openFleetRoom();
    await room.addLine('mot');
    box = await room.box();
    other = await room.box();
  });
  after(() => room.close());

  const askOf = (change: Partial<Ask> = {}): Ask => ({
    v: 1,
    dev: box.id,
    at: Date.now() as never,
    bootId: 'boot-0001',
    want: ['plan', 'envelope', 'time', 'receipt'],
    have: null,
    envelopeNum: 0,
    agentVersion: '0.1.0',
    time: { nonce: 'nonce-0001', t0: 12.5 },
    ...change,
  });
  const ackOf = (counter: number, change: Partial<Ack> = {}): Ack => ({
    v: 1,
    dev: box.id,
    at: Date.now() as never,
    what: 'plan',
    outcome: 'accepted',
    plan: null,
    envelopeNum: 1,
    counter,
    ...change,
  });
  const recordOf = (seq: number, dev = box.id): PlayRecord =>
    ({
      v: 1,
      seq,
      playId: playIdOf(EntryId.parse('e-mot'), dev, 1_780_000_000_000 + seq),
      recordedAt: 1_780_000_100_000 + seq,
      clock: { trust: 'locked', source: 'server', errorMs: 10 },
      outcome: 'completed',
      startedAt: 1_780_000_000_000,
      fromMs: 0,
      playedMs: 60_000,
      virtual: false,
    }) as PlayRecord;
  const recordsOf = (...seqs: number[]) => ({
    v: 1,
    dev: box.id,
    at: Date.now(),
    records: seqs.map((seq) => recordOf(seq)),
  });
  const page = async () => given(await room.flows.device(administrator, box.id));

  it('answers what it asks: the time at once, its plan, its envelope, its receipt', async () => {
    room.sent.length = 0;
    const before = Date.now();
    await box.say('ask', askOf());
    expect(room.sent.map(({ name }) => name)).to.deep.equal([
      'time',
      'plan',
      'envelope',
      'receipt',
    ]);
    const [time] = room.heardBy(box.id, 'time');
    expect(time).to.include({ dev: box.id, nonce: 'nonce-0001', t0: 12.5 });
    expect(Number(time?.['t1'])).to.be.within(before, Number(time?.['t2']));
    for (const { name, sealed } of room.sent) {
      const type = name as 'time' | 'plan' | 'envelope' | 'receipt';
      expect(openSealed(sealed, type, box.reply.root, room.ports.hashing.verify).ok).to.equal(true);
    }
  });

  it('sends a box nothing that it holds already', async () => {
    const stored = await room.stored.store.fleet.plan(box.id);
    room.sent.length = 0;
    await box.say(
      'ask',
      askOf({ have: stored?.mark ?? null, envelopeNum: 1, want: ['plan', 'envelope'] }),
    );
    expect(room.sent).to.deep.equal([]);
  });

  it('raises an alarm when a box holds a later plan than the database knows', async () => {
    const stored = await room.stored.store.fleet.plan(box.id);
    if (stored === null) throw new Error('no plan');
    room.sent.length = 0;
    await box.say(
      'ask',
      askOf({ have: { ...stored.mark, num: 99, hash: 'f'.repeat(64) as never }, want: ['plan'] }),
    );
    expect(room.sent).to.deep.equal([]);
    expect(room.logged).to.include('fleet.box-ahead');
    expect((await page()).refusals.map(({ code }) => code)).to.include('box-ahead');
  });

  it('shows the status it reports, on its page and on the live feed', async () => {
    const stored = await room.stored.store.fleet.plan(box.id);
    room.live.length = 0;
    await box.say('status', statusOf(box.id, { plan: stored?.mark ?? null }));
    const detail = await page();
    expect(detail.online).to.equal(true);
    expect(detail.lights).to.deep.equal({ reachable: 'green', ready: 'green', audible: 'unknown' });
    expect(detail.sentence.vi).to.equal('Hoạt động bình thường.');
    expect(room.live.map(({ kind }) => kind)).to.deep.equal(['device']);
    expect(given(await room.flows.overview(administrator)).devices).to.deep.include({
      reachable: 1,
      ready: 1,
    });
  });

  it('is not told twice by an old status that somebody plays again', async () => {
    const old = box.seal('status', statusOf(box.id, { uptimeS: 70, unsentRecords: 3 }));
    await room.flows.receive(box.id, 'status', old);
    await box.say('status', statusOf(box.id, { uptimeS: 80, unsentRecords: 0 }));
    await room.flows.receive(box.id, 'status', old);
    expect((await page()).status?.unsentRecords).to.equal(0);
    expect(room.flows.refusedMessages()['old-status']).to.equal(1);
  });

  it('receipts records up to the first gap, stores each once, and asks by that for the rest', async () => {
    room.sent.length = 0;
    room.live.length = 0;
    await box.say('records', recordsOf(1, 2));
    await box.say('records', recordsOf(2, 4));
    await box.say('records', recordsOf(3));
    await box.say('records', recordsOf(1, 2, 3, 4));
    expect(room.heardBy(box.id, 'receipt').map(({ upToSeq }) => upToSeq)).to.deep.equal([
      2, 2, 4, 4,
    ]);
    expect((await page()).recordsStored).to.equal(4);
    expect(room.live.filter(({ kind }) => kind === 'record').length).to.equal(4);
  });

  it('takes no record of another box', async () => {
    await box.say('records', { ...recordsOf(5), records: [recordOf(5, other.id)] });
    expect(room.flows.refusedMessages()['foreign-record']).to.equal(1);
    expect((await page()).recordsStored).to.equal(4);
  });

  it('keeps the first of two records with one number, and says that two boxes have one key', async () => {
    room.sent.length = 0;
    await box.say('records', recordsOf(4));
    expect(room.logged, 'the same once more').to.not.include('fleet.clone-suspected');
    const twin = { ...recordOf(4), outcome: 'interrupted', reason: 'power', playedMs: 7 };
    await box.say('records', { ...recordsOf(5), records: [recordOf(5), twin] });
    expect(room.heardBy(box.id, 'receipt').map(({ upToSeq }) => upToSeq)).to.deep.equal([4, 5]);
    const kept = await room.stored.store.ledger.recordsOf(box.id, 2);
    expect(kept.map(({ record }) => record)).to.deep.equal([recordOf(5), recordOf(4)]);
    expect(room.logged).to.include('fleet.clone-suspected');
    expect(room.flows.refusedMessages()['record-differs']).to.equal(1);
    const [event] = await room.stored.store.audit.eventsOf(`device:${box.id}`, 1);
    const { playId } = recordOf(4);
    expect(event).to.deep.include({
      act: 'device.clone-suspected',
      detail: `record 4: ${playId} interrupted after ${playId} completed`,
    });
    room.logged.length = 0;
  });

  it('keeps acknowledgements and refusals, and sees a counter that fell', async () => {
    await box.say('ack', ackOf(7));
    const sameAgain = ackOf(8, { outcome: 'refused', code: 'old-number', detail: '1 < 2' });
    await box.say('ack', sameAgain);
    await box.say('ack', sameAgain);
    expect((await page()).acked).to.include({ outcome: 'refused', code: 'old-number' });
    expect((await page()).refusals.map(({ what, code }) => `${what} ${code}`)).to.include(
      'plan old-number',
    );
    expect(room.logged).to.not.include('fleet.clone-suspected');
    await box.say('ack', ackOf(3));
    expect(room.logged).to.include('fleet.clone-suspected');
    const events = await room.stored.store.audit.events(50);
    expect(events.map(({ act }) => act)).to.include('device.clone-suspected');
  });

  it('believes a farewell of this start of the agent only', async () => {
    await box.say('status', statusOf(box.id, { uptimeS: 200 }));
    await box.say('gone', { v: 1, dev: box.id, bootId: 'boot-0000' });
    expect((await page()).online).to.equal(true);
    await box.say('gone', { v: 1, dev: box.id, bootId: 'boot-0001' });
    expect((await page()).online).to.equal(false);
    await room.flows.connected(box.id);
    expect((await page()).online).to.equal(true);
    await room.flows.disconnected(box.id);
    expect((await page()).online).to.equal(false);
  });

  it('does nothing for a message that the box did not sign', async () => {
    const forger = newKey();
    const status = statusOf(box.id, { unsentRecords: 666 });
    const forged = seal('status', JSON.stringify(status), [{ kid: box.id, sign: forger.sign }]);
    const misled: [string, string][] = [
      ['bad-signature', forged],
      ['bad-signature', other.seal('status', status, box.id)],
      ['unknown-key', other.seal('status', status)],
      ['wrong-type', box.seal('ack', status)],
      ['wrong-device', box.seal('status', { ...status, dev: other.id })],
      ['malformed', box.seal('status', { ...status, v: 2 })],
      ['malformed', 'message too long'],
      ['malformed', ''],
      ['malformed', '{"v":1}'],
      ['malformed', 'x'.repeat(700_000)],
    ];
    for (const [code, raw] of misled) {
      const before = room.flows.refusedMessages()[code] ?? 0;
      await room.flows.receive(box.id, 'status', raw);
      expect(room.flows.refusedMessages()[code], code).to.equal(before + 1);
    }
    await room.flows.receive(box.id, 'plan', box.seal('plan', status));
    await room.flows.receive('box-nobody' as never, 'status', forged);
    expect((await page()).status?.unsentRecords).to.not.equal(666);
    const told = (await page()).refusals.filter(({ what }) => what === 'message');
    expect(told.map(({ code }) => code)).to.include.members(['bad-signature', 'malformed']);
  });

  it('does nothing for thousands of mangled messages', async () => {
    const good = box.seal('status', statusOf(box.id, { uptimeS: 300, unsentRecords: 1 }));
    await room.flows.receive(box.id, 'status', good);
    const before = JSON.stringify((await page()).status);
    const edit = fc.record({
      at: fc.nat(good.length - 1),
      length: fc.nat(6),
      text: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('"', '}', '0', '\u0000', 'é')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        let mangled = good;
        for (const { at, length, text } of edits) {
          mangled = mangled.slice(0, at) + text + mangled.slice(at + length);
        }
        await room.flows.receive(box.id, 'status', mangled);
      }),
      { numRuns: 1500 },
    );
    expect(JSON.stringify((await page()).status)).to.equal(before);
  });
});
