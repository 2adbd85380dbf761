/** The watch asks a box before it calls it lost, and keeps what happened at it. */
import { instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { speak } from '../../../support/box-speech.js';
import {
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';

const MIN = 60_000;

describe('the watch and a box', () => {
  let room: FleetRoom;
  let box: TestBox;
  let other: TestBox;
  before(async () => {
    room = await openFleetRoom();
    box = await room.box();
    other = await room.box();
    // The signer has a clock of its own and signs nothing that is dated far ahead.
    room.shiftMs = -15 * MIN;
    for (const one of [box, other]) await speak(room, one, {});
  });
  after(() => room.close());

  it('asks a box that has fallen silent whether it is there before it is called lost', async () => {
    room.shiftMs = -131_000;
    await room.flows.disconnected(box.id);
    room.shiftMs = -130_500;
    await room.flows.connected(box.id);
    const dark = instant(room.ports.clock.now());
    for (const one of [box, other])
      await speak(room, one, { vitals: { mains: 'battery', mainsSinceAt: dark } });
    room.sent.length = 0;
    room.shiftMs = 0;
    await speak(room, other, {});
    await room.flows.watchRound();
    expect(room.heardBy(box.id, 'command').map(({ kind }) => kind)).to.deep.equal(['report']);
    expect(room.heardBy(other.id, 'command')).to.deep.equal([]);
    await speak(room, box, {});
    await room.flows.watchRound();
    expect(given(await room.flows.device(technician, box.id)).lights.reachable).to.equal('green');
  });

  it('have power, network and commands on one axis, newest first', async () => {
    given(await room.flows.command(technician, box.id, 'report'));
    const axis = given(await room.flows.timeAxis(technician, box.id, 7));
    const lines = axis.map(({ track, kind, detail }) => `${track} ${kind} ${detail}`);
    expect(lines).to.include.members([
      'power mains battery',
      'power mains on',
      'network gone broker',
      'network connected broker',
      'command report technician',
    ]);
    expect(axis.map(({ at }) => at)).to.deep.equal(axis.map(({ at }) => at).sort((a, b) => b - a));
    const gone = axis.find(({ kind }) => kind === 'gone');
    expect((gone?.untilAt ?? 0) - (gone?.at ?? 0)).to.be.within(500, 5_000);
  });
});
