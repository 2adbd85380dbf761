/** Laws of reading — định luật của lời đọc: what holds for any text, and numbers spoken and parsed back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { normalise } from '#server/core/text/normalise';
import { cardinalInWords } from '#server/core/text/numbers';
import { repairText } from '#server/core/text/repair';
import { fold } from '#server/core/text/score';
import { speakLine } from '#server/core/text/speak-line';
import { NORTHERN_STYLE, SOUTHERN_STYLE } from '#server/core/text/style';
import { parseCardinal } from './number-parser.js';

/** The Vietnamese alphabet with all tones, and the signs a voice may meet. */
const SPEAKABLE =
  /^[a-eghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ ,.?!:;]*$/u;

const LEGAL_BITS = [
  'Điều 5',
  'khoản 2',
  'điểm đ',
  'NĐ-CP',
  '100/2019/',
  'QĐ-UBND',
  '1.000.000',
  'đồng',
  '%',
  ' - ',
  '(',
  ')',
  '\n',
  'ngày',
  '15/5/2025',
  '8h30',
  'UBND',
  'TP.',
  'm2',
  '/',
  '.',
  ',',
  ';',
  'IV',
  'Chương',
  'kǶ',
  '2025',
  '“',
  '...',
  'a)',
  '+84',
  '0905 123 456',
  'chinhphu.vn',
  '@',
  'v.v.',
  'tháng',
  'thứ',
  '4',
  'KT. CHỦ TỊCH',
  'Nơi nhận:',
  'TT',
  '1',
  '\u00AD',
  '\u200B',
];
const legalText = fc
  .array(fc.constantFrom(...LEGAL_BITS), { maxLength: 24 })
  .map((bits) => bits.join(' '));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  legalText,
);
const digits = (bound: number): fc.Arbitrary<number> => fc.oneof(fc.nat(2000), fc.nat(bound));
const withDots = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, '.');

describe('laws of reading', () => {
  it('says Vietnamese letters and plain punctuation only, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => SPEAKABLE.test(normalise(text).text)),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(anyText, (text) => SPEAKABLE.test(speakLine(text))),
      { numRuns: 300 },
    );
  });

  it('covers the text with spans in order, nothing but spaces between them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spoken = normalise(text);
        let at = 0;
        for (const token of spoken.tokens) {
          expect(spoken.written.slice(at, token.start).trim()).to.equal('');
          expect(token.end).to.be.greaterThan(token.start);
          expect(spoken.written.slice(token.start, token.end)).to.equal(token.written);
          at = token.end;
        }
        expect(spoken.written.slice(at).trim()).to.equal('');
      }),
      { numRuns: 300 },
    );
  });

  it('repairs a text once: a second repair changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = repairText(text).text;
        expect(repairText(once)).to.deep.equal({ text: once, repairs: [] });
      }),
      { numRuns: 400 },
    );
  });

  it('reads what it has spoken as the same words', () => {
    const sentence = fc.array(
      fc.constantFrom(
        'ủy',
        'ban',
        'nhân',
        'dân',
        'xã',
        'họp',
        'lúc',
        'tám',
        'giờ',
        'sáng',
        'quyết',
        'định',
        'hai',
        'mươi',
        'điều',
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(sentence, (words) => fold(speakLine(words.join(' '))) === fold(words.join(' '))),
    );
  });

  it('says every cardinal so that an independent parser hears the same number', () => {
    for (const style of [NORTHERN_STYLE, SOUTHERN_STYLE]) {
      fc.assert(
        fc.property(
          digits(999_999_999_999),
          (n) => parseCardinal(cardinalInWords(String(n), style)) === n,
        ),
        { numRuns: 500 },
      );
    }
  });

  it('says money, percent and thousands with dots as the number written', () => {
    fc.assert(
      fc.property(digits(99_999_999_999), (n) => {
        const words = speakLine(`phạt tiền ${withDots(n)} đồng`);
        expect(words).to.match(/^phạt tiền .+ đồng$/u);
        expect(parseCardinal(words.slice('phạt tiền '.length, -' đồng'.length))).to.equal(n);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (n) => {
        expect(
          parseCardinal(speakLine(`đạt ${n}%`).slice('đạt '.length, -' phần trăm'.length)),
        ).to.equal(n);
      }),
    );
  });
});
