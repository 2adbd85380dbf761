/** What an area says of itself only narrows, whatever it says. */
import { AreaId } from '@loaso/shared/ids';
import { DAY_MS, instant } from '@loaso/shared/time';
import {
  permittedSpans,
  type SoundWindow,
  volumeCeiling,
} from '@loaso/shared/trust/sound-envelope';
import {
  isWithin,
  narrowed,
  needsSecond,
  type SoundLimits,
  sameLimits,
  tidied,
  WINDOWS_MAX,
} from '@loaso/shared/trust/sound-limits';
import { expect } from 'chai';
import fc from 'fast-check';
import { changesInWords } from '#server/core/schedule/limit-words';
import { DEFAULT_POLICY, limitsAt, planningEnvelope } from '#server/core/schedule/policy';

const anyWindow = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    fromMinute: fc.integer({ min: 0, max: 1380 }),
    length: fc.integer({ min: 1, max: 400 }),
    volumeMaxPercent: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ length, ...window }): SoundWindow => {
    const toMinute = Math.min(1440, window.fromMinute + length);
    return { ...window, toMinute } as SoundWindow;
  });
const anyLimits: fc.Arbitrary<SoundLimits> = fc.record(
  {
    windows: fc.array(anyWindow, { maxLength: 6 }),
    minutesPerDayMax: fc.integer({ min: 0, max: 1440 }),
    emergencyVolumeMaxPercent: fc.integer({ min: 0, max: 100 }),
    sessionsPerDayMax: fc.integer({ min: 1, max: 6 }),
    minutesPerSessionMax: fc.integer({ min: 1, max: 120 }),
  },
  { requiredKeys: ['windows', 'minutesPerDayMax', 'emergencyVolumeMaxPercent'] },
);
const [province, commune, hamlet] = ['52', '21553', '21553-03'].map((id) => AreaId.parse(id)) as [
  AreaId,
  AreaId,
  AreaId,
];
const week = {
  startAt: instant(Date.UTC(2026, 5, 1)),
  endAt: instant(Date.UTC(2026, 5, 1) + 7 * DAY_MS),
};

const daily = (fromMinute: number, toMinute: number, volumeMaxPercent = 100): SoundLimits => ({
  ...DEFAULT_POLICY.default,
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent } as SoundWindow],
});

