/** List heads — đầu mục, gạch đầu dòng.
 *
 * What stands at the head of a line and numbers or marks it: "II.", "1.", "2.1.", "a)", "(i)", "-", "+",
 * "•". Numbers and letters are said, marks are silent. It does not build the tree of the document.
 */
import { letterName } from '../letters.js';
import { cardinalInWords, romanValue } from '../numbers.js';
import { matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const BULLET =
  /[ \t]*(?:[-–—•●○◦▪■□◆♦✓✔➢➤►⮚★☆*+·∙❖][-–—+*]?\s{0,3}(?=[^\s\d-])|[-–—•●*+]\s{1,3}(?=\d)|[oØüvq§]\s{1,4}(?=\p{Lu}))/uy;
const ROMAN_HEAD = /([IVXL]{1,6})\s?[.)/]\s{0,3}(?=[\p{Lu}“"(])/uy;
/** 'I.1. Yêu cầu': a part and its section. */
const ROMAN_DOTTED_HEAD = /([IVX]{1,5})((?:\.\d{1,2}){1,3})\.?\s{1,3}(?=[\p{Lu}“"(])/uy;
const DOTTED_HEAD = /(\d{1,2}(?:\.\d{1,2}){1,4})\.?\)?\s{1,3}(?=[\p{Lu}“"(])/uy;
const NUMBER_HEAD =
  /(\d{1,3})(?!\s?\/\s?[A-ZĐ][A-Za-zĐ]{0,7}\s?[-–]\s?[A-ZĐ])\s?[.)/](?:\s{1,3}|(?=\p{Lu}))(?=\D)/uy;
const BRACKET_HEAD = /\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s{0,3}/y;
const LETTER_HEAD = /([a-zđA-ZĐ]\d?)\s?[.)]\s{1,3}(?=\S)|([a-zđ]\d?)\)(?=\S)/uy;

/** Only spaces may stand between the line's begin and its head; the look back is bounded. */
const lineStart = (scan: Scan, at: number): boolean => {
  const past = scan.text.slice(Math.max(0, at - 9), at);
  const bare = past.replace(/[ \t]+$/, '');
  return bare === '' ? at < 9 : bare.endsWith('\n');
};

/** `roman`: a bracketed (i), (v), (x) belongs to a row (i), (ii), (iii). */
const named = (head: string, scan: Scan, roman: boolean): string => {
  if (/^\d/.test(head))
    return head
      .split('.')
      .map((n) => cardinalInWords(n, scan.style))
      .join(' chấm ');
  if (/^[ivx]+$/.test(head) && (head.length > 1 || roman))
    return cardinalInWords(String(romanValue(head.toUpperCase()) ?? 0), scan.style);
  return [...head].map(letterName).join(' ');
};

const romanHead = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(ROMAN_HEAD, scan.text, at) ?? matchAt(ROMAN_DOTTED_HEAD, scan.text, at);
  const value = romanValue(match?.[1] ?? '');
  if (match === undefined || value === undefined) return undefined;
  const head = named(`${value}${match[2] ?? ''}`, scan, false);
  return { end: at + match[0].length, spoken: `${head}.` };
};

/** 'P. Trần Phú', 'X. Phước An': a place after its kind, not a heading. */
const PLACE =
  /[PQXHT]\.\s?(?:Giám|Chủ|Trưởng|Bí|Hiệu|\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+|\p{Lu}\p{Ll}+$|\d)/uy;

const read = (scan: Scan, at: number): Reading | undefined => {
  if (!lineStart(scan, at) || matchAt(PLACE, scan.text, at) !== undefined) return undefined;
  const bullet = matchAt(BULLET, scan.text, at);
  if (bullet !== undefined && bullet[0] !== '') return { end: at + bullet[0].length, spoken: '' };
  const numbered = romanHead(scan, at);
  if (numbered !== undefined) return numbered;
  for (const shape of [DOTTED_HEAD, NUMBER_HEAD, BRACKET_HEAD, LETTER_HEAD]) {
    const match = matchAt(shape, scan.text, at);
    if (match === undefined) continue;
    const head = named(match[1] ?? match[2] ?? '', scan, shape === BRACKET_HEAD);
    return { end: at + match[0].length, spoken: `${head}.` };
  }
  return undefined;
};

export const listHead: Rule = {
  name: 'list-head',
  starts: ['digit', 'upper', 'lower', 'mark'],
  read,
};
