/** What people outside the screens are told when plans are held. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { holdInWords } from '#server/core/fleet/hold-words';

describe('core/fleet, words of a hold', () => {
  it('say how many speakers, how old the copy is and what to do', () => {
    const newestAt = instantAt(LocalDate.parse('2026-11-26'), 9 * 60);
    const now = newestAt + 86_400_000;
    expect(holdInWords({ what: 'held', boxes: 41, newestAt }, now)).to.equal(
      'ĐANG GIỮ LỊCH: dữ liệu máy chủ cũ hơn kế hoạch của 41 cụm loa (bản sao khoảng 09:00 ngày 26/11). ' +
        'Loa vẫn phát theo kế hoạch đang giữ, lịch mới chưa được gửi. ' +
        'Việc cần làm: quản trị viên mở Nhật ký hệ thống, so lịch rồi mở lại việc gửi.',
    );
    expect(holdInWords({ what: 'held', boxes: 1, newestAt: null }, now)).to.not.contain('bản sao');
    expect(holdInWords({ what: 'released', boxes: 0 }, now)).to.contain('ĐÃ MỞ LẠI');
  });
});