describe('limits', () => {
  it('of an area never permit what stands above it, as a box judges them', () => {
    fc.assert(
      fc.property(
        anyLimits,
        anyLimits,
        fc.integer({ min: 0, max: 7 * 1440 - 1 }),
        (a, b, minute) => {
          const both = narrowed(a, b);
          const at = instant(week.startAt + minute * 60_000);
          for (const outer of [a, b]) {
            expect(isWithin(both, outer)).to.equal(true);
            const spans = permittedSpans(planningEnvelope(both), 'normal', week);
            const inside = permittedSpans(planningEnvelope(outer), 'normal', week);
            for (const { startAt, endAt } of spans) {
              expect(inside.some((one) => one.startAt <= startAt && endAt <= one.endAt)).to.equal(
                true,
              );
            }
            expect(volumeCeiling(planningEnvelope(both), 'normal', at)).to.be.at.most(
              volumeCeiling(planningEnvelope(outer), 'normal', at),
            );
            expect(volumeCeiling(planningEnvelope(both), 'emergency', at)).to.be.at.most(
              volumeCeiling(planningEnvelope(outer), 'emergency', at),
            );
            expect(both.minutesPerDayMax).to.be.at.most(outer.minutesPerDayMax);
          }
          expect(both.windows.length).to.be.at.most(WINDOWS_MAX);
        },
      ),
    );
  });

  it('of sessions are the lower of both, and none where neither has any', () => {
    fc.assert(
      fc.property(anyLimits, anyLimits, (a, b) => {
        const both = narrowed(a, b);
        for (const key of ['sessionsPerDayMax', 'minutesPerSessionMax'] as const) {
          const least = Math.min(a[key] ?? 9_999, b[key] ?? 9_999);
          expect(both[key] ?? 9_999).to.equal(least);
        }
        expect(planningEnvelope(both).v).to.equal(Object.keys(both).length > 3 ? 2 : 1);
      }),
    );
  });

  it('of a commune stay within those of its province, in whatever order the rules come', () => {
    fc.assert(
      fc.property(anyLimits, anyLimits, anyLimits, (top, middle, low) => {
        const rules = [
          { areaId: hamlet, limits: low },
          { areaId: province, limits: top },
          { areaId: commune, limits: middle },
        ];
        const policy = { ...DEFAULT_POLICY, rules };
        const paths = [[province], [commune, province], [hamlet, commune, province]];
        const [first, second, third] = paths.map((path) => limitsAt(policy, { path })) as [
          SoundLimits,
          SoundLimits,
          SoundLimits,
        ];
        expect(isWithin(first, DEFAULT_POLICY.default)).to.equal(true);
        expect(isWithin(second, first)).to.equal(true);
        expect(isWithin(third, second)).to.equal(true);
        const turned = { ...policy, rules: rules.toReversed() };
        expect(limitsAt(turned, { path: [hamlet, commune, province] })).to.deep.equal(third);
      }),
    );
  });

  it('that are tidied permit the same', () => {
    fc.assert(
      fc.property(anyLimits, (limits) => {
        fc.pre(tidied(limits).windows.length < WINDOWS_MAX);
        expect(sameLimits(tidied(limits), limits)).to.equal(true);
        expect(needsSecond(limits, limits)).to.equal(false);
        expect(changesInWords(limits, tidied(limits))).to.deep.equal([]);
      }),
    );
  });

  it('need a second person for more sound, or for another ceiling of emergencies', () => {
    const now = daily(300, 1200);
    expect(needsSecond(daily(300, 1140), now)).to.equal(false);
    expect(needsSecond(daily(300, 1201), now)).to.equal(true);
    expect(needsSecond({ ...now, minutesPerDayMax: 400 }, now)).to.equal(true);
    expect(needsSecond({ ...now, emergencyVolumeMaxPercent: 60 }, now)).to.equal(true);
  });

  it('need a second person for more or longer sessions, and none for fewer', () => {
    const now = { ...daily(300, 1200), sessionsPerDayMax: 2, minutesPerSessionMax: 30 };
    expect(needsSecond(now, daily(300, 1200))).to.equal(false);
    expect(needsSecond(daily(300, 1200), now)).to.equal(true);
    expect(needsSecond({ ...now, sessionsPerDayMax: 1, minutesPerSessionMax: 20 }, now)).to.equal(
      false,
    );
    expect(needsSecond({ ...now, sessionsPerDayMax: 3 }, now)).to.equal(true);
    expect(needsSecond({ ...now, minutesPerSessionMax: 31 }, now)).to.equal(true);
    expect(sameLimits(now, { ...now, sessionsPerDayMax: 3 })).to.equal(false);
    expect(changesInWords(daily(300, 1200), now).map(({ vi }) => vi)).to.deep.equal([
      'Số buổi phát mỗi ngày: không giới hạn → tối đa 2 buổi',
      'Mỗi buổi phát: không giới hạn → tối đa 30 phút',
    ]);
    expect(changesInWords(now, daily(300, 1200)).map(({ en }) => en)).to.deep.equal([
      'Sessions a day: at most 2 → no limit',
      'A session: at most 30 minutes → no limit',
    ]);
  });

  it('say in words what a change changes', () => {
    const next = { ...daily(300, 1140, 80), minutesPerDayMax: 60, emergencyVolumeMaxPercent: 70 };
    expect(changesInWords(daily(285, 1140), next).map(({ vi }) => vi)).to.deep.equal([
      'Không phát từ 04:45 đến 05:00, hằng ngày',
      'Âm lượng tối đa từ 05:00 đến 19:00, hằng ngày: 100 % → 80 %',
      'Mỗi ngày phát tối đa 360 phút → 60 phút',
      'Âm lượng tối đa khi khẩn cấp: 100 % → 70 %',
    ]);
    const sunday = { ...daily(300, 1200), windows: [...daily(300, 1140).windows] };
    sunday.windows.push({
      days: [7],
      fromMinute: 1200,
      toMinute: 1260,
      volumeMaxPercent: 50,
    } as never);
    expect(changesInWords(daily(300, 1140), sunday).map(({ en }) => en)).to.deep.equal([
      'May also sound from 20:00 to 21:00, Sun, at 50 % at most',
    ]);
  });
});
