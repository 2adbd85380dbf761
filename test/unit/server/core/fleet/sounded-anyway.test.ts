/** server/core/fleet/sounded-anyway: why a box did not know that an airing was taken back. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { type Anyway, anywayInWords, unawareOf } from '#server/core/fleet/sounded-anyway';

const at = (hour: number, minute = 0) =>
  instantAt(LocalDate.parse('2026-06-03'), hour * 60 + minute);
const one: Anyway = {
  ...{ title: 'Bản tin', boxName: 'Cụm khu chợ', areaName: 'Phường Quy Nhơn' },
  ...{ startAt: at(17), cancelledAt: at(16, 55), playedMs: 260_000 },
};
const told = (...noted: Parameters<typeof unawareOf>[1]): string =>
  anywayInWords(one, unawareOf(one, noted)).vi;

describe('what sounded though it was taken back', () => {
  it('names what, where, when, and since when the box was away', () => {
    expect(
      told(
        { at: at(9), kind: 'connected' },
        { at: at(14, 2), kind: 'gone' },
        { at: at(18), kind: 'connected' },
        { at: at(18, 1), kind: 'plan' },
      ),
    ).to.equal(
      '«Bản tin» đã phát lúc 17:00 ngày 03/06/2026 tại Cụm khu chợ (Phường Quy Nhơn), 4 phút 20 giây, dù đã rút lúc 16:55. Cụm mất liên lạc từ 14:02 nên không biết; có lại lịch mới lúc 18:01.',
    );
  });

  it('names the day of what lies on another one', () => {
    expect(told({ at: at(-10), kind: 'gone' })).to.contain(
      'dù đã rút lúc 16:55. Cụm mất liên lạc từ 14:00 ngày 02/06/2026 nên',
    );
  });

  it('says so where the box has no new plan yet, where it came late, and where nobody knows', () => {
    expect(told({ at: at(14), kind: 'gone' })).to.match(/đến nay chưa nhận lịch mới\.$/);
    expect(told({ at: at(9), kind: 'connected' }, { at: at(17, 3), kind: 'plan' })).to.match(
      /Lịch mới tới cụm lúc 17:03, sau khi lượt này đã bắt đầu\.$/,
    );
    expect(told({ at: at(9), kind: 'connected' }, { at: at(16, 56), kind: 'plan' })).to.match(
      /Chưa rõ vì sao cụm không biết: mở trang của cụm để xem\.$/,
    );
    expect(told()).to.match(/Chưa rõ/);
  });
});
