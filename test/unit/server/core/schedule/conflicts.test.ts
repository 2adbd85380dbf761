/** What a new line does to the others, in words. */
import type { Fate } from '@loaso/shared/timeline/explain';
import { expect } from 'chai';
import fc from 'fast-check';
import { consequencesOf, type NamedWish } from '#server/core/schedule/conflicts';
import { clockOf, fateInWords, silenceInWords } from '#server/core/schedule/fate-words';
import { at, envelope, wish } from '../../../../support/wishes.js';

const long = wish('e-long', 'Quyết định 1462', [at(17), 40]);

/** All of these lie near. */
const FAR = at(24 * 30);

describe('conflicts', () => {
  it('names the loser that is stopped and goes on later, with the minutes nobody hears', () => {
    const storm = wish('e-storm', 'Tin bão', [at(17, 5), 5], { priority: 'priority' });
    const { conflicts, refusals } = consequencesOf(
      [storm],
      [{ boxes: 1, envelope, others: [long] }],
      FAR,
    );
    expect(refusals).to.deep.equal([]);
    expect(conflicts).to.deep.equal([
      {
        startAt: at(17, 5),
        otherEntryId: 'e-long',
        otherTitle: 'Quyết định 1462',
        winner: 'this',
        swapRank: null,
        fate: {
          vi: 'Bản tin «Quyết định 1462» sẽ bị dừng lúc 17:05 để phát «Tin bão», sau đó phát tiếp từ 17:10, bỏ 5 phút ở giữa',
          en: '“Quyết định 1462” will be stopped at 17:05 for “Tin bão”, then goes on at 17:10 without the 5 min between',
        },
      },
    ]);
  });

  it('says that the new line loses, and how', () => {
    const first = { ...long, rank: 1 };
    const late = wish('e-new', 'Nông vụ', [at(17, 30), 20]);
    const never = wish('e-new', 'Nông vụ', [at(17, 10), 20], { lateStart: 'skip' });
    const fate = (one: NamedWish) => {
      const { conflicts } = consequencesOf([one], [{ boxes: 1, envelope, others: [first] }], FAR);
      expect(conflicts[0]?.winner).to.equal('other');
      return conflicts[0]?.fate.vi;
    };
    expect(fate(late)).to.equal(
      'Bản tin «Nông vụ» chỉ bắt đầu lúc 17:40, sau «Quyết định 1462», bỏ 10 phút đầu',
    );
    expect(fate(never)).to.equal(
      'Bản tin «Nông vụ» sẽ không phát lúc 17:10 ngày 26/4 vì «Quyết định 1462» phát',
    );
  });

  it('says that a line that stays out after a cut loses its end', () => {
    const storm = wish('e-storm', 'Tin bão', [at(17, 5), 5], { priority: 'priority' });
    const others = [{ ...long, afterCut: 'skip' as const }];
    expect(
      consequencesOf([storm], [{ boxes: 1, envelope, others }], FAR).conflicts[0]?.fate.vi,
    ).to.equal(
      'Bản tin «Quyết định 1462» sẽ bị dừng lúc 17:05 để phát «Tin bão», 35 phút còn lại không phát',
    );
  });

  it('says that a line comes back to be read to its end, unless another is due by then', () => {
    const storm = wish('e-storm', 'Tin bão', [at(17, 5), 5], { priority: 'priority' });
    const fate = (afterCut: NamedWish['afterCut'], ...more: NamedWish[]) => {
      const others = [{ ...long, afterCut }, ...more];
      return consequencesOf([storm], [{ boxes: 1, envelope, others }], FAR).conflicts[0]?.fate.vi;
    };
    const cut = 'Bản tin «Quyết định 1462» sẽ bị dừng lúc 17:05 để phát «Tin bão», sau đó';
    expect(fate('resume')).to.equal(`${cut} phát nốt từ chỗ bị ngắt lúc 17:10, hết lúc 17:45`);
    expect(fate('restart')).to.equal(`${cut} phát lại từ đầu lúc 17:10, hết lúc 17:50`);
    const next = wish('e-next', 'Thời tiết', [at(17, 45), 5]);
    expect(fate('resume', next)).to.equal(
      `${cut} phát nốt từ chỗ bị ngắt lúc 17:10, hết lúc 17:45`,
    );
    expect(fate('restart', next)).to.equal(`${cut} phát tiếp từ 17:10, bỏ 5 phút ở giữa`);
  });

  it('lists the airings that hours and minutes would silence', () => {
    const night = wish('e-new', 'Đêm', [at(22), 5]);
    const edge = wish('e-new', 'Đêm', [at(21, 25), 10]);
    const { refusals } = consequencesOf([edge, night], [{ boxes: 1, envelope, others: [] }], FAR);
    expect(refusals.map(({ vi }) => vi)).to.deep.equal([
      'Lượt 21:25 ngày 26/4 bị cắt 5 phút vì hết giờ hoặc hết số phút được phép',
      'Lượt 22:00 ngày 26/4 nằm ngoài khung giờ được phép, loa sẽ im',
    ]);
    const short = { ...envelope, minutesPerDayMax: 40 };
    const extra = wish('e-new', 'Thêm', [at(18), 5]);
    expect(
      consequencesOf([extra], [{ boxes: 1, envelope: short, others: [] }], FAR).refusals,
    ).to.deep.equal([]);
    const full = wish('e-full', 'Đầy', [at(6), 40]);
    const two = consequencesOf(
      [full, extra],
      [{ boxes: 1, envelope: short, others: [] }],
      FAR,
    ).refusals;
    expect(two.map(({ startAt }) => startAt)).to.deep.equal([extra.startAt]);
  });

  describe("the commune's own order", () => {
    const rank = (mine: Partial<NamedWish>, theirs: Partial<NamedWish>) => {
      const own = wish('e-new', 'Mới', [at(17, 10), 20], mine);
      const others = [{ ...long, ...theirs }];
      const [conflict] = consequencesOf([own], [{ boxes: 1, envelope, others }], FAR).conflicts;
      return [conflict?.winner, conflict?.swapRank];
    };

    it('is offered where it decides, and not where priority or origin do', () => {
      // Of two equals the one that began earlier goes on.
      expect(rank({}, {})).to.deep.equal(['other', 99]);
      expect(rank({ rank: 1 }, { rank: 7 })).to.deep.equal(['this', 8]);
      expect(rank({ rank: 7 }, { rank: 7 })).to.deep.equal(['other', 6]);
      expect(rank({ priority: 'priority' }, {})).to.deep.equal(['this', null]);
      expect(rank({}, { origin: 'province' })).to.deep.equal(['other', null]);
      expect(rank({}, { rank: 1 })).to.deep.equal(['other', null]);
      expect(rank({ rank: 999 }, { rank: 1000 })).to.deep.equal(['this', 1000]);
    });

    it('makes the two change places wherever they meet, and back again', () => {
      const ranks = fc.integer({ min: 1, max: 1000 });
      const starts = fc.integer({ min: 1_000, max: 1_050 });
      fc.assert(
        fc.property(
          ranks,
          ranks,
          starts,
          fc.constantFrom('e-a', 'e-z'),
          (mine, theirs, start, id) => {
            const others = [{ ...long, rank: theirs }];
            const winnerAt = (rank: number) => {
              const own = wish(id, 'Mới', [at(0, start), 60], { rank });
              return consequencesOf([own], [{ boxes: 1, envelope, others }], FAR).conflicts[0];
            };
            const before = winnerAt(mine);
            if (before?.swapRank === undefined || before.swapRank === null) {
              expect(before?.winner).to.equal(theirs === 1 ? 'other' : 'this');
              expect(theirs).to.be.oneOf([1, 1000]);
              return;
            }
            const after = winnerAt(before.swapRank);
            expect(after?.winner).to.not.equal(before.winner);
            expect(winnerAt(after?.swapRank ?? 0)?.winner).to.equal(before.winner);
          },
        ),
      );
    });
  });

  it('finds a conflict exactly where two airings overlap, and the same one for every set of boxes', () => {
    const times = fc.record({
      start: fc.integer({ min: 300, max: 1200 }),
      length: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(times, fc.array(times, { maxLength: 6 }), fc.nat(3), (mine, theirs, copies) => {
        const own = wish('e-new', 'Mới', [at(0, mine.start), mine.length]);
        const others = theirs.map(({ start, length }, index) =>
          wish(`e-${index}`, `Cũ ${index}`, [at(0, start), length]),
        );
        const groups = Array.from({ length: copies + 1 }, () => ({ boxes: 1, envelope, others }));
        const { conflicts } = consequencesOf([own], groups, FAR);
        const expected = others.filter(
          (other) =>
            other.startAt < own.startAt + own.durationMs &&
            own.startAt < other.startAt + other.durationMs,
        );
        expect(conflicts.map(({ otherEntryId }) => otherEntryId)).to.have.members(
          expected.map(({ entryId }) => entryId),
        );
      }),
    );
  });
});

describe('fates in words', () => {
  it('names seconds only where they matter', () => {
    expect(clockOf(at(17, 5))).to.equal('17:05');
    expect(clockOf((at(17, 5) + 30_000) as never)).to.equal('17:05:30');
  });

  it('says nothing of silence where all sounds', () => {
    const whole: Fate<NamedWish> = { kind: 'sounds', wish: long, stretches: [] };
    expect(silenceInWords(whole)).to.equal(null);
    expect(fateInWords(whole, 'x').vi).to.contain('vẫn phát đủ lúc 17:00 ngày 26/4');
  });
});
