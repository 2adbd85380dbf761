/** A box turned down by order: never up, never to silence, never a warning, and not forgotten. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { trimmed } from '#edge-agent/core/trim-entry';
import { orderTo, resultsOf } from './orders.js';
import { at, envelopeOf, item, planOf } from './plans.js';
import { Rig } from './rig.js';
import { DEV, ROOT, sealAs, TOOLS } from './sealing.js';
import { sealedUrgent, urgentOf } from './urgents.js';

const WINDOW = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 };
const ENVELOPE = envelopeOf({ windows: [{ ...WINDOW, volumeMaxPercent: 50 }] as never });

function onAir(): Rig {
  const rig = new Rig({ startAt: at(310), envelope: ENVELOPE });
  rig.feed({ type: 'link-up' });
  const items = [item('a', 315, 320), item('b', 330, 335)];
  rig.message('plan', sealAs('plan', 'plan', planOf(1, items)));
  return rig;
}
const turn = (rig: Rig, volumePercent: number, part: object = {}): string =>
  orderTo(rig, { kind: 'set-volume', volumePercent, ...part }).id;
const volumes = (rig: Rig): number[] =>
  rig.effects.flatMap((effect) =>
    effect.type === 'play' || effect.type === 'set-volume' ? [effect.volumePercent] : [],
  );

describe('edge-agent/core/trim', () => {
  it('takes its share of the ceiling of the hour, and tells it', () => {
    const rig = onAir();
    const id = turn(rig, 60);
    rig.passTo(at(316));
    expect(volumes(rig)).to.deep.equal([30]);
    expect(resultsOf(rig, id)[0]).to.deep.include({ kind: 'volume', volumePercent: 60 });
    expect(rig.last('status')?.['trim']).to.deep.equal({
      percent: 60,
      setAt: at(310),
      commandId: id,
    });
  });

  it('is heard at once in what sounds, down and up again to the ceiling and no further', () => {
    const rig = onAir();
    rig.passTo(at(316));
    turn(rig, 20);
    rig.passTo(at(317));
    turn(rig, 100);
    rig.passTo(at(318));
    expect(volumes(rig)).to.deep.equal([50, 10, 50]);
    expect(rig.last('status')?.['trim']).to.equal(null);
  });

  it('stays over a power cut', () => {
    const rig = onAir();
    turn(rig, 40);
    rig.passTo(at(312));
    rig.powerCut(at(329));
    rig.passTo(at(331));
    expect(volumes(rig)).to.deep.equal([20]);
    const entries = JSON.parse(JSON.stringify(snapshotOf(rig.state.durable)));
    expect(replay(ROOT, entries, DEV, TOOLS).trim).to.deep.equal(rig.state.durable.trim);
  });

  it('leaves a warning as loud as it was', () => {
    const loud = (percent: number | null): number[] => {
      const rig = onAir();
      if (percent !== null) turn(rig, percent);
      rig.message('urgent', sealedUrgent(urgentOf('flood', 310)));
      rig.passTo(at(310.5));
      return rig.heard.map(({ volumePercent }) => volumePercent);
    };
    expect(loud(10)).to.deep.equal(loud(null)).and.not.deep.equal([]);
  });

  it('follows the order that was made last, whichever comes first', () => {
    const rig = onAir();
    rig.passTo(at(311));
    turn(rig, 40);
    const id = turn(rig, 80, { iat: rig.now - 30_000, nbf: rig.now - 30_000 });
    rig.passTo(at(312));
    expect(resultsOf(rig, id)[0]).to.deep.include({ kind: 'refused', code: 'superseded' });
    expect(rig.state.durable.trim?.percent).to.equal(40);
  });

  it('never silences what may sound, and lends nothing to what may not', () => {
    const trim = { percent: 10, setAt: at(0), iat: 0 as Instant, commandId: 'order-0001' };
    const left = (ceiling: number) => trimmed(trim, { priority: 'normal' }, ceiling);
    expect([0, 1, 9, 50, 100].map(left)).to.deep.equal([0, 1, 1, 5, 10]);
    expect(trimmed({ ...trim, percent: 900 }, { priority: 'normal' }, 50)).to.equal(50);
    expect(trimmed(trim, { priority: 'emergency' }, 90)).to.equal(90);
  });
});
