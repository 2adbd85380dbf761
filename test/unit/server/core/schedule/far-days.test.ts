/** Days far ahead are told by their kinds, and nothing is lost by it. */
import { addDays, instantAt, LocalDate, startOfDay } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { consequencesOf } from '#server/core/schedule/conflicts';
import { meetingsOf } from '#server/core/schedule/far-days';
import { envelope, wish } from '../../../../support/wishes.js';

const first = LocalDate.parse('2025-04-26');
const on = (date: number, minute: number) => instantAt(addDays(first, date), minute);
const from = startOfDay(addDays(first, 5));

const airing = fc.record({
  line: fc.nat(3),
  date: fc.nat(30),
  minute: fc.integer({ min: 300, max: 1200 }).map((minute) => minute - (minute % 30)),
  length: fc.constantFrom(5, 40),
});

describe('days far ahead', () => {
  it('lose no line that is met, and no near airing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(airing, {
          maxLength: 12,
          selector: ({ date, minute }) => `${date} ${minute}`,
        }),
        fc.array(airing, { maxLength: 40 }),
        (mine, theirs) => {
          const wishes = mine
            .map(({ date, minute }) => wish('e-new', 'Mới', [on(date, minute), 5]))
            .sort((a, b) => a.startAt - b.startAt);
          const others = theirs.map(({ line, date, minute, length }) =>
            wish(`e-${line}`, `Cũ ${line}`, [on(date, minute), length]),
          );
          const groups = [{ boxes: 1, envelope, others }];
          const told = consequencesOf(wishes, groups, from);
          const whole = consequencesOf(wishes, groups, on(100, 0));
          const lines = (list: typeof told.conflicts) =>
            new Set(list.map((one) => one.otherEntryId));
          expect(lines(told.conflicts)).to.deep.equal(lines(whole.conflicts));
          expect(told.conflicts.filter(({ startAt }) => startAt < from)).to.deep.equal(
            whole.conflicts.filter(({ startAt }) => startAt < from),
          );
          expect(whole.conflicts).to.deep.include.members(told.conflicts);
        },
      ),
    );
  });

  it('are alike only where lines, times, lengths and the weekday are', () => {
    const wishes = [5, 6, 12, 19, 26].map((date) => wish('e-new', 'Mới', [on(date, 600), 5]));
    const others = [wish('e-a', 'Cũ', [on(19, 600), 5]), wish('e-a', 'Cũ', [on(26, 600), 40])];
    const days = meetingsOf({ wishes, others }, from).map((met) => met.wishes[0]?.startAt);
    // 12 is 5 a week later; 19 and 26 meet the same line, but not as long.
    expect(days).to.deep.equal([5, 6, 19, 26].map((date) => on(date, 600)));
  });

  it('are of another kind where an exemption sets other hours, on that day or the next', () => {
    const wishes = [5, 11, 12, 18, 19].map((date) => wish('e-new', 'Mới', [on(date, 600), 5]));
    const festival = { fromDate: addDays(first, 12), toDate: addDays(first, 12) };
    const days = meetingsOf({ wishes, others: [] }, from, [festival]);
    expect(days.map((met) => met.wishes[0]?.startAt)).to.deep.equal(
      [5, 11, 12, 18].map((date) => on(date, 600)),
    );
  });

  it('have a sound in them that began the evening before', () => {
    const late = wish('e-a', 'Đêm', [on(7, 1430), 40]);
    const own = wish('e-new', 'Mới', [on(8, 10), 5]);
    expect(meetingsOf({ wishes: [own], others: [late] }, from)[0]?.others).to.deep.equal([late]);
  });
});
