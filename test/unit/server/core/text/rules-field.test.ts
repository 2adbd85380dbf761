/** Rules for codes, marks and blanks — quy tắc mã số, dấu, chỗ trống: each with its counter-example. */
import { expect } from 'chai';
import { normalise } from '#server/core/text/normalise';
import type { Rule, Scan } from '#server/core/text/reading';
import { repairText } from '#server/core/text/repair';
import { mendSpacing } from '#server/core/text/repair-spacing';
import { blank } from '#server/core/text/rules/blank';
import { coordinate } from '#server/core/text/rules/coordinate';
import { lawYear } from '#server/core/text/rules/law-year';
import { lostLetter } from '#server/core/text/rules/lost-letter';
import { networkAddress } from '#server/core/text/rules/network-address';
import { standard } from '#server/core/text/rules/standard';
import { isTimesSign, timesSign } from '#server/core/text/rules/times-sign';
import { weekday } from '#server/core/text/rules/weekday';
import { NORTHERN_STYLE } from '#server/core/text/style';
import { matterInWords } from '#server/core/text/tables/matters';

const scanOf = (text: string): Scan => ({
  text,
  lower: text.toLowerCase(),
  style: NORTHERN_STYLE,
  lexicon: new Map(),
  definitions: new Map(),
  last: undefined,
});

/** A text with `|` where the rule is asked. */
const ask = (rule: Rule, marked: string): string | undefined => {
  const text = marked.replace('|', '');
  const reading = rule.read(scanOf(text), marked.indexOf('|'));
  return reading === undefined ? undefined : `${reading.spoken}|${text.slice(reading.end)}`;
};

const ROWS: readonly (readonly [rule: Rule, marked: string, answer: string | undefined])[] = [
  [
    standard,
    'QCVN |01-MT:2015/BTNMT;',
    'một mờ tê năm hai nghìn không trăm mười lăm của bộ tài nguyên và môi trường|;',
  ],
  [standard, 'ISO |9001', 'chín nghìn không trăm linh một|'],
  [standard, 'tỷ lệ |1:2015', undefined],
  [weekday, 'sáng |T7', 'thứ bảy|'],
  [weekday, '|T4, T6', 'thứ tư|, T6'],
  [weekday, 'hết |T12', 'tháng mười hai|'],
  [weekday, 'tải trọng |T5 của cầu', undefined],
  [weekday, 'xe |T34', undefined],
  [coordinate, "|13°30'N", 'mười ba độ ba mươi phút vĩ bắc|'],
  [coordinate, '|12,5N - 110,2E', 'mười hai phẩy năm độ vĩ bắc| - 110,2E'],
  [coordinate, 'lực |12,5N', undefined],
  [coordinate, '|37,5°C', undefined],
  [timesSign, '12 m |x 5 m', 'nhân|5 m'],
  [timesSign, 'điểm |x khoản 2', undefined],
  [timesSign, 'khoản 2|x 5', undefined],
  [blank, 'Kế hoạch số |…/KH-UBND', 'của ủy ban nhân dân|'],
  [blank, 'ngày |…/9/2025', ', tháng chín, năm hai nghìn không trăm hai mươi lăm|'],
  [blank, 'và |…/KH-UBND', undefined],
  [lawYear, 'Luật Đất đai |2024', 'năm hai nghìn không trăm hai mươi tư|'],
  [lawYear, 'Hiến pháp |2013 quy', 'năm hai nghìn không trăm mười ba| quy'],
  [lawYear, 'phổ biến pháp luật |2000 lượt', undefined],
  [lawYear, 'Luật Biên phòng cho |2000 người', undefined],
  [lawYear, 'Luật sư |2015', undefined],
  [networkAddress, 'máy chủ |10.0.0.1:80.', 'mười chấm không chấm không chấm một cổng tám mươi|.'],
  [networkAddress, 'mục |4.5.1.2', undefined],
  [networkAddress, 'số tiền |1.234.567.890', undefined],
  [networkAddress, 'địa chỉ |300.1.1.1', undefined],
  [lostLetter, '|ch\uFFFDo mừng', 'xê hát o| mừng'],
  [lostLetter, '|chào? Vâng', undefined],
];

describe('rules for codes, marks and blanks', () => {
  for (const [rule, marked, answer] of ROWS) {
    it(`${rule.name}: ${marked} → ${answer ?? 'stays silent'}`, () => {
      expect(ask(rule, marked)).to.equal(answer);
    });
  }

  it('takes a glued x for the sign between numbers and for a letter elsewhere', () => {
    expect(isTimesSign(scanOf('2x3 m'), 1)).to.equal(true);
    expect(isTimesSign(scanOf('khoản 2x Điều 3'), 7)).to.equal(false);
  });

  it('names the matter of a judgment or a fine, and no issuer', () => {
    expect(matterInWords(['HS', 'ST'])).to.equal('hình sự sơ thẩm');
    expect(matterInWords(['HNGĐ'])).to.equal('hôn nhân và gia đình');
    expect(matterInWords(['XPHC'])).to.equal('xử phạt hành chính');
    expect(matterInWords(['UBND'])).to.equal(undefined);
  });

  it('reports a word that lost a letter, never in silence', () => {
    expect(normalise('ch\uFFFDo mừng bà con').uncertain).to.deep.equal([
      { written: 'ch\uFFFDo', spoken: 'xê hát o', why: 'từ bị mất chữ trong tệp gốc, cần sửa lại' },
    ]);
  });

  it('logs every join for the editor', () => {
    const repairs: Parameters<typeof mendSpacing>[1] = [];
    expect(mendSpacing('ngườ i dân đư ợc 1 ,5 tỷ', repairs)).to.equal('người dân được 1,5 tỷ');
    expect(repairs.map(({ from, to }) => [from, to])).to.deep.equal([
      [' ,', ','],
      ['ngườ i', 'người'],
      ['đư ợc', 'được'],
    ]);
    expect(repairText('quý l/2026').repairs.map(({ to }) => to)).to.deep.equal(['I']);
  });
});
