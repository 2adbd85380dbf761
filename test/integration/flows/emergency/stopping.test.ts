/** A stop counts only once the broker has taken it for every box: until then it is tried again. */
import { err } from '@loaso/shared/result';
import { expect } from 'chai';
import { wordOf } from '../../../support/box-words.js';
import {
  type EmergencyRoom,
  official,
  openEmergencyRoom,
  technician,
} from '../../../support/emergency-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';

describe('a stop that cannot be handed over', () => {
  let one: EmergencyRoom;
  let box: TestBox;

  beforeEach(async () => {
    one = await openEmergencyRoom();
    box = await one.box();
  });
  afterEach(() => one.close());

  const sounding = async () => {
    const bulletin = await one.warning('lũ');
    const phone = await one.phone(official);
    const order = given(await one.flows.start(official, one.order(bulletin, phone)));
    await one.flows.settled();
    await wordOf(one, box).ack('urgent', order.id);
    await one.flows.beat();
    return order;
  };

  const beats = async (ms: number): Promise<void> => {
    one.room.shiftMs += ms;
    await one.flows.beat();
    await one.flows.settled();
  };

  const seen = async (id: Awaited<ReturnType<typeof sounding>>['id']) => {
    const { state, may, stopsHanded, stoppedBy } = given(await one.flows.show(technician, id));
    const { active } = given(await one.flows.emergencyDesk(technician));
    return { state, stop: may.stop, stopsHanded, stoppedBy, active: active.length };
  };

  const OWED = {
    state: 'stopping',
    stop: true,
    stopsHanded: 0,
    stoppedBy: technician.fullName,
    active: 1,
  };
  const DONE = { ...OWED, state: 'stopped', stop: false, stopsHanded: null, active: 0 };

  it('stays under way while the signer is away, and is sent when it is back', async () => {
    const { id } = await sounding();
    const { signStops } = one.signer;
    const away = async () => err({ code: 'signer-unreachable', detail: 'away' } as const);
    Object.assign(one.ports.signer, { signStops: away });
    given(await one.flows.stopOrder(technician, id));
    expect(await seen(id)).to.deep.equal(OWED);
    await beats(5_000);
    expect(await seen(id)).to.deep.equal(OWED);
    Object.assign(one.ports.signer, { signStops });
    await beats(5_000);
    expect(one.stops(box.id).map(({ entryId }) => entryId)).to.deep.equal([id]);
    await beats(5_000);
    expect(one.stops(box.id)).to.have.length(1);
    expect(await seen(id)).to.deep.equal(DONE);
  });

  it('stays under way while the broker is gone, over a restart and a second tap', async () => {
    const { id } = await sounding();
    one.room.linkUp = false;
    given(await one.flows.stopOrder(technician, id));
    given(await one.flows.stopOrder(official, id));
    expect(await seen(id)).to.deep.equal(OWED);
    one.restart();
    await one.flows.load();
    await one.flows.resume();
    expect(await seen(id)).to.deep.equal(OWED);
    one.room.linkUp = true;
    await beats(5_000);
    expect(one.urgents(box.id)).to.have.length(1);
    expect(one.stops(box.id)).to.have.length(1);
    expect(await seen(id)).to.deep.equal(DONE);
  });

  it('is handed over once more to who does not answer, to last as long as the order', async () => {
    const other = await one.box();
    const { id } = await sounding();
    await wordOf(one, other).ack('urgent', id);
    given(await one.flows.stopOrder(technician, id));
    const [first] = one.stops(box.id);
    await wordOf(one, box).ack('stop', String(first?.id));
    await beats(9_000);
    expect([one.stops(box.id).length, one.stops(other.id).length]).to.deep.equal([1, 1]);
    await beats(2_000);
    const { message } = (await one.ports.store.emergencies.emergency(id)) ?? expect.fail();
    const handed = one.stops(other.id).map(({ entryId, exp }) => ({ entryId, exp }));
    expect(handed.at(-1)).to.deep.equal({ entryId: id, exp: message.exp });
    await beats(60_000);
    expect([one.stops(box.id).length, one.stops(other.id).length]).to.deep.equal([1, 2]);
    one.restart();
    await one.flows.load();
    await beats(5_000);
    expect(one.stops(box.id).at(-1)?.exp).to.equal(message.exp);
  });

  it('is written as ended, not as stopped, when the order was over first', async () => {
    const { id } = await sounding();
    one.room.linkUp = false;
    given(await one.flows.stopOrder(technician, id));
    const { message } = (await one.ports.store.emergencies.emergency(id)) ?? expect.fail();
    one.room.shiftMs += message.exp - one.ports.clock.now() + 121_000;
    await beats(0);
    await beats(5_000);
    expect((await seen(id)).state).to.equal('ended');
    expect(one.stops(box.id)).to.have.length(0);
  });
});
