/** A publication broken at every step: after a restart desired and sent agree, and numbers only rise. */
import { expect } from 'chai';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';

type Fuse = { left: number; readonly when: 'before' | 'after' };

/** The same thing, except that one call of all its methods dies: not done, or done and not told. */
function fused<T extends object>(thing: T, fuse: Fuse): T {
  return new Proxy(thing, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      if (typeof found !== 'function') return found;
      return async (...args: unknown[]) => {
        fuse.left -= 1;
        const dies = fuse.left === 0;
        if (dies && fuse.when === 'before') throw new Error('killed');
        const result: unknown = await Reflect.apply(found, target, args);
        if (dies) throw new Error('killed');
        return result;
      };
    },
  });
}

/** What a publication writes, signs and sends by; reading its sources changes nothing. */
const broken = (ports: FleetPorts, fuse: Fuse): FleetPorts => ({
  ...ports,
  store: {
    ...ports.store,
    fleet: fused(ports.store.fleet, fuse),
    settings: fused(ports.store.settings, fuse),
  },
  signer: fused(ports.signer, fuse),
  link: fused(ports.link, fuse),
});

describe('a publication that is killed', () => {
  let room: FleetRoom;
  let boxes: TestBox[];
  before(async () => {
    room = await openFleetRoom();
    boxes = [await room.box(), await room.box()];
  });
  after(() => room.close());

  const ids = () => boxes.map(({ id }) => id);
  const numbers = async (): Promise<number[]> => {
    const plans = await room.stored.store.fleet.plans(ids());
    return plans.map(({ mark }) => mark.num);
  };
  let lines = 0;

  /** @returns false when the publication came through before its fuse burnt down */
  const killAt = async (call: number, when: Fuse['when']): Promise<boolean> => {
    lines += 1;
    await room.addLine(`line-${lines}`, lines * 7);
    const before = await numbers();
    const fuse: Fuse = { left: call, when };
    const died = await createFleetFlows(broken(room.ports, fuse))
      .publish(ids(), 'to be killed')
      .then(
        () => false,
        () => true,
      );
    const restarted = createFleetFlows(room.ports);
    given(await restarted.publish(ids(), 'restart'));
    expect(given(await restarted.publish(ids(), 'again')).devices).to.equal(0);
    const after = await numbers();
    for (const [index, num] of after.entries()) expect(num).to.be.above(before[index] ?? 0);
    for (const { id } of boxes) {
      const stored = await room.stored.store.fleet.plan(id);
      expect(stored?.plan.audio.length).to.equal(lines);
      room.sent.length = 0;
      room.shiftMs = 60_000;
      await restarted.connected(id);
      await restarted.resendUnacked();
      room.shiftMs = 0;
      const resent = room.sent.find((one) => one.device === id && one.name === 'plan');
      expect(resent?.sealed).to.equal(stored?.sealed);
    }
    return died;
  };

  for (const when of ['before', 'after'] as const) {
    it(`loses nothing, whichever call dies ${when} it was done`, async () => {
      let call = 1;
      while (call < 40 && (await killAt(call, when))) call += 1;
      expect(call).to.be.within(9, 39);
    });
  }
});
