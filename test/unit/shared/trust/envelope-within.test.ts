/** What one envelope lets sound beyond others, and what two both permit: trust/envelope-within. */
import {
  addDays,
  dayNumberOf,
  instant,
  instantOnDay,
  LocalDate,
  MinuteOfDay,
} from '@loaso/shared/time';
import {
  bothPermit,
  type DatedBounds,
  EnvelopeBounds,
  envelopeBounds,
  letsMoreSound,
  withoutOpened,
} from '@loaso/shared/trust/envelope-within';
import { type SoundWindow, volumeCeiling } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { DEFAULT_POLICY, planningEnvelope } from '#server/core/schedule/policy';
import { boxId, envelopeOf } from '../../../support/plans.js';

const TODAY = LocalDate.parse('2026-11-27');
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const window = (from: number, to: number, volume = 80, days = EVERY_DAY): SoundWindow => ({
  days,
  fromMinute: MinuteOfDay.parse(from),
  toMinute: MinuteOfDay.parse(to),
  volumeMaxPercent: volume,
});
const day = (windows: SoundWindow[], more: object = {}): DatedBounds => ({
  windows,
  minutesPerDayMax: 120,
  emergencyVolumeMaxPercent: 100,
  ...more,
});
const MORNING = [window(300, 420)];
const dated = (from: number, to: number, windows: SoundWindow[], more: object = {}) => ({
  fromDate: addDays(TODAY, from),
  toDate: addDays(TODAY, to),
  windows,
  minutesPerDayMax: 120,
  ...more,
});
const more = (next: DatedBounds, ...held: DatedBounds[]): boolean =>
  letsMoreSound(next, held, TODAY);

