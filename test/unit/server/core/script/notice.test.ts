/** A commune's notice — thông báo của xã: two columns, broken lines, times, a telephone number. */
import { expect } from 'chai';
import { composeScript } from '#server/core/script/compose';
import { splitColumns } from '#server/core/text/columns';

const NOTICE = `ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ PHÙ MỸ                Độc lập - Tự do - Hạnh phúc
Số: 45/TB-UBND           Phù Mỹ, ngày 02 tháng 6 năm 2025

THÔNG BÁO
Về việc phun thuốc diệt muỗi phòng, chống dịch sốt xuất huyết

Thực hiện Công văn số 1234/SYT-NVY ngày 28/5/2025 của Sở Y tế tỉnh về việc
tăng cường phòng, chống dịch bệnh sốt xuất huyết (SXH) trên địa bàn tỉnh; UBND xã
Phù Mỹ thông báo đến toàn thể nhân dân như sau:
1. Thời gian: từ 7h30 - 11h00, ngày 05/6/2025 và 06/6/2025.
2. Đề nghị các hộ gia đình:
- Che đậy thức ăn, nước uống; đưa trẻ nhỏ, người già ra khỏi nhà trong 30 - 45 phút.
- Mọi thắc mắc liên hệ Trạm Y tế xã, ĐT: 0256.3855.123 (BS. Hoa).
Nhận được Thông báo này, đề nghị các ông, bà Trưởng thôn phổ biến cho nhân dân biết./.

Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
- TT. Đảng ủy;                              KT. CHỦ TỊCH
- Các thôn;                                 PHÓ CHỦ TỊCH
- Lưu: VT.
                                            Nguyễn Văn Hùng
`;

describe('a notice of a commune', () => {
  it('is heard as its name, its clauses and nothing else', () => {
    const script = composeScript(NOTICE);
    expect(script.sentences.map(({ spoken }) => spoken)).to.deep.equal([
      'sau đây, mời quý vị nghe thông báo số bốn mươi lăm của ủy ban nhân dân xã phù mỹ ngày mùng hai tháng sáu năm hai nghìn không trăm hai mươi lăm về việc phun thuốc diệt muỗi phòng, chống dịch sốt xuất huyết.',
      'thực hiện công văn số một nghìn hai trăm ba mươi tư ngày hai mươi tám tháng năm năm hai nghìn không trăm hai mươi lăm của sở y tế tỉnh về việc tăng cường phòng, chống dịch bệnh sốt xuất huyết trên địa bàn tỉnh; ủy ban nhân dân xã phù mỹ thông báo đến toàn thể nhân dân như sau.',
      'mục một: thời gian: từ bảy giờ ba mươi phút đến mười một giờ, ngày mùng năm tháng sáu năm hai nghìn không trăm hai mươi lăm và mùng sáu tháng sáu năm hai nghìn không trăm hai mươi lăm.',
      'mục hai: đề nghị các hộ gia đình.',
      'che đậy thức ăn, nước uống; đưa trẻ nhỏ, người già ra khỏi nhà trong ba mươi đến bốn mươi lăm phút.',
      'mọi thắc mắc liên hệ trạm y tế xã, điện thoại: không hai năm sáu ba tám năm năm một hai ba, bác sĩ hoa.',
      'nhận được thông báo này, đề nghị các ông, bà trưởng thôn phổ biến cho nhân dân biết.',
      'quý vị vừa nghe thông báo số bốn mươi lăm của ủy ban nhân dân.',
      'cảm ơn quý vị đã lắng nghe.',
    ]);
    expect(script.dropped.map(({ text }) => text)).to.include.members([
      'Nơi nhận:',
      '- Các thôn;',
      'KT. CHỦ TỊCH',
      'Nguyễn Văn Hùng',
    ]);
  });

  it('has its columns set one after the other, other lines as they were', () => {
    expect(splitColumns(['một      hai', 'ba       bốn', 'một câu   thường'])).to.deep.equal([
      'một',
      'ba',
      'hai',
      'bốn',
      'một câu   thường',
    ]);
  });
});
