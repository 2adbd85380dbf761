/** Further laws of the resolver: to the millisecond, for emergencies, for who joins, leaves and has no say. */

import { compareStanding } from '@loaso/shared/priority';
import { DAY_MS, instant, MINUTE_MS } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { onAirAt } from '@loaso/shared/timeline/on-air';
import { resolveTimeline, type Stretch } from '@loaso/shared/timeline/resolve';
import { spansOf, type Wish } from '@loaso/shared/timeline/wish';
import { type SoundEnvelope, volumeCeiling } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { envelopes, unlimited, wishes } from './any-timeline.js';
import { MIDNIGHT, MINUTES, wishOf } from './oracle.js';

const RUNS = { numRuns: 500 };
const SPAN_MS = MINUTES * 60_000;

/** The same wishes, with borders that lie on no whole minute. */
const unevenWishes = fc
  .tuple(wishes, fc.array(fc.nat(59_999), { minLength: 24, maxLength: 24 }))
  .map(([list, odd]) =>
    list.map((wish, index) => ({
      ...wish,
      startAt: wish.startAt + (odd[index] ?? 0),
      durationMs: wish.durationMs + (odd[index + 12] ?? 0),
    })),
  );

/** Those that come back take no time but what nobody wants, so here even the lowest counts. */
const byTheClock = unevenWishes.map((list) =>
  list.map((wish): Wish => ({ ...wish, afterCut: wish.afterCut === 'skip' ? 'skip' : 'join' })),
);

/** Instants worth asking at: every border of every wish and a millisecond on either side. */
const bordersOf = (list: readonly Wish[]): number[] =>
  list
    .flatMap(({ startAt, durationMs }) => [startAt, startAt + durationMs])
    .flatMap((at) => [at - 1, at, at + 1]);

const inWords = (stretches: readonly Stretch<Wish>[], byMs = 0): string[] =>
  stretches.map(
    ({ wish, startAt, endAt, offsetMs }) =>
      `${wish.entryId} ${startAt + byMs}-${endAt + byMs} from ${offsetMs}`,
  );

/** Why one that is silent may not sound itself. */
const BARRED = new Set(['envelope', 'daily-minutes', 'sessions']);

/** An emergency that an alarm cuts, and a line of the commune that is due while it goes on. */
const cutWarning = (news: Partial<Wish> = {}): Wish[] => [
  wishOf('warning', 600, 20, { priority: 'emergency', afterCut: 'restart' }),
  wishOf('alarm', 605, 5, { priority: 'emergency' }),
  wishOf('news', 622, 5, news),
];

