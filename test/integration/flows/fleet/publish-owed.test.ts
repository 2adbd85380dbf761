/** A signer that dies while it is needed: the publication is tried again, or owed until it is back. */
import { ok } from '@loaso/shared/result';
import { expect } from 'chai';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { PlanChange } from '#server/flows/publication-flows';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

/** The real signer, except that it says no to publications while `refuses` says so. */
function refusing(ports: FleetPorts, refuses: () => boolean): FleetPorts {
  const { signer } = ports;
  const error = { code: 'signer-refused' as const, detail: 'not this one' };
  const signPlans: typeof signer.signPlans = (plans, why) =>
    refuses() ? Promise.resolve({ ok: false, error }) : signer.signPlans(plans, why);
  return { ...ports, signer: { ...signer, signPlans } };
}

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

  it('is owed when it was refused, and asked for ever more seldom until it goes', async () => {
    let asked = 0;
    let stubborn = true;
    const flows = createFleetFlows(
      refusing(room.ports, () => {
        asked += 1;
        return stubborn;
      }),
    );
    expect(await flows.publish([box.id], 'a relay was withdrawn')).to.deep.include({ ok: false });
    for (let minute = 1; minute <= 10; minute += 1) {
      room.shiftMs = minute * 60_000;
      await flows.resendUnacked();
    }
    // At once, then after 1, 2 and 4 minutes more.
    expect(asked).to.equal(5);
    stubborn = false;
    const before = await storedNum();
    room.shiftMs = 3_600_000;
    await flows.resendUnacked();
    expect(await storedNum()).to.be.above(before);
    expect(room.heardBy(box.id, 'plan').at(-1)).to.include({ num: await storedNum() });
  });

  it('is owed to nobody where the refusal undid what was done', async () => {
    const flows = createFleetFlows(refusing(room.ports, () => true));
    let undone = 0;
    const undo = (): Promise<void> => {
      undone += 1;
      return Promise.resolve();
    };
    const deed = { store: () => Promise.resolve(ok(null)), undo };
    const change: PlanChange = {
      act: 'add',
      by: 'official',
      areaId: QUY_NHON,
      title: 'Nông vụ',
      lines: [],
      firstAt: null,
      takesBack: false,
      losing: [],
      deed,
    };
    const refused = await flows.publish([box.id], 'line added', change);
    expect([refused.ok, undone]).to.deep.equal([false, 1]);
    const before = await storedNum();
    room.shiftMs = 3_600_000;
    expect(await createFleetFlows(room.ports).resendUnacked()).to.equal(0);
    await flows.resendUnacked();
    expect(await storedNum()).to.equal(before);
  });
});
