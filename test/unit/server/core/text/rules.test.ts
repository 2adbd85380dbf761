/** Reading rules — từng quy tắc đọc: what each rule takes, and what it leaves to others. */
import { expect } from 'chai';
import type { Rule, Scan } from '#server/core/text/reading';
import { before, matchAt } from '#server/core/text/reading';
import { RULES } from '#server/core/text/rule-order';
import { abbreviation, numberedPlace, unknownCapitals } from '#server/core/text/rules/abbreviation';
import { bracket } from '#server/core/text/rules/bracket';
import { dateBare, dateFull, datePeriod, dateShort } from '#server/core/text/rules/date';
import { documentNumber, documentSymbol } from '#server/core/text/rules/document-symbol';
import { lineBreak } from '#server/core/text/rules/line-break';
import { listHead } from '#server/core/text/rules/list-head';
import { measure, moneyPrefix, perSlash } from '#server/core/text/rules/measure';
import {
  clauseNumbers,
  fractionNumber,
  numeral,
  ordinalNumber,
} from '#server/core/text/rules/numeral';
import { phone } from '#server/core/text/rules/phone';
import { roman } from '#server/core/text/rules/roman';
import { symbol } from '#server/core/text/rules/symbol';
import { time } from '#server/core/text/rules/time';
import { web } from '#server/core/text/rules/web';
import { word } from '#server/core/text/rules/word';
import { NORTHERN_STYLE } from '#server/core/text/style';
import { ABBREVIATIONS } from '#server/core/text/tables/abbreviations';
import { AMBIGUOUS } from '#server/core/text/tables/ambiguous';
import { SHORT_AMBIGUOUS } from '#server/core/text/tables/ambiguous-short';
import { DOCUMENT_TYPES } from '#server/core/text/tables/document-types';
import { FOREIGN_WORDS } from '#server/core/text/tables/foreign-words';
import { issuerInWords, sectorInWords } from '#server/core/text/tables/issuers';
import { DOC_AFTER, near } from '#server/core/text/tables/meaning';
import { MONEY_UNITS, UNITS } from '#server/core/text/tables/units';
import { WEB_ENDINGS, WEB_NAMES } from '#server/core/text/tables/web-names';
import { onlySpeakable, tidy } from '#server/core/text/tidy';

/** A text with `|` where the rule is asked; `last` is the rule that read what stands before. */
const ask = (rule: Rule, marked: string, last?: string): string | undefined => {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const end = text.slice(0, at).trimEnd().length;
  const scan: Scan = {
    text,
    lower: text.toLowerCase(),
    style: NORTHERN_STYLE,
    lexicon: new Map(),
    definitions: new Map(),
    last: last === undefined ? undefined : { rule: last, end },
  };
  const reading = rule.read(scan, at);
  return reading === undefined ? undefined : `${reading.spoken}|${text.slice(reading.end)}`;
};

type Row = readonly [rule: Rule, marked: string, answer: string | undefined, last?: string];

