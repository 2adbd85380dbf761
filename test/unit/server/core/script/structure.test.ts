/** Structure — cấu trúc văn bản: clauses, broken lines, headings, tables, sentences a listener can follow. */
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import fc from 'fast-check';
import { composeScript } from '#server/core/script/compose';
import { readDocument } from '#server/core/script/document';
import { predictDurationMs } from '#server/core/script/duration';
import { splitEpisodes } from '#server/core/script/episodes';
import { splitSentences } from '#server/core/script/sentences';

const LAW = [
  'CHÍNH PHỦ',
  '-------',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  '---------------',
  'Số: 15/2020/NĐ-CP',
  'Hà Nội, ngày 03 tháng 02 năm 2020',
  'NGHỊ ĐỊNH',
  'Quy định xử phạt vi phạm hành chính',
  'Chương I',
  'QUY ĐỊNH CHUNG',
  'Điều 1. Phạm vi điều chỉnh',
  '1. Nghị định này quy định về:',
  'a) Hành vi vi phạm;',
  'b) Hình thức xử phạt.',
  '2. Vi phạm khác thì áp dụng',
  'theo quy định của pháp luật có liên quan.',
  'Điều 2. Đối tượng áp dụng',
  'Cá nhân, tổ chức vi phạm.',
  'Nơi nhận:',
  '- Ban Bí thư;',
  '- Lưu: VT.',
  'TM. CHÍNH PHỦ',
  'THỦ TƯỚNG',
  'Nguyễn Xuân Phúc',
].join('\n');

const clauses = (text: string): string[] =>
  readDocument(text).blocks.map((block) => `${block.clause} | ${block.text}`);

