/** The course of an incident over real words of boxes: what it is, whose it is, and when it is over. */
import { EntryId, playIdOf } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { seal } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import type { Incident } from '#server/core/fleet/incidents';
import { createWatch } from '#server/flows/fleet/watch';
import { speak as speakAs, type Word } from '../../../support/box-speech.js';
import {
  type FleetRoom,
  newKey,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const SECOND = 1_000;
const MIN = 60 * SECOND;

const ACK = { v: 1, what: 'plan', outcome: 'accepted', plan: null, envelopeNum: 1 } as const;

describe('the course of an incident', () => {
  let room: FleetRoom;
  let box: TestBox;
  let others: TestBox[];
  beforeEach(async () => {
    room = await openFleetRoom();
    room.shiftMs = -12 * 60 * MIN;
    box = await room.box();
    others = [await room.box(), await room.box(), await room.box()];
  });
  afterEach(() => room.close());

  const speak = (who: TestBox, word: Word): Promise<void> => speakAs(room, who, word);
  const allSpeak = async (word: Word | null): Promise<void> => {
    for (const other of others) await speak(other, {});
    if (word !== null) await speak(box, word);
  };
  /** Time passes; every minute all speak, `box` its word or not at all; the watch looks every 10 s. */
  const pass = async (minutes: number, word: Word | null): Promise<void> => {
    for (let turn = 0; turn < minutes * 6; turn += 1) {
      room.shiftMs += 10 * SECOND;
      if (turn % 6 === 0) await allSpeak(word);
      await room.flows.watchRound();
    }
  };
  const all = (): Promise<Incident[]> => room.stored.store.watch.openOrEndedSince(0);

  describe('of a copied card', () => {
    const twins = async (who: TestBox): Promise<void> => {
      const at = room.ports.clock.now();
      const ack = (counter: number, ms: number) => ({
        ...ACK,
        dev: who.id,
        counter,
        at: instant(at + ms),
      });
      await who.say('ack', ack(9, 0));
      await who.say('ack', ack(4, SECOND));
    };
    /** What the page of the box says to do: a new code, a new key. */
    const renew = async (): Promise<void> => {
      const { code } = given(await room.flows.enrolmentCode(technician, box.id));
      const key = newKey();
      const request = { v: 1, code, publicKey: key.publicKey, agentVersion: '0.1.0' } as const;
      const reply = given(await room.flows.enrol(request));
      const { id } = box;
      const say: TestBox['say'] = (name, body) => {
        const sealed = seal(name as never, JSON.stringify(body), [{ kid: id, sign: key.sign }]);
        return room.flows.receive(id, name, sealed);
      };
      box = { ...box, reply, say };
    };

    it('is over when the box has a new key', async () => {
      await speak(box, {});
      await twins(box);
      await pass(4, {});
      expect((await all()).map(({ cause, resolvedAt }) => [cause, resolvedAt])).to.deep.equal([
        ['cloned-card', null],
      ]);
      await renew();
      await pass(4, { top: { bootId: 'boot-0002' } });
      expect((await all()).map(({ ended }) => ended)).to.deep.equal(['healed']);
    });

    it('opens anew when the new key has a twin too', async () => {
      await renew();
      await pass(2, {});
      await twins(box);
      await pass(4, {});
      expect((await all()).map(({ cause, ended }) => [cause, ended])).to.deep.equal([
        ['cloned-card', null],
      ]);
    });

    it('opens when two records contradict each other under one number', async () => {
      await pass(2, {});
      const at = room.ports.clock.now();
      const clock = { trust: 'locked', source: 'ntp', errorMs: 3 };
      const playId = playIdOf(EntryId.parse('e-mot'), box.id, at);
      const missed = { v: 1, seq: 1, playId, clock, outcome: 'missed', reason: 'box-off' };
      for (const recordedAt of [at, at + 1]) {
        await box.say('records', { v: 1, dev: box.id, at, records: [{ ...missed, recordedAt }] });
      }
      await pass(4, {});
      expect((await all()).map(({ cause, resolvedAt }) => [cause, resolvedAt])).to.deep.equal([
        ['cloned-card', null],
      ]);
    });
  });

  describe('of contact that comes and goes', () => {
    const reachable = async (): Promise<string[]> => {
      const pages = [box, ...others].map(({ id }) => room.flows.device(technician, id));
      return (await Promise.all(pages)).map((page) => given(page).lights.reachable);
    };
    const flap = async (who: readonly TestBox[], times: number): Promise<void> => {
      for (let turn = 0; turn < times; turn += 1) {
        for (const { id } of who) await room.flows.disconnected(id);
        room.shiftMs += 30 * SECOND;
        for (const { id } of who) await room.flows.connected(id);
        await pass(10, {});
      }
    };
    beforeEach(async () => {
      for (let more = 0; more < 6; more += 1) others.push(await room.box());
      await pass(1, {});
    });

    it("is no box's fault when the line of the server was cut four times", async () => {
      await flap([box, ...others], 4);
      expect(await all()).to.deep.equal([]);
      expect(new Set(await reachable())).to.deep.equal(new Set(['green']));
    });

    it('is the fault of the box that is lost alone, until it has been there for two hours', async () => {
      await flap([box], 4);
      expect((await all()).map(({ deviceIds }) => deviceIds)).to.deep.equal([[box.id]]);
      expect(await reachable()).to.deep.equal(['amber', ...others.map(() => 'green')]);
      await pass(115, {});
      expect((await all()).map(({ ended }) => ended)).to.deep.equal(['healed']);
      expect(new Set(await reachable())).to.deep.equal(new Set(['green']));
    });

    it("is nobody's fault under planned work, nor afterwards", async () => {
      const now = room.ports.clock.now();
      const why = 'thay cột';
      const span = { fromAt: now, untilAt: now + 60 * MIN };
      const planned = { areaId: QUY_NHON, deviceId: box.id, ...span, why };
      const [one] = given(await room.flows.planMaintenance(technician, planned));
      await flap([box], 4);
      given(await room.flows.endMaintenance(technician, one?.id ?? ''));
      await pass(4, {});
      expect(await all()).to.deep.equal([]);
      expect((await reachable())[0]).to.equal('green');
    });
  });

  describe('of a horn that nobody has mended', () => {
    const torn: Word = { vitals: { line: 'open' } };
    const takeOn = async (): Promise<Incident> => {
      const [one] = await all();
      if (one === undefined) throw new Error('no incident');
      given(await room.flows.actOnIncident(technician, one.id, { kind: 'take' }));
      const note = { kind: 'note', text: 'Mang thang' } as const;
      given(await room.flows.actOnIncident(technician, one.id, note));
      return one;
    };
    const only = async (): Promise<object[]> =>
      (await all()).map(({ id, cause, assignee, notes, ended }) => ({
        id,
        cause,
        assignee: assignee?.name,
        notes: notes.length,
        ended,
      }));
    beforeEach(async () => {
      await pass(1, {});
      await pass(4, torn);
    });

    it('goes on while the box is out of sight, and when it is back', async () => {
      const { id } = await takeOn();
      const same = { id, assignee: technician.fullName, notes: 1, ended: null };
      await room.flows.disconnected(box.id);
      await pass(4, null);
      expect(await only()).to.deep.equal([{ ...same, cause: 'horn-line' }]);
      await pass(8, null);
      expect(await only()).to.have.length(1);
      await room.flows.connected(box.id);
      await pass(4, torn);
      expect(await only()).to.deep.equal([{ ...same, cause: 'horn-line' }]);
    });

    it('goes on under another name when something else breaks', async () => {
      const { id } = await takeOn();
      const broken = { kind: 'card', virtual: false, healthy: false, detail: 'x' } as const;
      await pass(6, { top: { output: broken } });
      expect(await only()).to.deep.equal([
        { id, cause: 'sound-output', assignee: technician.fullName, notes: 1, ended: null },
      ]);
    });

    it('goes on when the server is started anew', async () => {
      const { id } = await takeOn();
      const anew = createWatch(room.ports);
      for (let minute = 0; minute < 5; minute += 1) {
        room.shiftMs += MIN;
        await allSpeak(torn);
        await anew.watchRound();
      }
      expect((await all()).map((one) => [one.id, one.ended])).to.deep.equal([[id, null]]);
    });

    it('goes on under planned work, and is over when it is mended there', async () => {
      const { id } = await takeOn();
      const now = room.ports.clock.now();
      const span = { fromAt: now, untilAt: now + 10 * MIN };
      const planned = { areaId: QUY_NHON, deviceId: box.id, ...span, why: 'thay dây' };
      given(await room.flows.planMaintenance(technician, planned));
      await pass(9, torn);
      expect((await all()).map((one) => [one.id, one.ended])).to.deep.equal([[id, null]]);
      await pass(4, {});
      expect((await all()).map((one) => [one.id, one.ended])).to.deep.equal([[id, 'healed']]);
    });
  });

  it('of a weak signal is one, however often the box is away', async () => {
    const weak: Word = { vitals: { signalDbm: -112 } };
    await pass(1, weak);
    for (let turn = 0; turn < 8; turn += 1) {
      await room.flows.disconnected(box.id);
      await pass(3, null);
      await room.flows.connected(box.id);
      await pass(4, weak);
    }
    expect((await all()).map(({ cause, ended }) => [cause, ended])).to.deep.equal([
      ['weak-signal', null],
    ]);
  });

  it('of an outage is over when nine of ten are back; the tenth has one of its own', async () => {
    for (let more = 0; more < 6; more += 1) others.push(await room.box());
    const back = others;
    const both = [box, ...back];
    await pass(1, {});
    const dark = instant(room.ports.clock.now());
    for (const one of both) await speak(one, { vitals: { mains: 'battery', mainsSinceAt: dark } });
    for (const { id } of both) await room.flows.disconnected(id);
    others = [];
    await pass(10, null);
    expect((await all()).map(({ cause, peak }) => [cause, peak])).to.deep.equal([
      ['commune-power', 10],
    ]);
    for (const { id } of back) await room.flows.connected(id);
    others = back;
    await pass(10, null);
    const [outage, own, ...more] = await all();
    expect([outage?.cause, outage?.ended, outage?.peak]).to.deep.equal([
      'commune-power',
      'healed',
      10,
    ]);
    expect([own?.cause, own?.ended, own?.deviceIds]).to.deep.equal(['box-power', null, [box.id]]);
    expect(more).to.deep.equal([]);
  });
});
