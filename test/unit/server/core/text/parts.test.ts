/** Parts of reading — các phần của lời đọc: syllables, letters, lexicon, definitions, dropped lines. */
import { expect } from 'chai';
import fc from 'fast-check';
import { definitionsIn, expansionStart, shortFormFits } from '#server/core/text/definitions';
import { judgeLines } from '#server/core/text/dropped-lines';
import { toUnicode } from '#server/core/text/legacy-charset';
import { letterName, spell } from '#server/core/text/letters';
import { indexLexicon } from '#server/core/text/lexicon';
import { normalise } from '#server/core/text/normalise';
import { respell } from '#server/core/text/respelling';
import { RULES_VERSION } from '#server/core/text/rules-version';
import { cutIntoSyllables, isBareSyllable, isLegalSyllable } from '#server/core/text/syllable';

describe('syllables', () => {
  it('knows Vietnamese syllables from other letters', () => {
    const legal =
      'nghiêng quyết giữa gì khuỷu thuở đường ủy oanh yêu người giếng quốc xoong huýt nguyễn khuya loắt choắt';
    const illegal = 'ubnd web kǶ strong bac cat đươc ngi facebook zalo wifi áà kê-';
    expect(legal.split(' ').filter((each) => !isLegalSyllable(each))).to.deep.equal([]);
    expect(illegal.split(' ').filter((each) => isLegalSyllable(each))).to.deep.equal([]);
  });

  it('cuts letters that lost their spaces, and only whole syllables', () => {
    expect(cutIntoSyllables('chuyểnđổi')).to.deep.equal(['chuyển', 'đổi']);
    expect(cutIntoSyllables('phápluật')).to.deep.equal(['pháp', 'luật']);
    expect(cutIntoSyllables('wwwđ')).to.equal(undefined);
    expect(isBareSyllable('nguyen')).to.equal(true);
    expect(isBareSyllable('xyz')).to.equal(false);
  });

  it('respells foreign words with Vietnamese letters only', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
          minLength: 1,
          maxLength: 14,
        }),
        (word) => /^[a-eghiklmnopqrstuvxyà-ỹđ ]+$/u.test(respell(word)),
      ),
    );
    expect(letterName('đ')).to.equal('đê');
    expect(spell('UBND')).to.equal('u bê nờ dê');
  });
});

describe('definitions inside a document', () => {
  it('are found by their initials, links left out', () => {
    const found = definitionsIn(
      'công tác phổ biến, giáo dục pháp luật (PBGDPL) và an toàn thực phẩm (sau đây gọi tắt là ATTP)',
    );
    expect([...found]).to.deep.equal([
      ['PBGDPL', 'phổ biến, giáo dục pháp luật'],
      ['ATTP', 'an toàn thực phẩm'],
    ]);
  });

  it('are not invented when the initials do not fit', () => {
    expect(definitionsIn('đơn vị tính (VNĐ)').size).to.equal(0);
    expect(expansionStart('HĐND', 'Ủy ban nhân dân')).to.equal(undefined);
    expect(shortFormFits('HĐND', 'Hội đồng nhân dân')).to.equal(true);
  });
});

describe('site lexicon', () => {
  it('prefers the longest entry and whole words', () => {
    const lexicon = {
      version: '3',
      entries: [
        { written: 'Ia', spoken: 'i a' },
        { written: 'Ia Grai', spoken: 'ia gơ rai' },
      ],
    };
    expect(
      indexLexicon(lexicon)
        .get('ia')
        ?.map(({ written }) => written),
    ).to.deep.equal(['Ia Grai', 'Ia']);
    expect(normalise('xã Ia Grai, Ia O', { lexicon }).text).to.equal('xã ia gơ rai, i a o');
    expect(normalise('Ian', { lexicon }).tokens[0]?.rule).to.not.equal('lexicon');
  });

  it('has rules with a version of their own', () => {
    expect(RULES_VERSION).to.match(/^vi-legal-\d+\.\d+\.\d+$/);
  });
});

describe('dropped lines', () => {
  const reasons = (...lines: string[]): (string | undefined)[] =>
    judgeLines(lines).map(({ reason }) => reason);

  it('drops a whole block and nothing after it', () => {
    expect(reasons('Nơi nhận:', '- Như trên;', '- Lưu: VT.', 'Điều 5. Hiệu lực')).to.deep.equal([
      'Nơi nhận',
      'Nơi nhận',
      'Nơi nhận',
      undefined,
    ]);
    expect(reasons('KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Trần Văn B', 'PHỤ LỤC')).to.deep.equal([
      'khối chữ ký',
      'khối chữ ký',
      'khối chữ ký',
      undefined,
    ]);
  });

  it('keeps sentences that only look alike', () => {
    const kept = [
      'Nơi nhận hồ sơ là Bộ phận Một cửa xã.',
      'Chủ tịch Ủy ban nhân dân xã chịu trách nhiệm.',
      'QLNN về đất đai',
      'Trang bị máy tính cho thôn',
      'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH',
      'Nguồn vốn: ngân sách nhà nước',
      'Nguồn: ngân sách tỉnh cấp năm nay.',
      'Mật độ dân số',
      'Ký hợp đồng lao động',
      'Công báo là ấn phẩm thông tin pháp lý chính thức của Nhà nước.',
      'QUY ĐỊNH CHUNG',
      'Người ký hợp đồng phải đủ mười tám tuổi.',
      'Văn bản được ký số có giá trị pháp lý.',
      'Mã xác thực được gửi về điện thoại.',
      'Tải về ứng dụng VNeID và đăng nhập.',
      'Văn bản này đã được thông qua.',
      'Bản quyền tác giả được bảo hộ.',
      'Truy cập: dichvucong.gov.vn',
      'Đến: toàn thể bà con nhân dân trong xã',
      'Xem thêm tại trang thông tin của xã.',
    ];
    for (const line of kept) expect(reasons(line), line).to.deep.equal([undefined]);
  });

  it('keeps what follows a block', () => {
    expect(
      reasons('Nơi nhận:', '- Như trên.', 'Trong tình hình hiện nay, bà con cần chú ý.'),
    ).to.deep.equal(['Nơi nhận', 'Nơi nhận', undefined]);
    expect(reasons('CHƯƠNG TRÌNH HÀNH ĐỘNG', 'Ký hợp đồng với các hộ dân.')).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it('takes a lone number for a page number between lines, and for a row where tables are read', () => {
    expect(judgeLines(['một', '12', 'hai'])[1]?.reason).to.equal('số trang');
    expect(judgeLines(['một', '12', 'hai'], true)[1]?.reason).to.equal(undefined);
  });
});

describe('old charsets', () => {
  it('are recognised by the share of legal syllables', () => {
    expect(toUnicode('Céng hßa X· héi')).to.include({ text: 'Cộng hòa Xã hội', charset: 'tcvn3' });
    expect(toUnicode('Coäng hoøa Xaõ hoäi')).to.include({
      text: 'Cộng hòa Xã hội',
      charset: 'vni',
    });
    expect(toUnicode('Cộng hòa Xã hội').charset).to.equal('unicode');
  });
});
