/** When a box may change its program, and when it lets the server wait. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { isOutsideNight, isQuiet } from '#edge-agent/update/quiet';

const MINUTE = 60_000;
const at = (minute: number) => instantAt(LocalDate.parse('2026-11-25'), minute);
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

  it('knows its night, also one that ends the next day; without one every hour will do', () => {
    const night = { fromMinute: 23 * 60, toMinute: 4 * 60 };
    const outside = [12 * 60, 4 * 60, 22 * 60 + 59].map((minute) =>
      isOutsideNight(night, at(minute)),
    );
    expect(outside).to.deep.equal([true, true, true]);
    const inside = [23 * 60, 0, 3 * 60 + 59].map((minute) => isOutsideNight(night, at(minute)));
    expect(inside).to.deep.equal([false, false, false]);
    expect(isOutsideNight({ fromMinute: 60, toMinute: 240 }, at(59))).to.equal(true);
    expect(isOutsideNight({ fromMinute: 60, toMinute: 240 }, at(61))).to.equal(false);
    expect(isOutsideNight(null, at(720))).to.equal(false);
  });
});
