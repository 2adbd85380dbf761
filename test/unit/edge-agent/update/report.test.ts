/** What a box tells the server of its updates. */
import { UpdateReport } from '@loaso/shared/wire/release';
import { expect } from 'chai';
import { EMPTY_UPDATE_STATE, type UpdateState } from '#edge-agent/update/planner';
import { claimedNum, lastOnShelf, lastRefused } from '#edge-agent/update/report';
import { manifestOf, releaseSigner, sealRelease } from '../../../support/release.js';

const slot = (num: number) => ({ num, version: `1.${num}.0`, packaged: '1.0.0' });
const found = (part: Partial<UpdateState>, current: 'a' | 'b' | null = null) => ({
  state: { ...EMPTY_UPDATE_STATE, ...part },
  current,
});

describe('the report of updates', () => {
  it('says nothing of a box that has only its package', () => {
    expect(lastOnShelf(found({}))).to.equal(null);
  });

  it('tells a trial, what stays and what the box went back from, with why', () => {
    const needs = { link: true, plan: true, output: true };
    const slots = { a: slot(1), b: slot(2) };
    const trial = { slot: 'b' as const, attempts: 2, needs };
    expect(lastOnShelf(found({ highestNum: 2, slots, trial }, 'a'))).to.deep.equal({
      num: 2,
      step: 'on-trial',
      detail: 'start 2',
    });
    expect(lastOnShelf(found({ highestNum: 2, slots }, 'b'))).to.deep.equal({
      num: 2,
      step: 'stays',
      detail: '1.2.0',
    });
    const failed = [{ num: 2, version: '1.2.0', why: 'not healthy after 3 starts' }];
    const back = found({ highestNum: 2, slots: { a: slot(1), b: null }, failed }, 'a');
    expect(lastOnShelf(back)).to.deep.equal({
      num: 2,
      step: 'went-back',
      detail: 'not healthy after 3 starts',
    });
  });

  it('keeps to the shelf when a release is offered twice, and names the code of any other refusal', () => {
    const kept = found({ highestNum: 2, slots: { a: slot(2), b: null } }, 'a');
    const old = { code: 'old-number', detail: '2, installed 2' };
    expect(lastRefused(2, old, kept)).to.have.property('step', 'stays');
    for (const code of ['held', 'no-time']) {
      expect(lastRefused(3, { code, detail: '' }, kept)).to.have.property('code', 'busy');
    }
    const last = lastRefused(3, { code: 'no-room', detail: 'x'.repeat(900) }, kept);
    expect(last).to.include({ num: 3, step: 'refused', code: 'no-room' });
    UpdateReport.parse({ arch: 'arm64', able: true, highestNum: 2, last });
  });

  it('reads the number that a manifest claims, and 0 from anything else', () => {
    const vendor = releaseSigner('release-1');
    expect(claimedNum(sealRelease(manifestOf({ num: 7 }), [vendor]))).to.equal(7);
    expect(claimedNum('{"v":1}')).to.equal(0);
    expect(claimedNum(sealRelease({ num: -1 }, [vendor]))).to.equal(0);
    expect(claimedNum(sealRelease([], [vendor]))).to.equal(0);
  });
});
