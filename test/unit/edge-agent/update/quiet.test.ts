/** When a box may change its program, and when it lets the server wait. */
import { expect } from 'chai';
import { isQuiet } from '#edge-agent/update/quiet';

const MINUTE = 60_000;
const CALM = { sounds: 0, warnings: 0, nextStartAt: null, nowMs: 0, waitedMs: 0 };

describe('the quiet of a box', () => {
  it('is broken by a sound, by a warning that still has to sound and by an airing within 15 minutes', () => {
    expect(isQuiet(CALM)).to.equal(true);
    expect(isQuiet({ ...CALM, sounds: 1 })).to.equal(false);
    expect(isQuiet({ ...CALM, warnings: 1 })).to.equal(false);
    expect(isQuiet({ ...CALM, nextStartAt: 15 * MINUTE })).to.equal(false);
    expect(isQuiet({ ...CALM, nextStartAt: 15 * MINUTE + 1 })).to.equal(true);
  });

  it('comes after a day even where the plan has no gap, but never into a sound', () => {
    const waitedMs = 24 * 60 * MINUTE;
    expect(isQuiet({ ...CALM, nextStartAt: MINUTE, waitedMs })).to.equal(true);
    expect(isQuiet({ ...CALM, nextStartAt: MINUTE, waitedMs: waitedMs - 1 })).to.equal(false);
    expect(isQuiet({ ...CALM, sounds: 1, waitedMs })).to.equal(false);
  });
});
