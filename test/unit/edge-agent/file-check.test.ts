/** The box as it reads its own files again: all of them, never into a sound, never without an end. */
import type { Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import { orderTo, resultsOf } from './orders.js';
import { at, item, planOf } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { sealAs, sha } from './sealing.js';

const old = sha('yesterday') as Sha256;

/** A box with what its plan names and one file of yesterday. */
function stocked(from: number, to: number, options: RigOptions = {}): Rig {
  const rig = new Rig({ startAt: at(310), ...options });
  rig.files.set(old, 1_000);
  rig.kill();
  rig.boot();
  rig.feed({ type: 'link-up' });
  rig.message(
    'plan',
    sealAs('plan', 'plan', planOf(1, [item('a', from, to), item('b', 700, 720)])),
  );
  rig.passTo(at(310.1));
  rig.effects.length = 0;
  return rig;
}
const check = (rig: Rig): string => orderTo(rig, { kind: 'check-files' }).id;
const hashed = (rig: Rig): string[] =>
  rig.effects.flatMap((effect) => (effect.type === 'check-file' ? [effect.sha256] : []));
const found = (rig: Rig, id: string) => {
  const [result] = resultsOf(rig, id);
  return result === undefined
    ? undefined
    : ['right', 'damaged', 'unchecked', 'planned', 'missing'].map((name) => result[name]);
};

describe('edge-agent/core/file-check', () => {
  it('hashes every file once, one after another, and counts', () => {
    const rig = stocked(600, 620);
    const id = check(rig);
    expect(hashed(rig)).to.have.length(1);
    rig.passTo(at(311));
    expect(hashed(rig).sort()).to.deep.equal([old, sha('a'), sha('b')].sort());
    expect(found(rig, id)).to.deep.equal([3, 0, 0, 2, 0]);
  });

  it('drops what is damaged, fetches it again, and says how many', () => {
    const rig = stocked(600, 620);
    rig.broken.set(sha('b') as Sha256, 'corrupt');
    const id = check(rig);
    rig.passTo(at(310.11));
    rig.broken.clear();
    rig.passTo(at(311));
    expect(found(rig, id)?.slice(0, 3)).to.deep.equal([2, 1, 0]);
    expect(rig.effects.some(({ type }) => type === 'download')).to.equal(true);
    expect(rig.state.files.get(sha('b') as Sha256)?.state).to.equal('ready');
  });

  it('reads nothing while a sound is on or near, and goes on after it', () => {
    const rig = stocked(310.5, 312);
    const id = check(rig);
    rig.passTo(at(311.9));
    expect(rig.heard).to.have.length(1);
    expect([hashed(rig), found(rig, id)]).to.deep.equal([[], undefined]);
    rig.passTo(at(313));
    expect(found(rig, id)?.slice(0, 3)).to.deep.equal([3, 0, 0]);
  });

  it('ends after half an hour with what it has, on a box that sounds all the time', () => {
    const rig = stocked(310.3, 400);
    const id = check(rig);
    rig.passTo(at(340));
    expect(found(rig, id)).to.equal(undefined);
    rig.passTo(at(341));
    expect(found(rig, id)).to.deep.equal([0, 0, 3, 2, 0]);
  });

  it('tells what the plan calls for and the box does not have', () => {
    const rig = stocked(600, 620, { downloads: false });
    const id = check(rig);
    rig.passTo(at(311));
    expect(found(rig, id)).to.deep.equal([1, 0, 0, 2, 2]);
  });

  it('makes one check at a time', () => {
    const rig = stocked(310.5, 312);
    check(rig);
    const second = check(rig);
    expect(resultsOf(rig, second)[0]).to.deep.include({ kind: 'refused', code: 'test-running' });
  });
});
