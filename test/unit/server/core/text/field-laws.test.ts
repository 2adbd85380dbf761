/** Laws of codes and marks — định luật mã số, thứ, tọa độ, khoảng trống: generated, spoken, parsed back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { repairText } from '#server/core/text/repair';
import { speakLine } from '#server/core/text/speak-line';
import { parseCardinal } from './number-parser.js';

const DIGITS = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
const year = fc.integer({ min: 1990, max: 2060 });
const digitsOf = (written: string): string =>
  [...written.replace(/\D/g, '')].map((digit) => DIGITS[Number(digit)]).join(' ');
const string = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const words = (text: string): string => text.replace(/[,.?!:;]/g, '').replace(/\s+/g, ' ');

describe('laws of codes and marks', () => {
  it('says number, part and year of every technical standard', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.option(fc.integer({ min: 1, max: 30 })),
        year,
        (number, part, y) => {
          const written = `TCVN ${number}${part === null ? '' : `-${part}`}:${y}`;
          const match =
            /^tiêu chuẩn việt nam (.+?)(?: phần (.+?))? năm ((?:một|hai) nghìn.*)$/u.exec(
              speakLine(written),
            );
          // 'năm' is also the digit 5: the year is what stands after the last "năm" before a thousand.
          expect(match, written).to.not.equal(null);
          expect(parseCardinal(match?.[1] ?? ''), written).to.equal(number);
          expect(match?.[2] === undefined ? null : parseCardinal(match[2]), written).to.equal(part);
          expect(parseCardinal(match?.[3] ?? ''), written).to.equal(y);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says short weekdays and what lies between them, short months with their year', () => {
    const DAYS = ['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'];
    const day = fc.integer({ min: 2, max: 7 });
    fc.assert(
      fc.property(day, day, fc.constantFrom('-', ' - ', '–', ' đến '), (a, b, sign) => {
        expect(speakLine(`T${a}${sign}T${b}`)).to.equal(
          `thứ ${DAYS[a - 2]} đến thứ ${DAYS[b - 2]}`,
        );
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), year, (month, y) => {
        const match = /^tháng (.+) năm (hai nghìn.*|một nghìn.*)$/u.exec(
          speakLine(`T${month}/${y}`),
        );
        expect([match?.[1] ?? '', match?.[2] ?? ''].map(parseCardinal)).to.deep.equal([month, y]);
      }),
    );
  });

  it('says a place at sea as degrees north and east, with the sign or beside its pair', () => {
    const degree = fc.integer({ min: 1, max: 119 });
    const tenth = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.tuple(degree, tenth, degree, tenth), fc.boolean(), ([n, a, e, b], signed) => {
        const sign = signed ? '°' : '';
        const spoken = words(speakLine(`${n},${a}${sign}N; ${e},${b}${sign}E`));
        const match = /^(.+) phẩy (\S+) độ vĩ bắc (.+) phẩy (\S+) độ kinh đông$/u.exec(spoken);
        expect((match ?? []).slice(1).map(parseCardinal)).to.deep.equal([n, a, e, b]);
      }),
    );
  });

  it('never runs two telephone numbers into one, whatever stands between them', () => {
    fc.assert(
      fc.property(
        string(7),
        string(6),
        fc.constantFrom(' - ', '-', ', ', ' / ', '/', ' hoặc ', '; '),
        (home, mobile, between) => {
          const [a, b] = [`0256.${home}`, `0905 ${mobile}`];
          const spoken = speakLine(`điện thoại: ${a}${between}${b}`);
          const heard = words(spoken.replace(/ hoặc /, ' '));
          expect(heard, spoken).to.equal(`điện thoại ${digitsOf(a)} ${digitsOf(b)}`);
          expect(/[,;]|hoặc/.test(spoken.slice('điện thoại:'.length)), spoken).to.equal(true);
        },
      ),
    );
  });

  it('says every digit of tax, identity and account numbers, with their parts', () => {
    fc.assert(
      fc.property(string(10), string(3), string(12), (tax, branch, account) => {
        expect(words(speakLine(`mã số thuế: ${tax}-${branch}`))).to.equal(
          `mã số thuế ${digitsOf(tax + branch)}`,
        );
        const parts = `${account.slice(0, 4)}.${account[4]}.${account.slice(5)}.00000`;
        expect(words(speakLine(`tài khoản số ${parts}`))).to.equal(
          `tài khoản số ${digitsOf(parts)}`,
        );
        expect(words(speakLine(`Giấy chứng nhận số CS ${account.slice(0, 6)}`))).to.equal(
          `giấy chứng nhận số xê ét ${digitsOf(account.slice(0, 6))}`,
        );
      }),
    );
  });

  it('reads a number left blank by its issuer alone, and drops a head that holds nothing else', () => {
    const blank = fc.constantFrom('…', '....', '……', '____', '   ', '      ');
    fc.assert(
      fc.property(blank, fc.constantFrom('KH', 'TB', 'QĐ', 'BC'), (gap, kind) => {
        expect(speakLine(`Số: ${gap}/${kind}-UBND`)).to.equal('');
        expect(speakLine(`Báo cáo số ${gap}/${kind}-UBND của xã`)).to.match(
          /^báo cáo số(?: của ủy ban nhân dân)? của xã$/,
        );
      }),
    );
  });

  it('reads every dash and hyphen between two years alike', () => {
    fc.assert(
      fc.property(year, fc.constantFrom(...'-‐‑–—−'), fc.boolean(), (y, dash, spaced) => {
        const sign = spaced ? ` ${dash} ` : dash;
        const match = /^giai đoạn (.+) đến (.+)$/u.exec(speakLine(`giai đoạn ${y}${sign}${y + 5}`));
        expect((match ?? []).slice(1).map(parseCardinal)).to.deep.equal([y, y + 5]);
      }),
    );
    fc.assert(
      fc.property(year, (y) => {
        expect(speakLine(`năm học ${y}/${y + 1}`)).to.equal(speakLine(`năm học ${y}-${y + 1}`));
      }),
    );
  });

  it('reads the sign of multiplication alike, glued or spaced, with or without units', () => {
    const side = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(side, side, fc.constantFrom('x', ' x ', '×', ' × ', 'X'), (a, b, sign) => {
        const spoken = speakLine(`kích thước ${a}${sign}${b} m`);
        const match = /^kích thước (.+) nhân (.+) mét$/u.exec(spoken);
        expect((match ?? []).slice(1).map(parseCardinal), spoken).to.deep.equal([a, b]);
      }),
    );
    expect(speakLine('điểm x khoản 2')).to.equal('điểm ích khoản hai');
  });

  it('joins syllables that were cut, and never two words', () => {
    const SENTENCE =
      'Ủy ban nhân dân xã thông báo người dân được hưởng chính sách theo quyết định của Chủ tịch';
    const cuts = [...SENTENCE.matchAll(/(?<=(?:^|\s)(?:th|tr|nh|ng|ngh|ch|ph|kh))\p{L}/giu)].map(
      (match) => match.index,
    );
    fc.assert(
      fc.property(fc.subarray(cuts.filter((at) => /\p{Ll}/u.test(SENTENCE[at] ?? ''))), (at) => {
        let cut = SENTENCE;
        for (const place of [...at].reverse()) {
          const onset = /(\S+)$/.exec(cut.slice(0, place))?.[1] ?? '';
          if (onset === onset.toLowerCase()) cut = `${cut.slice(0, place)} ${cut.slice(place)}`;
        }
        expect(repairText(cut).text).to.equal(SENTENCE);
      }),
    );
    expect(repairText(SENTENCE).repairs).to.deep.equal([]);
    for (const pair of ['điểm d ở khoản 2', 'hạng B ấy', 'ầm ầm', 'nhóm m ủy thác', 'Y Ông'])
      expect(repairText(pair).text).to.equal(pair);
    expect(repairText('T H Ô N G  B Á O về UBNDxã').text).to.equal('THÔNG BÁO về UBND xã');
  });
});
