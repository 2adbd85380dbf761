/**
 * Random timelines — lịch phát ngẫu nhiên.
 *
 * Wishes, envelopes and what a box has lived through, with borders on whole minutes.
 */
import { DAY_MS, instant, type LocalDate, MINUTE_MS } from '@loaso/shared/time';
import type { Wish } from '@loaso/shared/timeline/wish';
import type {
  EnvelopeExemption,
  SessionBounds,
  SoundEnvelope,
} from '@loaso/shared/trust/sound-envelope';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { MIDNIGHT, MINUTES } from './oracle.js';

/** The same hours without limits of the day. */
export function unlimited(envelope: SoundEnvelope | null): SoundEnvelope | null {
  if (envelope === null) return null;
  const { exemptions, ...day } = envelope;
  const free = unlimitedDay(day);
  return exemptions === undefined ? free : { ...free, exemptions: exemptions.map(unlimitedDay) };
}

function unlimitedDay<T extends SessionBounds>(day: T) {
  const { sessionsPerDayMax: _number, minutesPerSessionMax: _length, ...rest } = day;
  return { ...rest, minutesPerDayMax: 1440 };
}

const DAYS = ['2026-06-03', '2026-06-04'] as const;

const session = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  minutes: fc.integer({ min: 1, max: 60 }),
  ago: fc.nat(40),
});

/** What a box has heard when it asks; of a day that is not there yet, nothing. */
export const lived = fc
  .record({
    minute: fc.nat(MINUTES - 1),
    minutes: fc.tuple(fc.nat(130), fc.nat(130)),
    session: fc.option(session),
  })
  .map(({ minute, minutes, session: last }) => ({
    minute,
    days: DAYS.map((day, index): [string, number] => [day, minutes[index] ?? 0]),
    sessions: last === null || minute % 1440 < 60 + last.ago ? [] : sessionsOf(minute, last),
  }));

type SessionDraft = typeof session extends fc.Arbitrary<infer T> ? T : never;

const sessionsOf = (minute: number, { count, minutes, ago }: SessionDraft) => [
  ...Array.from({ length: count - 1 }, () => ({ minutes: 1, last: -1_000 })),
  { minutes, last: minute - 1 - ago },
];

export const wishes = fc
  .array(
    fc.record({
      startMinute: fc.nat(MINUTES - 300),
      minutes: fc.integer({ min: 1, max: 240 }),
      priority: fc.constantFrom<Wish['priority']>('emergency', 'priority', 'normal', 'normal'),
      origin: fc.constantFrom<Wish['origin']>('central', 'province', 'commune'),
      rank: fc.integer({ min: 1, max: 3 }),
      lateStart: fc.constantFrom<Wish['lateStart']>('join', 'skip'),
      afterCut: fc.constantFrom<Wish['afterCut']>('join', 'skip', 'resume', 'restart'),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(
      ({ startMinute, minutes, ...rest }, index): Wish => ({
        ...rest,
        entryId: `e-${index}`,
        startAt: MIDNIGHT + startMinute * MINUTE_MS,
        durationMs: minutes * MINUTE_MS,
      }),
    ),
  );

const window = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 4, maxLength: 7 }),
    from: fc.integer({ min: 0, max: 1400 }),
    length: fc.integer({ min: 1, max: 900 }),
    volumeMaxPercent: fc.nat(100),
  })
  .map(({ days, from, length, volumeMaxPercent }) => ({
    days,
    fromMinute: from as never,
    toMinute: Math.min(1440, from + length) as never,
    volumeMaxPercent,
  }));

const dates = fc
  .tuple(fc.nat(3), fc.nat(3))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
  .map(([from, to]) => ({ fromDate: `2026-06-0${2 + from}`, toDate: `2026-06-0${2 + to}` }));

/** Of the days of the timeline and those beside them; they may overlap. */
export const exemptions: fc.Arbitrary<EnvelopeExemption[]> = fc.array(
  fc
    .record({
      dates,
      windows: fc.array(window, { maxLength: 3 }),
      minutesPerDayMax: fc.constantFrom(0, 30, 120, 1440),
      sessions: fc.option(fc.integer({ min: 1, max: 3 })),
      only: fc.boolean(),
    })
    .map(({ dates: { fromDate, toDate }, windows, minutesPerDayMax, sessions, only }) => ({
      ...{ windows, minutesPerDayMax },
      ...(sessions === null ? {} : { sessionsPerDayMax: sessions }),
      ...(only ? { priorityOnly: true as const } : {}),
      fromDate: fromDate as LocalDate,
      toDate: toDate as LocalDate,
    })),
  { minLength: 1, maxLength: 4 },
);

export const envelopes: fc.Arbitrary<SoundEnvelope | null> = fc.option(
  fc
    .record({
      windows: fc.array(window, { maxLength: 4 }),
      minutesPerDayMax: fc.constantFrom(0, 30, 120, 600, 1440),
      sessions: fc.option(fc.integer({ min: 1, max: 3 })),
      sessionMinutes: fc.option(fc.constantFrom(1, 10, 30, 60, 200)),
      emergencyVolumeMaxPercent: fc.nat(100),
      expMinute: fc.constantFrom(600, 1500, 100_000),
    })
    .map(({ expMinute, sessions, sessionMinutes, ...rest }) =>
      envelopeOf(boxId(1), MIDNIGHT - DAY_MS, {
        ...rest,
        ...(sessions === null ? {} : { sessionsPerDayMax: sessions }),
        ...(sessionMinutes === null ? {} : { minutesPerSessionMax: sessionMinutes }),
        exp: instant(MIDNIGHT + expMinute * MINUTE_MS),
      }),
    ),
  { freq: 8 },
);
