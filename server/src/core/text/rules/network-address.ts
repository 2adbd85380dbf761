/** Network addresses — địa chỉ mạng máy tính.
 *
 * 192.168.1.10 is said number by number with "chấm" between, never as thousands. Four numbers that
 * could be a section of a document or a sum of money need a word before them that names a network.
 */
import { cardinalInWords } from '../numbers.js';
import { before, matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const ADDRESS =
  /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:([:/])(\d{1,5}))?(?![\p{L}\d]|[.,/]\d)/uy;
const NAMED_BEFORE =
  /(?:^|[^\p{L}])(?:ip|ipv4|địa chỉ|máy chủ|máy trạm|máy tính|server|mạng|gateway|dns|cổng|dải|thiết bị|camera)(?:\s\p{L}{1,6}){0,3}\s*:?\s*$/u;

const SIGNS: Readonly<Record<string, string>> = { ':': 'cổng', '/': 'gạch chéo' };

const read = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(ADDRESS, scan.text, at);
  if (match === undefined) return undefined;
  const [whole, ...rest] = match;
  const numbers = rest.slice(0, 4).map((number) => number ?? '');
  if (numbers.some((number) => Number(number) > 255 || /^0\d/.test(number))) return undefined;
  const money = numbers.slice(1).every((number) => number.length === 3);
  const large = numbers.some((number) => Number(number) > 99);
  if (!NAMED_BEFORE.test(before(scan, at, 40)) && (money || !large)) return undefined;
  const [sign = '', port = ''] = rest.slice(4).map((part) => part ?? '');
  const words = numbers.map((number) => cardinalInWords(number, scan.style)).join(' chấm ');
  const tail = port === '' ? '' : ` ${SIGNS[sign] ?? ''} ${cardinalInWords(port, scan.style)}`;
  return { end: at + whole.length, spoken: `${words}${tail}` };
};

export const networkAddress: Rule = { name: 'web', starts: ['digit'], read };
