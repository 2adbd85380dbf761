/** Technical standards — quy chuẩn, tiêu chuẩn kỹ thuật.
 *
 * Reads the code after TCVN, QCVN, ISO …: number, part, year, issuer ("QCVN 08-MT:2015/BTNMT" is said
 * "… tám mờ tê năm hai nghìn không trăm mười lăm của bộ …"). It does not know what a standard demands.
 */
import { spell } from '../letters.js';
import { cardinalInWords } from '../numbers.js';
import { before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { issuerInWords } from '../tables/issuers.js';

const STANDARD_BEFORE =
  /(?:^|[^\p{L}])(?:tcvn|qcvn|qcđp|tcđp|tccs|tcxdvn|tcxd|tcn|iso|iec)\s*:?\s*$/u;
const CODE =
  /(\d{1,6})((?:-(?:\d{1,3}|[A-ZĐ]{1,3})){0,3})(?:\s?[:]\s?((?:19|20)\d{2}))?(?:\s?\/\s?([A-ZĐ][A-Z&Đ]{1,11}))?(?![\p{L}\d])/uy;

const partInWords = (part: string, scan: Scan): string =>
  /^\d/.test(part) ? `phần ${cardinalInWords(part, scan.style)}` : spell(part);

const read = (scan: Scan, at: number): Reading | undefined => {
  if (!STANDARD_BEFORE.test(before(scan, at, 12))) return undefined;
  const match = matchAt(CODE, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, number = '', parts = '', year, issuer] = match;
  const words = [cardinalInWords(number, scan.style)];
  for (const part of parts.split('-').filter((each) => each !== ''))
    words.push(partInWords(part, scan));
  if (year !== undefined) words.push('năm', cardinalInWords(year, scan.style));
  if (issuer !== undefined) words.push(`của ${issuerInWords(issuer) ?? spell(issuer)}`);
  return { end: at + whole.length, spoken: words.join(' ') };
};

export const standard: Rule = { name: 'standard', starts: ['digit'], read };
