/** Near some places less may sound than elsewhere, and never more. */
import { PlaceKind, SpecialPlaceKind } from '@loaso/shared/place-kind';
import {
  limitsOfPlace,
  needsSecondAnywhere,
  type PlacedLimits,
  PlaceRule,
  PlaceRules,
  sameEverywhere,
} from '@loaso/shared/trust/place-limits';
import type { SoundWindow } from '@loaso/shared/trust/sound-envelope';
import {
  isWithin,
  type SoundLimits,
  stretchesOf,
  WEEKDAYS,
} from '@loaso/shared/trust/sound-limits';
import { expect } from 'chai';
import fc from 'fast-check';
import { changesByPlace } from '#server/core/schedule/place-words';

const span = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }))
  .map(([fromMinute, length]) => ({ fromMinute, toMinute: Math.min(1440, fromMinute + length) }));
const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
const anyLimits = fc
  .record({
    windows: fc.array(fc.record({ days, span, volumeMaxPercent: fc.nat(100) }), { maxLength: 3 }),
    minutesPerDayMax: fc.nat(1440),
    emergencyVolumeMaxPercent: fc.nat(100),
    sessionsPerDayMax: fc.integer({ min: 1, max: 4 }),
  })
  .map(
    ({ windows, ...rest }): SoundLimits => ({
      ...rest,
      windows: windows.map(({ span: at, ...one }) => ({ ...one, ...at }) as SoundWindow),
    }),
  );
const anyRule = fc
  .record({
    volumeMaxPercent: fc.integer({ min: 1, max: 100 }),
    quiet: fc.array(fc.record({ days, span }), { maxLength: 2 }),
  })
  .map(({ volumeMaxPercent, quiet }) =>
    PlaceRule.parse({
      kind: 'clinic',
      volumeMaxPercent,
      quiet: quiet.map(({ span: at, days: on }) => ({ days: on, ...at })),
    }),
  );

const volumeAt = ({ windows }: SoundLimits, day: number, minute: number): number | null =>
  stretchesOf(windows, day).find(({ from, to }) => from <= minute && minute < to)?.volume ?? null;

const HOUSE: SoundLimits = {
  windows: [
    {
      days: [1, 2, 3, 4, 5, 6, 7],
      fromMinute: 300,
      toMinute: 1200,
      volumeMaxPercent: 100,
    } as never,
  ],
  minutesPerDayMax: 240,
  emergencyVolumeMaxPercent: 100,
};
const CLINIC = PlaceRule.parse({
  kind: 'clinic',
  volumeMaxPercent: 60,
  quiet: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 690, toMinute: 840 }],
});
const by =
  (limits: PlacedLimits) =>
  (kind: PlaceKind): SoundLimits =>
    limitsOfPlace(limits, kind);

describe('limits near a place', () => {
  it('are those of everywhere, without the quiet times and at its volume at most', () => {
    fc.assert(
      fc.property(anyLimits, anyRule, fc.nat(1439), (limits, rule, minute) => {
        const here = limitsOfPlace({ ...limits, places: [rule] }, 'clinic');
        expect(isWithin(here, limits)).to.equal(true);
        for (const day of WEEKDAYS) {
          const quiet = rule.quiet.some(
            (one) => one.days.includes(day) && one.fromMinute <= minute && minute < one.toMinute,
          );
          const elsewhere = volumeAt(limits, day, minute);
          const expected =
            quiet || elsewhere === null ? null : Math.min(elsewhere, rule.volumeMaxPercent);
          expect(volumeAt(here, day, minute)).to.equal(expected);
        }
        const { windows: _here, ...figures } = here;
        const { windows: _there, ...same } = limits;
        expect(figures).to.deep.equal(same);
        expect(limitsOfPlace({ ...limits, places: [rule] }, 'school')).to.deep.equal(limits);
      }),
    );
  });

  it('need a second person where they are lifted, and none where they are set', () => {
    const quiet = { ...HOUSE, places: [CLINIC] };
    expect(needsSecondAnywhere(by(quiet), by(HOUSE))).to.equal(false);
    expect(needsSecondAnywhere(by(HOUSE), by(quiet))).to.equal(true);
    expect(sameEverywhere(by(quiet), by(HOUSE))).to.equal(false);
    expect(sameEverywhere(by(quiet), by({ ...HOUSE, places: [CLINIC] }))).to.equal(true);
  });

  it('are told with the name of the place, beside what changes everywhere', () => {
    const next = { ...HOUSE, minutesPerDayMax: 200, places: [CLINIC] };
    expect(changesByPlace(by(HOUSE), by(next)).map(({ vi }) => vi)).to.deep.equal([
      'Mỗi ngày phát tối đa 240 phút → 200 phút',
      'Gần bệnh viện, trạm y tế: Âm lượng tối đa từ 05:00 đến 11:30, hằng ngày: 100 % → 60 %',
      'Gần bệnh viện, trạm y tế: Không phát từ 11:30 đến 14:00, hằng ngày',
      'Gần bệnh viện, trạm y tế: Âm lượng tối đa từ 14:00 đến 20:00, hằng ngày: 100 % → 60 %',
    ]);
  });

  it('name each kind once, and never the common one', () => {
    expect(PlaceRules.safeParse([CLINIC, CLINIC]).success).to.equal(false);
    expect(PlaceRule.safeParse({ ...CLINIC, kind: 'residential' }).success).to.equal(false);
    expect([...SpecialPlaceKind.options, 'residential']).to.have.members([...PlaceKind.options]);
  });
});