describe('structure of a legal text', () => {
  it('knows chapter, article, clause and point of every line, and joins broken lines', () => {
    expect(clauses(LAW)).to.deep.equal([
      'Chương I | Chương I',
      'Chương I | QUY ĐỊNH CHUNG',
      'Điều 1 | Điều 1. Phạm vi điều chỉnh',
      'Điều 1, khoản 1 | 1. Nghị định này quy định về:',
      'Điều 1, khoản 1, a) | a) Hành vi vi phạm;',
      'Điều 1, khoản 1, b) | b) Hình thức xử phạt.',
      'Điều 1, khoản 2 | 2. Vi phạm khác thì áp dụng theo quy định của pháp luật có liên quan.',
      'Điều 2 | Điều 2. Đối tượng áp dụng',
      'Điều 2 | Cá nhân, tổ chức vi phạm.',
    ]);
    expect(composeScript(LAW).title).to.equal(
      'Nghị định số 15/2020/NĐ-CP của Chính phủ ngày 03 tháng 02 năm 2020 quy định xử phạt vi phạm hành chính',
    );
  });

  it('names a law by its subject and drops the signature far below the post', () => {
    const script = composeScript(
      'QUỐC HỘI\n---\nLuật số: 14/2012/QH13\nHà Nội, ngày 20 tháng 06 năm 2012\nLUẬT\nPHỔ BIẾN, GIÁO DỤC PHÁP LUẬT\nĐiều 1. Phạm vi điều chỉnh\nCHỦ TỊCH QUỐC HỘI\n\n\n\n\nNguyễn Sinh Hùng',
    );
    expect(script.title).to.equal(
      'Luật phổ biến, giáo dục pháp luật số 14/2012/QH13 ngày 20 tháng 06 năm 2012',
    );
    expect(script.sentences.map(({ spoken }) => spoken)).to.include.members([
      'điều một: phạm vi điều chỉnh.',
      'quý vị vừa nghe luật phổ biến, giáo dục pháp luật.',
    ]);
    expect(script.sentences).to.have.length(4);
  });

  it('says khoản and điểm inside an article, phần and mục outside', () => {
    const spoken = (text: string): string[] =>
      composeScript(text, { formulas: false }).sentences.map((each) => each.spoken);
    expect(spoken('Điều 5. Xử phạt\n1. Phạt tiền:\na) Cá nhân;')).to.deep.equal([
      'điều năm: xử phạt.',
      'khoản một: phạt tiền.',
      'điểm a: cá nhân.',
    ]);
    expect(spoken('II. NHIỆM VỤ\n1. Tuyên truyền.')).to.deep.equal([
      'phần hai: nhiệm vụ.',
      'mục một: tuyên truyền.',
    ]);
  });

  it('expands letters the document itself defines, wherever it uses them', () => {
    const text = 'Chương trình hỗ trợ gia đình trẻ (HTGĐT) bắt đầu.\nHTGĐT kéo dài hai năm.';
    expect(
      composeScript(text, { formulas: false }).sentences.map((each) => each.spoken),
    ).to.deep.equal([
      'chương trình hỗ trợ gia đình trẻ bắt đầu.',
      'hỗ trợ gia đình trẻ kéo dài hai năm.',
    ]);
  });

  it('names unknown letters for the editor and spells them meanwhile', () => {
    const [sentence] = composeScript('Dự án XKZW khởi công.', { formulas: false }).sentences;
    expect(sentence?.spoken).to.equal('dự án ích ca dét vê kép khởi công.');
    expect(sentence?.uncertain.map(({ written }) => written)).to.deep.equal(['XKZW']);
  });

  it('lets the site lexicon win over every rule', () => {
    const lexicon = {
      version: '1',
      entries: [
        { written: 'Pleiku', spoken: 'plei ku' },
        { written: 'UBND', spoken: 'ủy ban' },
      ],
    };
    expect(
      composeScript('UBND TP. Pleiku', { formulas: false, lexicon }).sentences[0]?.spoken,
    ).to.equal('ủy ban thành phố plei ku.');
  });

  it('reads in the style of the region', () => {
    const style = { thousand: 'ngàn', zeroTens: 'lẻ', four: 'bốn' } as const;
    expect(
      composeScript('1.204 hộ, 24 thôn', { formulas: false, style }).sentences[0]?.spoken,
    ).to.equal('một ngàn hai trăm lẻ bốn hộ, hai mươi bốn thôn.');
  });

  it('cuts long paragraphs into pieces that together are the paragraph', () => {
    const clause = fc.constantFrom(
      'tổ chức tuyên truyền pháp luật',
      'phối hợp với các cơ quan',
      'bảo đảm kinh phí',
      'báo cáo kết quả về Ủy ban nhân dân xã',
    );
    const paragraph = fc.array(fc.tuple(clause, fc.constantFrom(', ', '; ', '. ', ' và ')), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(paragraph, (bits) => {
        const text = bits
          .map(([words, sign]) => words.charAt(0).toUpperCase() + words.slice(1) + sign)
          .join('')
          .trim();
        const pieces = splitSentences(text);
        expect(pieces.map((piece) => piece.text).join(' ')).to.equal(text);
        for (const piece of pieces) expect(piece.text.length).to.be.below(520);
      }),
    );
  });

  it('keeps the order of episodes and every sentence, whatever the slot', () => {
    const script = composeScript(
      Array.from(
        { length: 40 },
        (_, i) => `Điều ${i + 1}. Cá nhân vi phạm bị phạt tiền từ ${i + 1} triệu đồng.`,
      ).join('\n'),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (minutes) => {
        const episodes = splitEpisodes(script, minutes * 60_000);
        const said = (sentences: readonly ScriptSentence[]) =>
          sentences
            .filter(({ kind }) => kind !== 'opening' && kind !== 'closing')
            .map((each) => each.spoken);
        const body = episodes.flatMap((episode) => said(episode.script.sentences));
        expect(body).to.deep.equal(said(script.sentences));
      }),
      { numRuns: 20 },
    );
  });

  it('predicts longer speech for more words and adds the pauses', () => {
    const one = { spoken: 'ủy ban nhân dân xã.', pauseAfterMs: 350 };
    const two = { spoken: 'ủy ban nhân dân xã, phường.', pauseAfterMs: 350 };
    expect(predictDurationMs([two])).to.be.greaterThan(predictDurationMs([one]));
    expect(predictDurationMs([one, two])).to.equal(
      predictDurationMs([one]) + predictDurationMs([two]),
    );
    expect(predictDurationMs([{ spoken: '', pauseAfterMs: 0 }])).to.equal(0);
  });

  it('composes any text without throwing', () => {
    const bits = fc.constantFrom(
      'TT',
      '1',
      'a.',
      'PHỤ LỤC',
      'KẾ HOẠCH',
      'ĐIỀU 1',
      'Điều 2.',
      '- x;',
      '(',
      'Nơi nhận:',
      'KT. CHỦ TỊCH',
      'Nguyễn Văn A',
      '',
      'Sở Tư pháp',
      '2025 - 2030',
      'I. A',
      'cơ quan',
    );
    fc.assert(
      fc.property(
        fc.array(bits, { maxLength: 30 }),
        (lines) => composeScript(lines.join('\n')).v === 1,
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => composeScript(text).v === 1,
      ),
    );
  });
});
