/**
 * Loudness tests — kiểm thử tính độ to.
 *
 * The iteration rule of mastering: it ends, it aims at the target, it lowers only what is too high.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  boundGain,
  combineLevels,
  firstCeiling,
  gainFrom,
  judgeRound,
  MAX_ROUNDS,
  rehearsedGains,
  rehearsedWindows,
  type Setting,
  SILENCE_LUFS,
} from '#server/core/programme/loudness';

const goal = { targetLufs: -16, truePeakMaxDbtp: -1 };
const level = (loudnessLufs: number, truePeakDbtp = -3, durationMs = 60_000) => ({
  durationMs,
  loudnessLufs,
  truePeakDbtp,
});

describe('loudness of joined stretches', () => {
  it('is the mean of their energies, not of their decibels', () => {
    expect(combineLevels([level(-10), level(-20)]).loudnessLufs).to.be.closeTo(-12.6, 0.01);
  });

  it('does not count silence, but its time and peak do count', () => {
    const joined = combineLevels([level(-16), level(SILENCE_LUFS, -0.5, 30_000)]);
    expect(joined.loudnessLufs).to.be.closeTo(-16, 1e-9);
    expect([joined.truePeakDbtp, joined.durationMs]).to.deep.equal([-0.5, 90_000]);
  });

  it('of silence alone is silence', () => {
    expect(combineLevels([level(-80), level(-70)]).loudnessLufs).to.equal(SILENCE_LUFS);
  });

  it('lies between the quietest and the loudest', () => {
    const loud = fc.double({ min: -60, max: 0, noNaN: true });
    fc.assert(
      fc.property(fc.array(loud, { minLength: 1, maxLength: 20 }), (all) => {
        const joined = combineLevels(all.map((lufs) => level(lufs))).loudnessLufs;
        return joined >= Math.min(...all) - 1e-9 && joined <= Math.max(...all) + 1e-9;
      }),
    );
  });
});

describe('a round of encoding', () => {
  const used: Setting = { gainDb: 18, ceilingsDbfs: [-3, -3] };

  it('is good when loudness and peak hold after decoding', () => {
    const decoded = [level(-16.2), level(-15.9)];
    expect(judgeRound({ number: 1, used, decoded }, goal).kind).to.equal('good');
  });

  it('lowers the ceiling of the stretch that peaks too high and of no other', () => {
    const verdict = judgeRound({ number: 1, used, decoded: [level(-16), level(-16, -0.4)] }, goal);
    if (verdict.kind !== 'again') throw new Error(verdict.kind);
    expect(verdict.setting.gainDb).to.equal(18);
    expect(verdict.setting.ceilingsDbfs[0]).to.equal(-3);
    expect(verdict.setting.ceilingsDbfs[1]).to.be.closeTo(-3.9, 1e-9);
  });

  it('asks for more than it misses, because the limiter takes a part', () => {
    const verdict = judgeRound({ number: 1, used, decoded: [level(-18), level(-18)] }, goal);
    if (verdict.kind !== 'again') throw new Error(verdict.kind);
    expect(verdict.setting.gainDb).to.equal(21);
  });

  it('learns from the round before what a LU costs on this material', () => {
    const before = { gainDb: 16, loudnessLufs: -18.5 };
    const verdict = judgeRound({ number: 2, used, decoded: [level(-17.5)], before }, goal);
    if (verdict.kind !== 'again') throw new Error(verdict.kind);
    expect(verdict.setting.gainDb).to.equal(21);
  });

  it('learns nothing from a round in which a lower ceiling ate the gain', () => {
    const before = { gainDb: 16, loudnessLufs: -17.4 };
    const verdict = judgeRound({ number: 3, used, decoded: [level(-18)], before }, goal);
    if (verdict.kind !== 'again') throw new Error(verdict.kind);
    expect(verdict.setting.gainDb).to.equal(21);
  });

  it('is content with what passes once two finer aims have failed', () => {
    const kinds = [2, 3].map(
      (number) => judgeRound({ number, used, decoded: [level(-16.8)] }, goal).kind,
    );
    expect(kinds).to.deep.equal(['again', 'good']);
  });

  it('is the last one after a stated number, and says what failed', () => {
    const number = MAX_ROUNDS;
    const quiet = judgeRound({ number, used, decoded: [level(-18)] }, goal);
    const high = judgeRound({ number, used, decoded: [level(-16, 0.1)] }, goal);
    expect([quiet.kind, high.kind]).to.deep.equal(['loudness-missed', 'peak-exceeded']);
  });

  it('never raises a ceiling and never calls a clip good beyond 1 LU or the peak limit', () => {
    const readings = fc.record({
      durationMs: fc.integer({ min: 100, max: 600_000 }),
      loudnessLufs: fc.double({ min: -40, max: 0, noNaN: true }),
      truePeakDbtp: fc.double({ min: -12, max: 3, noNaN: true }),
    });
    const numbers = fc.integer({ min: 1, max: MAX_ROUNDS });
    fc.assert(
      fc.property(readings, readings, numbers, (a, b, number) => {
        const verdict = judgeRound({ number, used, decoded: [a, b] }, goal);
        if (verdict.kind === 'again') {
          return verdict.setting.ceilingsDbfs.every((c, i) => c <= (used.ceilingsDbfs[i] ?? 0));
        }
        const { loudnessLufs, truePeakDbtp } = verdict.level;
        const holds = Math.abs(loudnessLufs + 16) <= 0.9 && truePeakDbtp <= -1;
        return verdict.kind === 'good' ? holds : !holds;
      }),
    );
  });
});

describe('the first try', () => {
  it('holds peaks as far under the limit as coding mostly lifts them', () => {
    expect(firstCeiling(goal)).to.be.closeTo(-3.3, 1e-9);
  });

  it('is rehearsed with what is missing and more, because the limiter takes a part', () => {
    expect(rehearsedGains(-34, goal)).to.deep.equal([18, 20]);
  });

  it('goes by the straight line through two rehearsals and adds what coding takes', () => {
    const heard = [
      { gainDb: 20, loudnessLufs: -16.65 },
      { gainDb: 22, loudnessLufs: -15.65 },
    ];
    expect(gainFrom(heard, goal)).to.equal(22);
    expect(gainFrom(heard.toReversed(), goal)).to.equal(22);
  });

  it('comes within a gain step of the target on any speech that a limiter treats alike', () => {
    const speech = fc.record({
      unlevelledLufs: fc.double({ min: -55, max: -10, noNaN: true }),
      dbPerLu: fc.double({ min: 1, max: 3, noNaN: true }),
      loss: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(speech, ({ unlevelledLufs, dbPerLu, loss }) => {
        const loudness = (gainDb: number): number =>
          goal.targetLufs - loss + (gainDb - (goal.targetLufs - unlevelledLufs)) / dbPerLu;
        const heard = rehearsedGains(unlevelledLufs, goal).map((gainDb) => ({
          gainDb,
          loudnessLufs: loudness(gainDb),
        }));
        const coded = loudness(gainFrom(heard, goal)) - 0.35;
        return Math.abs(coded - goal.targetLufs) <= 0.25 + 1e-9 || gainFrom(heard, goal) >= 45;
      }),
    );
  });

  it('listens to a short stretch whole and to four windows of a long one', () => {
    expect(rehearsedWindows(90_000)).to.deep.equal([{ fromMs: 0, lengthMs: 90_000 }]);
    expect(rehearsedWindows(400_000).map(({ fromMs }) => fromMs)).to.deep.equal([
      35_000, 135_000, 235_000, 335_000,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14_400_000 }), (durationMs) => {
        const windows = rehearsedWindows(durationMs);
        const heardMs = windows.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
        const ends = windows.map(({ fromMs, lengthMs }) => fromMs + lengthMs);
        return heardMs <= 120_000 && Math.max(...ends) <= durationMs;
      }),
    );
  });

  it('moves gains in half decibels within bounds', () => {
    expect([boundGain(18.2), boundGain(90), boundGain(-90)]).to.deep.equal([18, 45, -30]);
  });
});
