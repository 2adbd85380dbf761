/** The course of an incident over real words of boxes: what it is, whose it is, and when it is over. */
import { instant } from '@loaso/shared/time';
import { seal } from '@loaso/shared/trust/sealed';
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import type { Incident } from '#server/core/fleet/incidents';
import {
  type FleetRoom,
  newKey,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const SECOND = 1_000;
const MIN = 60 * SECOND;
type Vitals = NonNullable<Status['vitals']>;
/** What a box says of itself beyond a box in health. */
type Word = { readonly vitals?: Partial<Vitals>; readonly top?: Partial<Status> };

const HEALTHY: Vitals = {
  mains: 'on',
  mainsSinceAt: null,
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 45,
  operator: 'Viettel',
  signalDbm: -80,
  dataUsedBytes: 1_000,
  line: 'ok',
  starts24h: 1,
  lastStart: 'power',
};
const ACK = { v: 1, what: 'plan', outcome: 'accepted', plan: null, envelopeNum: 1 } as const;

describe('the course of an incident', () => {
  let room: FleetRoom;
  let box: TestBox;
  let others: TestBox[];
  let uptimeS = 100;
  beforeEach(async () => {
    room = await openFleetRoom();
    room.shiftMs = -12 * 60 * MIN;
    box = await room.box();
    others = [await room.box(), await room.box(), await room.box()];
  });
  afterEach(() => room.close());

  const speak = async (who: TestBox, { vitals = {}, top = {} }: Word): Promise<void> => {
    uptimeS += 1;
    const at = instant(room.ports.clock.now());
    const plan = (await room.stored.store.fleet.plan(who.id))?.mark ?? null;
    const said = { at, uptimeS, plan, vitals: { ...HEALTHY, ...vitals }, ...top };
    await who.say('status', statusOf(who.id, said));
  };
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
});