const ROWS: readonly Row[] = [
  [documentSymbol, 'số |27/QĐ-UBND xã', 'hai mươi bảy trên quyết định ủy ban nhân dân| xã'],
  [documentSymbol, '|12/5 Lê Lợi', undefined],
  [documentSymbol, '|5/Xã', undefined],
  [documentNumber, 'Nghị định |100/2019.', 'một trăm năm hai nghìn không trăm mười chín|.'],
  [documentNumber, 'tháng |10/2019', undefined],
  [dateFull, '|26/4/2025', 'hai mươi sáu tháng tư năm hai nghìn không trăm hai mươi lăm|'],
  [dateFull, '|32/4/2025', undefined],
  [dateFull, '|26/4-2025', undefined],
  [datePeriod, 'tháng |4/2025', 'tư năm hai nghìn không trăm hai mươi lăm|'],
  [datePeriod, '|15/2025', undefined],
  [dateShort, 'ngày |2/9', 'mùng hai tháng chín|'],
  [dateShort, 'ít nhất |2/3 số phiếu', undefined],
  [dateBare, 'ngày |05 hằng tháng', 'mùng năm| hằng tháng'],
  [dateBare, 'mỗi ngày |2 lần', undefined],
  [time, '|13h30 đến', 'mười ba giờ ba mươi phút| đến'],
  [time, '|25h30', undefined],
  [phone, 'gọi |113', 'một một ba|'],
  [phone, 'có |113 hộ', undefined],
  [ordinalNumber, 'lần thứ |4', 'tư|'],
  [ordinalNumber, 'số |4', undefined],
  [clauseNumbers, 'khoản |1,2 Điều 5', 'một, hai| Điều 5'],
  [clauseNumbers, 'hệ số |1,2', undefined],
  [fractionNumber, '|17/19 tiêu chí', 'mười bảy trên mười chín| tiêu chí'],
  [fractionNumber, '|2/3 số hộ', 'hai phần ba| số hộ'],
  [numeral, 'Điều |12a', 'mười hai a|'],
  [numeral, '|500m2', 'năm trăm|m2'],
  [measure, '60 |km/h', 'ki lô mét trên giờ|', 'number'],
  [measure, 'đi |km', undefined, 'word'],
  [perSlash, '02 lần|/năm', 'trên năm|'],
  [perSlash, 'thôn|/khu phố', undefined],
  [moneyPrefix, '|$100', 'một trăm đô la mỹ|'],
  [bracket, 'Hội đồng nhân dân |(HĐND) xã', '| xã'],
  [bracket, 'thiệt hại |(nếu có)', ',|nếu có)'],
  [roman, 'Chương |IV', 'bốn|'],
  [roman, 'ông |I', undefined],
  [abbreviation, '|UBND xã', 'ủy ban nhân dân| xã'],
  [abbreviation, '|Ban hành', undefined],
  [numberedPlace, '|QL1A', 'quốc lộ|1A'],
  [unknownCapitals, '|XKZW', 'ích ca dét vê kép|'],
  [unknownCapitals, '|BAN', undefined],
  [web, '|chinhphu.vn', 'chính phủ chấm vê nờ|'],
  [web, '|Điều.Khoản', undefined],
  [word, '|Facebook', 'phây búc|'],
  [word, 'điểm |đ', 'đê|'],
  [word, '500.000 |đ', 'đồng|'],
  [listHead, '|a) Phạt', 'a.|Phạt'],
  [listHead, 'và |a) Phạt', undefined],
  [lineBreak, 'một|\nhai', '.|hai'],
  [symbol, '2021 |- 2025', 'đến| 2025', 'number'],
  [symbol, 'kinh tế |- xã hội', '| xã hội', 'word'],
];

describe('reading rules', () => {
  for (const [rule, marked, answer, last] of ROWS) {
    it(`${rule.name}: ${marked.replace('\n', '\\n')} ${answer === undefined ? 'is left to others' : `→ ${answer}`}`, () => {
      expect(ask(rule, marked, last)).to.equal(answer);
    });
  }

  it('asks the station lexicon first and the single sign last', () => {
    expect(RULES[0]?.name).to.equal('lexicon');
    expect(RULES.at(-1)?.name).to.equal('sign');
  });

  it('looks back a bounded way and matches at one place only', () => {
    const scan = { lower: 'x'.repeat(500) } as Scan;
    expect(before(scan, 400, 40)).to.have.length(40);
    expect(matchAt(/b/y, 'ab', 0)).to.equal(undefined);
    expect(matchAt(/b/y, 'ab', 1)?.[0]).to.equal('b');
  });
});

describe('reading tables', () => {
  it('hold Vietnamese words only: what a table says, a voice can say', () => {
    const tables = [
      ABBREVIATIONS,
      DOCUMENT_TYPES,
      FOREIGN_WORDS,
      UNITS,
      MONEY_UNITS,
      WEB_NAMES,
      WEB_ENDINGS,
    ];
    const words = tables.flatMap((table) => [...table.values()]);
    const meanings = [...AMBIGUOUS.values(), ...Object.values(SHORT_AMBIGUOUS)]
      .flat()
      .map(({ spoken }) => spoken);
    expect([...words, ...meanings].filter((text) => onlySpeakable(text) !== text)).to.deep.equal(
      [],
    );
    expect(words.length).to.be.greaterThan(1000);
  });

  it('compose ministries, departments and levels from their letters', () => {
    expect(issuerInWords('BTP')).to.equal('bộ tư pháp');
    expect(issuerInWords('SGDĐT')).to.equal('sở giáo dục và đào tạo');
    expect(issuerInWords('BCĐTW')).to.equal('ban chỉ đạo trung ương');
    expect(issuerInWords('XYZ')).to.equal(undefined);
    expect(sectorInWords('KH&ĐT')).to.equal('kế hoạch và đầu tư');
  });

  it('tell meanings by what stands around', () => {
    expect(DOC_AFTER.test('theo ¦ số 10/2016')).to.equal(true);
    expect(near('¦\\s*xãWORD_END').test('¦ xã')).to.equal(true);
    expect(near('¦\\s*xãWORD_END').test('¦ xãn')).to.equal(false);
  });

  it('are tidied: one space, one sign, no stray sign in front', () => {
    expect(tidy(' , một ,, hai .; ba ')).to.equal('một, hai. ba');
    expect(tidy(tidy('điều 5 — x!'))).to.equal(tidy('điều 5 — x!'));
  });
});
