/** The whole board started anew by order: never into a sound, so often a day, and never without a word. */
import { expect } from 'chai';
import { orderTo, resultsOf } from './orders.js';
import { at, item, planOf } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { sealAs } from './sealing.js';
import { sealedUrgent, urgentOf } from './urgents.js';

function linked(options: RigOptions = {}): Rig {
  const rig = new Rig({ startAt: at(310), ...options });
  rig.feed({ type: 'link-up' });
  return rig;
}
const order = (rig: Rig): string => orderTo(rig, { kind: 'restart-box' }).id;
const asked = (rig: Rig): string[] =>
  rig.effects.flatMap((effect) => (effect.type === 'reboot' ? [effect.id] : []));
const codeOf = (rig: Rig, id: string): unknown => resultsOf(rig, id)[0]?.['code'];

describe('edge-agent/core/reboot', () => {
  it('is asked for once its order is on the disk, and told when the board is back', () => {
    const rig = linked({ syncMs: 500 });
    rig.passTo(at(310.1));
    const id = order(rig);
    expect(asked(rig)).to.deep.equal([]);
    rig.passTo(at(310.2));
    expect(asked(rig)).to.deep.equal([id]);
    rig.feed({ type: 'shutdown', why: 'SIGTERM' });
    rig.passTo(at(310.25));
    rig.powerCut(at(311));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(312));
    expect(resultsOf(rig, id)).to.have.length(1);
    const [result] = resultsOf(rig, id);
    expect(result).to.deep.include({ kind: 'restarted', orderedAt: at(310.1) });
    expect(result?.['startedAt']).to.be.within(at(310.99), at(311.01));
    expect(rig.last('status')?.['vitals']).to.deep.include({ lastStart: 'reboot' });
  });

  it('is told only once, also over further starts', () => {
    const rig = linked();
    const id = order(rig);
    rig.passTo(at(310.5));
    rig.powerCut(at(311));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(312));
    rig.powerCut(at(320));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(321));
    expect(resultsOf(rig, id)).to.have.length(1);
  });

  it('is refused while something sounds or is about to', () => {
    for (const [minute, code] of [
      [316, 'busy'],
      [311, 'due-soon'],
    ] as const) {
      const rig = linked();
      rig.message('plan', sealAs('plan', 'plan', planOf(1, [item('a', 315, 320)])));
      rig.passTo(at(minute));
      const id = order(rig);
      rig.passTo(at(minute + 1));
      expect([asked(rig), codeOf(rig, id)]).to.deep.equal([[], code]);
    }
  });

  it('is refused while a warning is held, also between its plays', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('flood', 310)));
    rig.passTo(at(310.1));
    const id = order(rig);
    expect([asked(rig), codeOf(rig, id)]).to.deep.equal([[], 'urgent-held']);
  });

  it('is refused while the software is on trial', () => {
    const rig = linked();
    const last = { num: 4, step: 'on-trial' as const, detail: '0.2.0' };
    rig.feed({ type: 'update-told', update: { arch: 'arm64', able: true, highestNum: 4, last } });
    const id = order(rig);
    expect([asked(rig), codeOf(rig, id)]).to.deep.equal([[], 'updating']);
  });

  it('happens three times a day and no more, and again the day after', () => {
    const rig = linked();
    const codes: unknown[] = [];
    for (const minute of [310, 330, 350, 370, 310 + 1441]) {
      if (minute > 310) rig.powerCut(at(minute));
      rig.feed({ type: 'link-up' });
      rig.passTo(at(minute + 1));
      const id = order(rig);
      rig.passTo(at(minute + 2));
      codes.push(codeOf(rig, id) ?? 'asked');
    }
    expect(codes).to.deep.equal(['asked', 'asked', 'asked', 'too-often', 'asked']);
  });

  it('is said not to have happened where nobody carries it out', () => {
    const rig = linked();
    const id = order(rig);
    rig.passTo(at(310.5));
    rig.feed({ type: 'reboot-failed', id, detail: 'rebootFile is not set' });
    expect(codeOf(rig, id)).to.equal('no-reboot');
    const again = order(rig);
    rig.passTo(at(313));
    expect(codeOf(rig, again)).to.equal(undefined);
    rig.passTo(at(314));
    expect(codeOf(rig, again)).to.equal('no-reboot');
  });

  it('is one at a time', () => {
    const rig = linked();
    order(rig);
    const second = order(rig);
    expect(codeOf(rig, second)).to.equal('shutting-down');
  });
});
