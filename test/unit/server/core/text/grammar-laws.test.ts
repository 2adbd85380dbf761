/** Laws of dates, symbols and clauses — định luật ngày tháng, số hiệu, điều khoản: generated, spoken, parsed back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { speakLine } from '#server/core/text/speak-line';
import { parseCardinal } from './number-parser.js';

const day = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const year = fc.integer({ min: 1900, max: 2099 });
const two = (n: number): string => String(n).padStart(2, '0');

const parseDate = (words: string): number[] => {
  const match = /^ngày (?:mùng )?(.+) tháng ((?:mười )?\S+) năm (.+)$/u.exec(words);
  return (match ?? []).slice(1).map(parseCardinal);
};

const TYPES = [
  ['Nghị định', 'NĐ', 'CP', 'chính phủ'],
  ['Thông tư', 'TT', 'BTP', 'bộ tư pháp'],
  ['Thông tư', 'TT', 'BNNMT', 'bộ nông nghiệp và môi trường'],
  ['Nghị quyết', 'NQ', 'HĐND', 'hội đồng nhân dân'],
  ['Quyết định', 'QĐ', 'UBND', 'ủy ban nhân dân'],
  ['Quyết định', 'QĐ', 'TTg', 'thủ tướng chính phủ'],
  ['Tờ trình', 'TTr', 'STP', 'sở tư pháp'],
  ['Báo cáo', 'BC', 'STC', 'sở tài chính'],
  ['Thông báo', 'TB', 'VPCP', 'văn phòng chính phủ'],
] as const;

const LETTERS: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'bê',
  c: 'xê',
  d: 'dê',
  đ: 'đê',
  e: 'e',
  g: 'giê',
  h: 'hát',
  i: 'i',
  k: 'ca',
  l: 'lờ',
  m: 'mờ',
  n: 'nờ',
  p: 'pê',
};

describe('laws of dates, symbols and clauses', () => {
  it('says every date in every shape so that day, month and year are heard', () => {
    fc.assert(
      fc.property(day, month, year, fc.nat(4), (d, m, y, shape) => {
        const written =
          [
            `ngày ${d}/${m}/${y}`,
            `ngày ${two(d)}/${two(m)}/${y}`,
            `ngày ${d}-${m}-${y}`,
            `ngày ${two(d)}.${two(m)}.${y}`,
            `ngày ${two(d)} tháng ${m} năm ${y}`,
          ][shape] ?? '';
        expect(parseDate(speakLine(written)), written).to.deep.equal([d, m, y]);
      }),
      { numRuns: 500 },
    );
  });

  it('names the issuer of every document symbol once, with or without a year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.integer({ min: 1, max: 9999 }),
        fc.option(year),
        fc.boolean(),
        ([noun, type, issuer, body], n, y, named) => {
          const written = `${noun} số ${n}/${y === null ? '' : `${y}/`}${type}-${issuer}${named ? ` của ${body}` : ''}`;
          const spoken = speakLine(written);
          const match = new RegExp(
            `^${noun.toLowerCase()} số (.+?)(?: năm ((?:một|hai) nghìn.*))? của ${body}$`,
            'u',
          ).exec(spoken);
          expect(match, `${written} → ${spoken}`).to.not.equal(null);
          expect(parseCardinal(match?.[1] ?? '')).to.equal(n);
          if (y !== null) expect(parseCardinal(match?.[2] ?? '')).to.equal(y);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cites every point, clause and article by its letter name and numbers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(LETTERS)),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 500 }),
        (letter, clause, article) => {
          const spoken = speakLine(`điểm ${letter} khoản ${clause} Điều ${article}`);
          const match = /^điểm (\S+) khoản (.+) điều (.+)$/u.exec(spoken);
          expect(match?.[1]).to.equal(LETTERS[letter]);
          expect([parseCardinal(match?.[2] ?? ''), parseCardinal(match?.[3] ?? '')]).to.deep.equal([
            clause,
            article,
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says every clock time as hours and minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom('h', ':'),
        (h, m, sign) => {
          const match = /^lúc (.+) giờ(?: (.+) phút)?$/u.exec(
            speakLine(`lúc ${two(h)}${sign}${two(m)}`),
          );
          expect([
            parseCardinal(match?.[1] ?? ''),
            match?.[2] === undefined ? 0 : parseCardinal(match[2]),
          ]).to.deep.equal([h, m]);
        },
      ),
    );
  });

  it('says telephone numbers digit by digit', () => {
    const names = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
    fc.assert(
      fc.property(
        fc.integer({ min: 300_000_000, max: 999_999_999 }),
        fc.constantFrom('', ' ', '.', '-'),
        (n, gap) => {
          const digits = `0${n}`;
          const written = [digits.slice(0, 4), digits.slice(4, 7), digits.slice(7)].join(gap);
          expect(speakLine(`điện thoại ${written}`)).to.equal(
            `điện thoại ${[...digits].map((d) => names[Number(d)]).join(' ')}`,
          );
        },
      ),
    );
  });
});
