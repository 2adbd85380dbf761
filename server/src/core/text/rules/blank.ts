/** Blanks of a form — chỗ để trống.
 *
 * "số …/KH-UBND", "ngày …/…/2025", "ngày … tháng 9": what is not filled in is not said; what stands
 * beside it is still read for what it is. It guesses no missing number.
 */
import { cardinalInWords, monthInWords } from '../numbers.js';
import { before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { blankNumberCode } from './document-symbol.js';

const NUMBER = /(?:[.…_]{1,60}\s?){0,3}\/\s?(?=[A-ZĐ])/uy;
const DATE =
  /(?:[.…_]{1,20}\s?|(?=\/))\/\s?(?:(\d{1,2})|[.…_]{1,20}|(?=\s?\/))\s?\/\s?(\d{4})(?!\d)/y;

const symbolReading = (scan: Scan, at: number): Reading | undefined => {
  if (!/(?:^|[^\p{L}])số\s*:?\s*$/u.test(before(scan, at, 12))) return undefined;
  const match = matchAt(NUMBER, scan.text, at);
  return match === undefined ? undefined : blankNumberCode(scan, at, at + match[0].length);
};

const dateReading = (scan: Scan, at: number): Reading | undefined => {
  if (!/(?:ngày|hạn)\s*$/.test(before(scan, at, 8))) return undefined;
  const match = matchAt(DATE, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, month, year = ''] = match;
  const named = month === undefined ? '' : ` ${monthInWords(month, scan.style)}`;
  return {
    end: at + whole.length,
    spoken: `, tháng${named}, năm ${cardinalInWords(year, scan.style)}`,
  };
};

export const blank: Rule = {
  name: 'blank',
  starts: ['mark'],
  read: (scan, at) => symbolReading(scan, at) ?? dateReading(scan, at),
};
