/** A signer that dies while it is needed: the publication is tried again, or owed until it is back. */
import { expect } from 'chai';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';

/** The real signer, except that its next `times` publications are lost on the way back. */
function dying(ports: FleetPorts, times: number): FleetPorts {
  let left = times;
  const signPlans: FleetPorts['signer']['signPlans'] = async (plans, why) => {
    const signed = await ports.signer.signPlans(plans, why);
    left -= 1;
    if (left < 0) return signed;
    return { ok: false, error: { code: 'signer-unreachable', detail: 'killed' } };
  };
  return { ...ports, signer: { ...ports.signer, signPlans } };
}

describe('a publication without its signer', () => {
  let room: FleetRoom;
  let box: TestBox;
  beforeEach(async () => {
    room = await openFleetRoom();
    box = await room.box();
    await room.addLine('first');
  });
  afterEach(() => room.close());

  const storedNum = async (): Promise<number> =>
    (await room.stored.store.fleet.plan(box.id))?.mark.num ?? 0;

  it('is tried again under a higher number when the signer died in the middle of it', async () => {
    const before = await storedNum();
    const flows = createFleetFlows(dying(room.ports, 1));
    expect(given(await flows.publish([box.id], 'line added'))).to.deep.include({ devices: 1 });
    // The lost one was signed: its number is never used again.
    expect(await storedNum()).to.equal(before + 2);
    expect(room.heardBy(box.id, 'plan').at(-1)).to.deep.include({ num: before + 2 });
  });

  it('is owed when the signer stays away, and made up for when it is back', async () => {
    const flows = createFleetFlows(dying(room.ports, 3));
    const refused = await flows.publish([box.id], 'line taken off');
    expect(refused).to.deep.include({ ok: false });
    const before = await storedNum();
    expect(await flows.resendUnacked()).to.be.at.least(1);
    expect(await storedNum()).to.be.above(before);
    const plan = await room.stored.store.fleet.plan(box.id);
    expect(plan?.plan.audio.length).to.equal(1);
    const sent = room.sent.length;
    await flows.resendUnacked();
    expect(room.sent.length, 'owed once').to.equal(sent);
  });
});