describe('laws of the timeline', () => {
  it('lets nobody who may not sound silence anybody who may', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, (list, envelope) => {
        const all = resolveTimeline(list, envelope);
        for (const { kind, wish } of explainTimeline(list, envelope)) {
          if (!BARRED.has(kind)) continue;
          const without = list.filter((one) => one !== wish);
          expect(inWords(resolveTimeline(without, envelope))).to.deep.equal(inWords(all));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('lets normal lines of a day without minutes change nothing for the emergencies', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, (list, envelope) => {
        const bare = (list.length > 0 && envelope) || envelopeOf(boxId(1), MIDNIGHT);
        const { exemptions: _none, ...mute } = { ...bare, minutesPerDayMax: 0 };
        const alarms = list.filter(({ priority }) => priority === 'emergency');
        expect(inWords(resolveTimeline(list, mute))).to.deep.equal(
          inWords(resolveTimeline(alarms, mute)),
        );
      }),
      RUNS,
    );
  });

  it('reads a warning again to its end though a line is due that has no minutes left', () => {
    const heard = (list: Wish[], minutesPerDayMax: number) =>
      resolveTimeline(list, envelopeOf(boxId(1), MIDNIGHT - DAY_MS, { minutesPerDayMax }))
        .filter(({ wish }) => wish.entryId === 'warning')
        .map(({ startAt, endAt }) => [startAt, endAt].map((at) => (at - MIDNIGHT) / MINUTE_MS));
    const cut = [600, 605];
    expect(heard(cutWarning(), 0)).to.deep.equal([cut, [610, 630]]);
    expect(heard(cutWarning(), 60)).to.deep.equal([cut, [610, 620]]);
    // Used up by what was read before.
    const early = wishOf('early', 400, 60);
    expect(heard([early, ...cutWarning()], 60)).to.deep.equal([cut, [610, 630]]);
  });

  it('is on air at an instant exactly when somebody may and wants to be, to the millisecond', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, fc.array(fc.nat(SPAN_MS)), (list, envelope, asked) => {
        const patient = list.map((one): Wish => ({ ...one, lateStart: 'join', afterCut: 'join' }));
        const free = unlimited(envelope);
        const stretches = resolveTimeline(patient, free);
        for (const at of [...bordersOf(patient), ...asked.map((ms) => MIDNIGHT + ms)]) {
          const may = patient.filter((wish) =>
            spansOf(wish, free).some(({ startAt, endAt }) => startAt <= at && at < endAt),
          );
          const [best] = may.sort(compareStanding);
          expect(onAirAt(stretches, instant(at)).stretch?.wish).to.equal(best);
        }
      }),
      RUNS,
    );
  });

  it('never lets two sound at one millisecond', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, (list, envelope) => {
        const stretches = resolveTimeline(list, envelope);
        for (const at of bordersOf(list)) {
          const sounding = stretches.filter(({ startAt, endAt }) => startAt <= at && at < endAt);
          expect(sounding.length).to.be.at.most(1);
        }
      }),
      RUNS,
    );
  });

  it('gives an emergency all of its time but what other emergencies take, whatever else is wished', () => {
    fc.assert(
      fc.property(byTheClock, envelopes, (list, envelope) => {
        const emergencies = list.filter(({ priority }) => priority === 'emergency');
        const all = resolveTimeline(list, envelope);
        const heard = all.filter(({ wish }) => wish.priority === 'emergency');
        expect(inWords(heard)).to.deep.equal(inWords(resolveTimeline(emergencies, null)));
        for (const at of bordersOf(emergencies)) {
          const wanted = emergencies.some(
            (one) => one.startAt <= at && at < one.startAt + one.durationMs && stays(one),
          );
          if (!wanted) continue;
          expect(onAirAt(all, instant(at)).stretch?.wish.priority).to.equal('emergency');
        }
      }),
      RUNS,
    );
  });

  it('bounds an emergency by the ceiling of the envelope, at any hour', () => {
    fc.assert(
      fc.property(envelopes, fc.nat(SPAN_MS), (envelope, ms) => {
        if (envelope === null) return;
        const at = instant(MIDNIGHT + ms);
        const percent = volumeCeiling(envelope, 'emergency', at);
        const window = volumeCeiling(envelope, 'normal', at);
        expect(percent).to.equal(Math.max(envelope.emergencyVolumeMaxPercent, window));
      }),
      RUNS,
    );
  });

  it('hears nothing of a wish that stands below all others where they sound', () => {
    fc.assert(
      fc.property(byTheClock, envelopes, (list, envelope) => {
        const free = unlimited(envelope);
        const worst = [...list].sort(compareStanding).at(-1);
        if (worst === undefined) return;
        const others = list.filter((wish) => wish !== worst);
        const heard = resolveTimeline(list, free).filter(({ wish }) => wish !== worst);
        expect(inWords(heard)).to.deep.equal(inWords(resolveTimeline(others, free)));
      }),
      RUNS,
    );
  });

  it('moves with the week: the same wishes seven days later sound seven days later', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, (list, envelope) => {
        const byMs = 7 * DAY_MS;
        const later = list.map((wish) => ({ ...wish, startAt: wish.startAt + byMs }));
        const shifted =
          envelope === null ? null : { ...envelope, exp: instant(envelope.exp + byMs) };
        expect(inWords(resolveTimeline(later, shifted))).to.deep.equal(
          inWords(resolveTimeline(list, envelope), byMs),
        );
      }),
      RUNS,
    );
  });

  it('sounds no more under a narrower envelope than each hour of it allows', () => {
    fc.assert(
      fc.property(unevenWishes, envelopes, fc.nat(1440), (list, envelope, minutes) => {
        if (envelope === null) return;
        const narrow = {
          ...envelope,
          minutesPerDayMax: Math.min(minutes, envelope.minutesPerDayMax),
        };
        const msOf = (bound: SoundEnvelope): number =>
          resolveTimeline(list, bound)
            .filter(({ wish }) => wish.priority !== 'emergency')
            .reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0);
        expect(msOf(narrow)).to.be.at.most(msOf(envelope));
      }),
      RUNS,
    );
  });
});

/** One that leaves when it is cut owes nothing to its later minutes. */
const stays = ({ lateStart, afterCut }: Wish): boolean =>
  lateStart === 'join' && afterCut === 'join';
