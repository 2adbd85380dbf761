/** What is heard to its end after a cut, and that nobody has to wait for it. */
import { instant, MINUTE_MS } from '@loaso/shared/time';
import { AfterCut } from '@loaso/shared/timeline/after-cut';
import { mayReturn } from '@loaso/shared/timeline/may-return';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { endOfReturn, returnAt, type Wish } from '@loaso/shared/timeline/wish';
import { expect } from 'chai';
import fc from 'fast-check';
import { envelopes, unlimited, wishes } from './any-timeline.js';
import { MIDNIGHT, wishOf } from './oracle.js';

const RUNS = { numRuns: 400 };

describe('coming back after a cut', () => {
  it('reads what was cut to its end, from the cut or from its beginning, and later', () => {
    const alarm = wishOf('alarm', 605, 5, { priority: 'emergency' });
    const spans = (afterCut: Wish['afterCut'], ...more: Wish[]) =>
      resolveTimeline(
        [wishOf('news', 600, 20, { afterCut, priority: 'emergency' }), alarm, ...more],
        null,
      )
        .filter(({ wish }) => wish.entryId === 'news')
        .map(({ startAt, offsetMs, endAt }) =>
          [startAt - MIDNIGHT, endAt - MIDNIGHT, offsetMs].map((ms) => ms / MINUTE_MS),
        );
    expect(spans('resume')).to.deep.equal([
      [600, 605, 0],
      [610, 625, 5],
    ]);
    expect(spans('restart')).to.deep.equal([
      [600, 605, 0],
      [610, 630, 0],
    ]);
    // Somebody is due before it would be through: it goes on by the clock and ends when planned.
    const next = wishOf('next', 622, 5, { priority: 'emergency' });
    expect(spans('restart', next)).to.deep.equal([
      [600, 605, 0],
      [610, 620, 10],
    ]);
  });

  it('takes nothing from anybody, whoever comes back to be heard to the end', () => {
    fc.assert(
      fc.property(wishes, envelopes, fc.nat(11), (list, envelope, pick) => {
        const free = unlimited(envelope);
        const one = list[pick % Math.max(1, list.length)];
        if (one === undefined) return;
        const patient = list.map((wish) =>
          wish === one ? { ...wish, afterCut: 'join' as const } : wish,
        );
        const others = (all: Wish[]) =>
          resolveTimeline(all, free)
            .filter(({ wish }) => wish.entryId !== one.entryId)
            .map(({ wish, startAt, endAt, offsetMs }) => [wish.entryId, startAt, endAt, offsetMs]);
        if (one.afterCut !== 'skip') expect(others(list)).to.deep.equal(others(patient));
      }),
      RUNS,
    );
  });

  it('lets what a box may bring back sound from there to its end in one piece', () => {
    let allowed = 0;
    fc.assert(
      fc.property(
        wishes,
        envelopes,
        fc.nat(11),
        fc.tuple(fc.nat(240), fc.nat(240)),
        (list, envelope, pick, [atMinute, heardMinutes]) => {
          const wish = list[pick % Math.max(1, list.length)];
          if (wish === undefined) return;
          const free = unlimited(envelope);
          const at = instant(wish.startAt + atMinute * MINUTE_MS);
          const back = returnAt(wish, at, Math.min(atMinute, heardMinutes) * MINUTE_MS);
          if (!mayReturn(wish, back, { wishes: list, envelope: free, heard: null })) return;
          allowed += 1;
          const moved = list.map((one) => (one === wish ? { ...one, back } : one));
          const heard = resolveTimeline(moved, free)
            .filter((one) => one.wish.entryId === wish.entryId)
            .map(({ startAt, endAt, offsetMs }) => ({ startAt, endAt, offsetMs }));
          const endAt = endOfReturn(wish, back);
          expect(heard).to.deep.equal([{ startAt: at, endAt, offsetMs: back.fromMs }]);
        },
      ),
      { numRuns: 1000 },
    );
    expect(allowed).to.be.above(20);
  });

  it('has four words and no other', () => {
    expect(AfterCut.options).to.deep.equal(['join', 'resume', 'restart', 'skip']);
    expect(AfterCut.safeParse('again').success).to.equal(false);
  });
});
