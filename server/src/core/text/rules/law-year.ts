/** Year of a law — năm của luật.
 *
 * 'Luật Đất đai 2024' is said "luật đất đai năm hai nghìn…": the year after the name of a law, a code or
 * the constitution. A count ("tuyên truyền Luật Biên phòng cho 2000 người") is not its business.
 */
import { cardinalInWords } from '../numbers.js';
import { after, matchAt, type Reading, type Rule, type Scan } from '../reading.js';
import { COUNTED_OUT_OF } from '../tables/counted-nouns.js';

const YEAR = /(?:19|20)\d{2}(?![\p{L}\d%]|[.,/:]\d)/uy;
/** A name with a capital, of words and commas only, right up to the year. */
const LAW_BEFORE =
  /(?:^|[^\p{L}])(?:Bộ [Ll]uật|Luật|Pháp lệnh)(?: \p{Lu}\p{L}{0,6}(?:,? \p{L}{1,7}){0,14})?,? $|Hiến pháp $/u;
/** No name ends with these: a number of things follows, or the year has its word already. */
const NO_NAME_END =
  /(?:^|[^\p{L}])(?:cho|với|trên|hơn|gần|khoảng|đến|tới|được|có|trong|từ|đã|tại|là|ngày|năm|số|sư|cả|tổng|đạt|còn|hết|các|những|mỗi|kỳ|khóa),? $/u;
const COUNT_AFTER = new RegExp(
  `^ (?:${COUNTED_OUT_OF}|đồng|lượt|bản|cuốn|tờ|quyển)(?!\\p{L})`,
  'u',
);

const read = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(YEAR, scan.text, at);
  if (match === undefined) return undefined;
  const past = scan.text.slice(Math.max(0, at - 110), at);
  if (!LAW_BEFORE.test(past) || NO_NAME_END.test(past.toLowerCase())) return undefined;
  const end = at + match[0].length;
  if (COUNT_AFTER.test(after(scan, end, 24))) return undefined;
  return { end, spoken: `năm ${cardinalInWords(match[0], scan.style)}` };
};

export const lawYear: Rule = { name: 'date-part', starts: ['digit'], read };
