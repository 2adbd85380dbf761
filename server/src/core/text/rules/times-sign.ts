/** Sign of multiplication — dấu nhân.
 *
 * The x of "2x3 m", "12 m x 5 m", "3 × 4 cm": one place for the glued and the spaced letter and for the
 * sign itself. An x that stands between no two numbers is a letter and left to others.
 */
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const SIGN = /[xX×*]\s?(?=\d|(?:dài|rộng|cao|sâu|dày)\s)/uy;
const NUMBER_BEFORE = /\d\s?(?:mm|cm|dm|km|m)?\s?$/;
/** '3 suất x 2.000.000 đồng': words stand between the number and a sign that is set apart. */
const COUNT_BEFORE = /\d[^;:.\n]{1,26}\s$/;
const SET_APART = /^[x×]\s\d/;
const CLAUSE_BEFORE = /(?:điều|khoản|điểm|mục|tiết)\s+(?:\d{1,3})?$/;

const read = (scan: Scan, at: number): Reading | undefined => {
  const past = before(scan, at, 30);
  const counted = COUNT_BEFORE.test(past) && SET_APART.test(after(scan, at, 3));
  if (!(counted || NUMBER_BEFORE.test(past)) || CLAUSE_BEFORE.test(past)) return undefined;
  const match = matchAt(SIGN, scan.text, at);
  return match === undefined ? undefined : { end: at + match[0].length, spoken: 'nhân' };
};

export const timesSign: Rule = { name: 'times', starts: ['lower', 'upper', 'mark'], read };

/** True when the letter at a place is the sign, so that a number does not take it for its suffix. */
export const isTimesSign = (scan: Scan, at: number): boolean =>
  /^[x]\s?\d/.test(after(scan, at, 3)) && read(scan, at) !== undefined;
