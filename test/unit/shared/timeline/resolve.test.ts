/** Laws of the resolver, and its agreement with a slow one, minute by minute. */
import { instant, localDateOf, MINUTE_MS } from '@loaso/shared/time';
import { onAirAt } from '@loaso/shared/timeline/on-air';
import { resolveTimeline, type Stretch, WISHES_MAX } from '@loaso/shared/timeline/resolve';
import { spansOf, type Wish } from '@loaso/shared/timeline/wish';
import { permittedSpans } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { envelopes, lived, unlimited, wishes } from './any-timeline.js';
import { MIDNIGHT, MINUTES, soundingByMinute, wishOf } from './oracle.js';

const RUNS = { numRuns: 400 };

/** Minutes of sound that is no emergency, by day. */
function minutesByDay(stretches: readonly Stretch<Wish>[]): Map<number, number> {
  const perDay = new Map<number, number>();
  for (const { wish, startAt, endAt } of stretches) {
    if (wish.priority === 'emergency') continue;
    for (let at: number = startAt; at < endAt; at += MINUTE_MS) {
      const day = Math.floor((at - MIDNIGHT) / 86_400_000);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
  }
  return perDay;
}

describe('resolving a timeline', () => {
  it('says minute by minute what a slow reading of the rules says', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const stretches = resolveTimeline(list, envelope);
        const slow = soundingByMinute(list, envelope);
        const fast = slow.map((_, minute) => {
          const on = onAirAt(stretches, instant(MIDNIGHT + minute * MINUTE_MS));
          return on.stretch === null ? null : `${on.stretch.wish.entryId} at ${on.positionMs}`;
        });
        expect(fast).to.deep.equal(
          slow.map((on) => (on === null ? null : `${on.wish.entryId} at ${on.positionMs}`)),
        );
      }),
      RUNS,
    );
  });

  it('says the same of a day that was lived in part', () => {
    fc.assert(
      fc.property(wishes, envelopes, lived, (list, envelope, { minute, days, sessions }) => {
        const from = instant(MIDNIGHT + minute * MINUTE_MS);
        const soundedMs = new Map(days.map(([day, minutes]) => [day, minutes * MINUTE_MS]));
        const today = localDateOf(from);
        const last = sessions.at(-1);
        const heard = {
          count: sessions.length,
          soundedMs: (last?.minutes ?? 0) * MINUTE_MS,
          endAt: MIDNIGHT + ((last?.last ?? 0) + 1) * MINUTE_MS,
        };
        const stretches = resolveTimeline(list, envelope, {
          from,
          soundedMs,
          sessions: new Map(last === undefined ? [] : [[today, heard]]),
        });
        const slow = soundingByMinute(list, envelope, {
          minute,
          minutes: new Map(days),
          sessions: new Map([[today, sessions]]),
        });
        const fast = slow.map((_, index) => {
          const on = onAirAt(stretches, instant(MIDNIGHT + index * MINUTE_MS));
          return on.stretch === null ? null : `${on.stretch.wish.entryId} at ${on.positionMs}`;
        });
        expect(fast).to.deep.equal(
          slow.map((on) => (on === null ? null : `${on.wish.entryId} at ${on.positionMs}`)),
        );
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the wishes', () => {
    fc.assert(
      fc.property(wishes, envelopes, fc.infiniteStream(fc.nat()), (list, envelope, chance) => {
        const mixed = [...list]
          .map((wish) => ({ wish, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ wish }) => wish);
        expect(resolveTimeline(mixed, envelope)).to.deep.equal(resolveTimeline(list, envelope));
      }),
      RUNS,
    );
  });

  it('never lets two sound at once, and keeps each at its own position', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const stretches = resolveTimeline(list, envelope);
        stretches.forEach((stretch, index) => {
          const next = stretches[index + 1];
          expect(stretch.startAt).to.be.below(stretch.endAt);
          if (next !== undefined) expect(stretch.endAt).to.be.at.most(next.startAt);
          const { startAt, endAt, offsetMs, wish } = stretch;
          expect(offsetMs + endAt - startAt).to.be.at.most(wish.durationMs);
          if (wish.afterCut === 'join' || wish.afterCut === 'skip') {
            expect(offsetMs).to.equal(startAt - wish.startAt);
            expect(stretch.resumed).to.equal(offsetMs > 0);
          } else {
            expect(offsetMs).to.be.within(0, startAt - wish.startAt);
            // Back before its own end, or not at all.
            const before = stretches.some((one) => one.wish === wish && one.startAt < startAt);
            expect(stretch.resumed).to.equal(offsetMs > 0 || before);
          }
        });
      }),
      RUNS,
    );
  });

  it('never sounds outside the envelope, whatever the wishes', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const stretches = resolveTimeline(list, envelope);
        for (const { wish, startAt, endAt } of stretches) {
          const allowed = permittedSpans(envelope, wish.priority, { startAt, endAt });
          expect(allowed).to.deep.equal([{ startAt, endAt }]);
        }
        for (const minutes of minutesByDay(stretches).values()) {
          expect(minutes).to.be.at.most(envelope?.minutesPerDayMax ?? 0);
        }
      }),
      RUNS,
    );
  });

  it('is on air exactly when somebody may and wants to be, where nobody skips', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const patient = list.map(
          (wish) => ({ ...wish, lateStart: 'join', afterCut: 'join' }) as Wish,
        );
        const free = unlimited(envelope);
        const stretches = resolveTimeline(patient, free);
        const spans = patient.flatMap((wish) => spansOf(wish, free));
        for (let minute = 0; minute < MINUTES; minute += 7) {
          const at = MIDNIGHT + minute * MINUTE_MS;
          const wanted = spans.some(({ startAt, endAt }) => startAt <= at && at < endAt);
          expect(onAirAt(stretches, instant(at)).stretch !== null).to.equal(wanted);
        }
      }),
      RUNS,
    );
  });

  it('lets an emergency sound at its very start, unless a newer one speaks', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const stretches = resolveTimeline(list, envelope);
        for (const wish of list) {
          if (wish.priority !== 'emergency') continue;
          const { stretch } = onAirAt(stretches, instant(wish.startAt));
          expect(stretch?.wish.priority).to.equal('emergency');
          expect(stretch?.wish.startAt).to.be.at.least(wish.startAt);
        }
      }),
      RUNS,
    );
  });

  it('lets what was cut go on at the elapsed position, or stay out, as it chose', () => {
    const alarm = wishOf('alarm', 605, 5, { priority: 'emergency' });
    const spans = (afterCut: 'join' | 'skip') =>
      resolveTimeline(
        [wishOf('news', 600, 20, { afterCut, priority: 'emergency', rank: 1 }), alarm],
        null,
      ).map(({ wish, startAt, offsetMs, endAt }) => [
        wish.entryId,
        (startAt - MIDNIGHT) / MINUTE_MS,
        (endAt - MIDNIGHT) / MINUTE_MS,
        offsetMs / MINUTE_MS,
      ]);
    expect(spans('join')).to.deep.equal([
      ['news', 600, 605, 0],
      ['alarm', 605, 610, 0],
      ['news', 610, 620, 10],
    ]);
    expect(spans('skip')).to.deep.equal([
      ['news', 600, 605, 0],
      ['alarm', 605, 610, 0],
    ]);
  });

  it('counts what sounded before against the minutes of the day', () => {
    const envelope = unlimited(fc.sample(envelopes, 50).find((one) => one !== null) ?? null);
    if (envelope === null) throw new Error('no envelope');
    const all = {
      days: [1, 2, 3, 4, 5, 6, 7],
      fromMinute: 0,
      toMinute: 1440,
      volumeMaxPercent: 50,
    };
    const open = {
      ...envelope,
      windows: [all] as never,
      minutesPerDayMax: 30,
      exp: instant(MIDNIGHT * 2),
    };
    const heard = {
      from: instant(MIDNIGHT + 590 * MINUTE_MS),
      soundedMs: new Map([['2026-06-03', 20 * MINUTE_MS]]),
      sessions: new Map(),
    };
    const [missed, stretch] = resolveTimeline(
      [wishOf('missed', 500, 60), wishOf('a', 600, 60)],
      open,
      heard,
    );
    expect(missed?.wish.entryId).to.equal('missed');
    expect((stretch?.endAt ?? 0) - (stretch?.startAt ?? 0)).to.equal(10 * MINUTE_MS);
  });

  it('refuses a timeline beyond its limit', () => {
    const many = Array.from({ length: WISHES_MAX + 1 }, (_, index) => wishOf(`e${index}`, 0, 1));
    expect(() => resolveTimeline(many, null)).to.throw('more than');
  });
});

describe('what is on air', () => {
  it('changes exactly at the instant it announced', () => {
    fc.assert(
      fc.property(wishes, envelopes, fc.nat(MINUTES * 60), (list, envelope, second) => {
        const stretches = resolveTimeline(list, envelope);
        const now = instant(MIDNIGHT + second * 1000);
        const { stretch, positionMs, nextChangeAt, next } = onAirAt(stretches, now);
        if (stretch !== null) expect(positionMs).to.equal(stretch.offsetMs + now - stretch.startAt);
        if (nextChangeAt === null) {
          expect(stretches.every(({ endAt }) => endAt <= now)).to.equal(true);
          return;
        }
        expect(nextChangeAt).to.be.above(now);
        const before = onAirAt(stretches, instant(nextChangeAt - 1)).stretch;
        const after = onAirAt(stretches, nextChangeAt).stretch;
        expect(before).to.equal(stretch);
        expect(after).to.not.equal(stretch);
        if (stretch === null) expect(after).to.equal(next);
      }),
      RUNS,
    );
  });
});
