/** What a new line takes from others at other hours, the minutes of a day being few. */
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { expect } from 'chai';
import fc from 'fast-check';
import { consequencesOf, type NamedWish } from '#server/core/schedule/conflicts';
import { shutInWords } from '#server/core/schedule/session-words';
import { at, envelope, wish } from '../../../../support/wishes.js';

/** All of these lie near. */
const FAR = at(24 * 30);

describe('losses', () => {
  describe('the minutes of a day', () => {
    const short = { ...envelope, minutesPerDayMax: 60 };
    const morning = wish('e-morning', 'Thời sự', [at(6), 50]);
    const evening = wish('e-evening', 'Nông vụ', [at(17), 30]);

    it('are short for the new line, also where no other line sounds at its time', () => {
      const { conflicts, refusals, losses } = consequencesOf(
        [wish('e-new', 'Mới', [at(17), 30])],
        [{ boxes: 1, envelope: short, others: [morning] }],
        FAR,
      );
      expect({ conflicts, losses }).to.deep.equal({ conflicts: [], losses: [] });
      expect(refusals.map(({ vi }) => vi)).to.deep.equal([
        'Lượt 17:00 ngày 26/4 bị cắt 20 phút vì hết giờ hoặc hết số phút được phép',
      ]);
    });

    it('are taken from another line of the same day, which the preview names', () => {
      const early = wish('e-new', 'Mới', [at(5), 50]);
      const late = wish('e-late', 'Bản tin tối', [at(19), 5]);
      const tomorrow = wish('e-next', 'Ngày mai', [at(24 + 17), 30]);
      const groups = [
        { boxes: 1, envelope, others: [evening] },
        { boxes: 1, envelope: short, others: [evening, late, tomorrow] },
      ];
      const { conflicts, refusals, losses } = consequencesOf([early], groups, FAR);
      expect({ conflicts, refusals }).to.deep.equal({ conflicts: [], refusals: [] });
      expect(losses).to.deep.equal([
        {
          startAt: at(17),
          otherEntryId: 'e-evening',
          otherTitle: 'Nông vụ',
          lostMs: 20 * 60_000,
          vi: 'Bản tin «Nông vụ» lúc 17:00 ngày 26/4 mất 20 phút vì hết số phút được phát trong ngày',
          en: '“Nông vụ” at 17:00 on 26/4 loses 20 min: the minutes of the day are used up',
        },
        {
          startAt: at(19),
          otherEntryId: 'e-late',
          otherTitle: 'Bản tin tối',
          lostMs: 5 * 60_000,
          vi: 'Bản tin «Bản tin tối» lúc 19:00 ngày 26/4 sẽ không phát vì hết số phút được phát trong ngày',
          en: '“Bản tin tối” at 19:00 on 26/4 will not sound: the minutes of the day are used up',
        },
      ]);
    });

    it('are not called lost where they were lost before', () => {
      const full = wish('e-full', 'Đầy', [at(6), 60]);
      const { losses } = consequencesOf(
        [wish('e-new', 'Mới', [at(19), 5])],
        [{ boxes: 1, envelope: short, others: [full, evening] }],
        FAR,
      );
      expect(losses).to.deep.equal([]);
    });

    it('are taken also from a line that wins where the two meet', () => {
      const before = wish('e-new', 'Mới', [at(16, 30), 40], { rank: 200 });
      const others = [{ ...evening, rank: 1 }];
      const { conflicts, losses } = consequencesOf(
        [before],
        [{ boxes: 1, envelope: { ...envelope, minutesPerDayMax: 45 }, others }],
        FAR,
      );
      expect(conflicts.map(({ winner }) => winner)).to.deep.equal(['other']);
      expect(losses.map(({ otherTitle, lostMs }) => [otherTitle, lostMs])).to.deep.equal([
        ['Nông vụ', 15 * 60_000],
      ]);
    });

    it('never blame two lines for an overlap where neither sounds', () => {
      const rival = { ...evening, rank: 200 };
      const { conflicts } = consequencesOf(
        [wish('e-new', 'Mới', [at(17, 10), 20], { rank: 1 })],
        [{ boxes: 1, envelope: { ...short, minutesPerDayMax: 5 }, others: [rival] }],
        FAR,
      );
      expect(conflicts.map(({ fate }) => fate.vi)).to.deep.equal([
        'Lượt 17:00 ngày 26/4 bị cắt 25 phút vì hết giờ hoặc hết số phút được phép',
      ]);
    });
  });

  it('tells as lost exactly what the boxes sound less of every line that no conflict names', () => {
    const times = fc.record({
      start: fc.integer({ min: 60, max: 240 }).map((steps) => steps * 5),
      length: fc.integer({ min: 1, max: 18 }).map((steps) => steps * 5),
    });
    let lost = 0;
    fc.assert(
      fc.property(
        times,
        fc.array(times, { maxLength: 6 }),
        fc.constantFrom(20, 60, 120),
        (mine, theirs, minutesPerDayMax) => {
          const own = wish('e-new', 'Mới', [at(0, mine.start), mine.length], { rank: 500 });
          const others = theirs.map(({ start, length }, index) =>
            wish(`e-${index}`, `Cũ ${index}`, [at(0, start), length], { rank: index + 1 }),
          );
          const limited = { ...envelope, minutesPerDayMax };
          const msOf = (wishes: readonly NamedWish[], of: NamedWish): number =>
            resolveTimeline(wishes, limited)
              .filter(({ wish: one }) => one === of)
              .reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0);
          const expected = others
            .map((one) => [one.entryId, msOf(others, one) - msOf([...others, own], one)] as const)
            .filter(([, ms]) => ms > 0);
          const { losses } = consequencesOf([own], [{ boxes: 1, envelope: limited, others }], FAR);
          expect(
            losses.map(({ otherEntryId, lostMs }) => [otherEntryId, lostMs]),
          ).to.have.deep.members(expected);
          lost += losses.length;
        },
      ),
    );
    expect(lost, 'days that lose nothing prove nothing').to.be.above(10);
  });

  it('of sessions are named with their limit, as is an airing that finds them used', () => {
    const two = { ...envelope, v: 2 as const, sessionsPerDayMax: 2 };
    const lines = [
      wish('e-morning', 'Thời sự', [at(6), 20]),
      wish('e-evening', 'Nông vụ', [at(17), 30]),
    ];
    const groups = [{ boxes: 1, envelope: two, others: lines }];
    const noon = consequencesOf([wish('e-new', 'Mới', [at(11), 10])], groups, FAR);
    expect(noon.losses.map(({ vi }) => vi)).to.deep.equal([
      'Bản tin «Nông vụ» lúc 17:00 ngày 26/4 sẽ không phát vì đã đủ 2 buổi trong ngày',
    ]);
    const night = consequencesOf([wish('e-new', 'Mới', [at(20), 10])], groups, FAR);
    expect(night.refusals.map(({ vi, en }) => [vi, en])).to.deep.equal([
      [
        'Lượt 20:00 ngày 26/4 sẽ im vì đã đủ 2 buổi trong ngày',
        'The airing at 20:00 on 26/4 stays silent: the day has had its 2 sessions',
      ],
    ]);
  });

  it('are told in the words that every other place says them in', () => {
    expect(shutInWords({ kind: 'sessions-used', most: 3 }).vi).to.equal('đã đủ 3 buổi trong ngày');
    expect(shutInWords({ kind: 'session-full', minutes: 45 }).en).to.equal(
      'the session has had its 45 minutes and pauses for 15',
    );
  });

  it('of a session that is full are told with the pause that it needs', () => {
    const short = { ...envelope, v: 2 as const, minutesPerSessionMax: 30 };
    const skip = { afterCut: 'skip' as const };
    const { refusals } = consequencesOf(
      [wish('e-new', 'Mới', [at(11), 50], skip)],
      [{ boxes: 1, envelope: short, others: [] }],
      FAR,
    );
    expect(refusals.map(({ vi }) => vi)).to.deep.equal([
      'Lượt 11:00 ngày 26/4 bị cắt 20 phút vì buổi phát đã đủ 30 phút, phải nghỉ 15 phút',
    ]);
  });
});
