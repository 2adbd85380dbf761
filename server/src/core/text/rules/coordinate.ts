/** Coordinates — tọa độ.
 *
 * Reads where a storm or a ship is: 14,5°N, 13°30'N, 112,3E beside a latitude, as degrees, minutes and
 * "vĩ bắc" / "kinh đông". It computes nothing and draws no map.
 */
import { cardinalInWords, writtenNumberInWords } from '../numbers.js';
import { after, before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const WITH_SIGN =
  /(\d{1,3}(?:[.,]\d{1,4})?)\s?[°º˚]\s?(?:(\d{1,2})\s?['’′]\s?(?:(\d{1,2})\s?(?:["”″]|['’′]{2})\s?)?)?([NSEWBĐ])(?![\p{L}\d])/uy;
const BARE = /(\d{1,3}[.,]\d{1,4})\s?([NEBĐ])(?![\p{L}\d])/uy;
const BARE_PAIR = /^\s?[;,–-]\s?\d{1,3}[.,]\d{1,4}\s?[eđ](?!\p{L})/u;
const BARE_LEAD = /\d[nb]\s?[;,–-]\s?$/;

const SIDES: Readonly<Record<string, string>> = {
  N: 'vĩ bắc',
  B: 'vĩ bắc',
  S: 'vĩ nam',
  E: 'kinh đông',
  Đ: 'kinh đông',
  W: 'kinh tây',
};

const degrees = (written: string, scan: Scan): string =>
  `${writtenNumberInWords(written.replace('.', ','), scan.style)} độ`;

const read = (scan: Scan, at: number): Reading | undefined => {
  const signed = matchAt(WITH_SIGN, scan.text, at);
  if (signed !== undefined) {
    const [whole, number = '', minute, second, side = ''] = signed;
    const words = [degrees(number, scan)];
    if (minute !== undefined) words.push(`${cardinalInWords(minute, scan.style)} phút`);
    if (second !== undefined) words.push(`${cardinalInWords(second, scan.style)} giây`);
    return { end: at + whole.length, spoken: [...words, SIDES[side] ?? ''].join(' ') };
  }
  const bare = matchAt(BARE, scan.text, at);
  if (bare === undefined) return undefined;
  const end = at + bare[0].length;
  const paired = BARE_PAIR.test(after(scan, end, 14)) || BARE_LEAD.test(before(scan, at, 6));
  if (!paired) return undefined;
  return { end, spoken: `${degrees(bare[1] ?? '', scan)} ${SIDES[bare[2] ?? ''] ?? ''}` };
};

export const coordinate: Rule = { name: 'coordinate', starts: ['digit'], read };