describe('trust/envelope-within', () => {
  it('finds more sound in an hour, a volume, a figure, a limit that is gone', () => {
    const held = day(MORNING, { sessionsPerDayMax: 2 });
    expect(more(held, held)).to.equal(false);
    expect(more(day([window(300, 421)], { sessionsPerDayMax: 2 }), held)).to.equal(true);
    expect(more(day([window(300, 420, 81)], { sessionsPerDayMax: 2 }), held)).to.equal(true);
    expect(more(day(MORNING, { sessionsPerDayMax: 3 }), held)).to.equal(true);
    expect(more(day(MORNING), held), 'no limit of sessions any more').to.equal(true);
    expect(more(day([], { sessionsPerDayMax: 1 }), held)).to.equal(false);
  });

  it('looks at each day by itself, and not at days that are over', () => {
    const festival = day(MORNING, { exemptions: [dated(2, 3, [window(300, 1380)])] });
    const quiet = day(MORNING, { exemptions: [dated(2, 3, [])] });
    expect(more(festival, day(MORNING))).to.equal(true);
    expect(more(day(MORNING), festival), 'a festival taken back').to.equal(false);
    expect(more(day(MORNING), quiet), 'a silence taken back').to.equal(true);
    const gone = day(MORNING, { exemptions: [dated(-4, -1, [])] });
    expect(more(day(MORNING), gone)).to.equal(false);
    const today = day(MORNING, { exemptions: [dated(-4, 0, [])] });
    expect(more(day(MORNING), today)).to.equal(true);
    const mourning = { exemptions: [dated(1, 1, MORNING, { priorityOnly: true })] };
    expect(more(day(MORNING), day(MORNING, mourning))).to.equal(true);
    expect(more(day(MORNING, mourning), day(MORNING))).to.equal(false);
  });

  it('knows which days open hours, though they be quieter at others', () => {
    const festival = dated(2, 3, [window(420, 1380, 60)]);
    const quiet = dated(5, 5, [window(300, 400)]);
    const held = day(MORNING, { exemptions: [festival, quiet] });
    expect(withoutOpened(held).exemptions).to.deep.equal([quiet]);
    expect(more(day(MORNING, { exemptions: [quiet] }), held)).to.equal(true);
    expect(more(day(MORNING, { exemptions: [quiet] }), held, withoutOpened(held))).to.equal(false);
    expect(more(day(MORNING), held, withoutOpened(held))).to.equal(true);
  });

  it('adds up what several permit, but lets nobody speak where they keep to priority', () => {
    const evening = day([window(1080, 1140)]);
    expect(more(day([...MORNING, window(1080, 1140)]), day(MORNING), evening)).to.equal(false);
    expect(more(day([window(300, 1140)]), day(MORNING), evening)).to.equal(true);
    const priority = day(MORNING, {
      exemptions: [dated(1, 1, [window(300, 1380)], { priorityOnly: true })],
    });
    const normal = day(MORNING, { exemptions: [dated(1, 1, [window(300, 1380)])] });
    expect(more(priority, day(MORNING), priority)).to.equal(false);
    expect(more(normal, day(MORNING), priority)).to.equal(true);
  });

  it('reads of an envelope what bounds sound, and nothing else', () => {
    const bounds = envelopeBounds(envelopeOf(boxId(1), Date.UTC(2026, 10, 27), {}));
    expect(EnvelopeBounds.parse(bounds)).to.deep.equal(bounds);
    expect(Object.keys(bounds)).to.not.include.members(['dev', 'num', 'exp', 'area']);
  });

  const windows = fc.array(
    fc
      .tuple(fc.nat(1430), fc.integer({ min: 1, max: 600 }), fc.nat(100), fc.subarray(EVERY_DAY))
      .filter(([, , , days]) => days.length > 0)
      .map(([from, length, volume, days]) =>
        window(from, Math.min(1440, from + length), volume, days),
      ),
    { maxLength: 3 },
  );
  const exemption = fc
    .tuple(fc.integer({ min: -3, max: 9 }), fc.nat(4), windows, fc.boolean())
    .map(([from, length, open, only]) =>
      dated(from, from + length, open, only ? { priorityOnly: true } : {}),
    );
  const bounds = fc
    .tuple(windows, fc.array(exemption, { maxLength: 3 }), fc.nat(1440))
    .map(([open, exemptions, minutesPerDayMax]) =>
      day(open, { minutesPerDayMax, ...(exemptions.length > 0 ? { exemptions } : {}) }),
    );
  const ceilings = (of: DatedBounds): number[] => {
    const first = dayNumberOf(TODAY);
    const envelope = planningEnvelope(of);
    return Array.from({ length: 16 }, (_, index) => first + index).flatMap((number) =>
      Array.from({ length: 48 }, (_, half) => instant(instantOnDay(number, half * 30))).flatMap(
        (at) => [volumeCeiling(envelope, 'normal', at), volumeCeiling(envelope, 'priority', at)],
      ),
    );
  };

  it('never calls it no more where some minute of some day is louder', () => {
    fc.assert(
      fc.property(bounds, bounds, (next, held) => {
        if (more(next, held)) return;
        const [a, b] = [ceilings(next), ceilings(held)];
        expect(a.every((volume, index) => volume <= (b[index] ?? 0))).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('permits by both no more than by either, and loses nothing that both permit', () => {
    fc.assert(
      fc.property(bounds, bounds, (one, other) => {
        const both = bothPermit(one, other, TODAY);
        expect(more(both, one)).to.equal(false);
        expect(more(both, other)).to.equal(false);
        const [a, b, c] = [ceilings(one), ceilings(other), ceilings(both)];
        expect(c).to.deep.equal(a.map((volume, index) => Math.min(volume, b[index] ?? 0)));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps as it is what is the same in both', () => {
    const held = day(DEFAULT_POLICY.default.windows as SoundWindow[], {
      exemptions: [dated(-2, 3, [window(300, 1380)]), dated(9, 9, [])],
    });
    expect(bothPermit(held, held, TODAY)).to.deep.equal(held);
  });
});
