/** Repair — sửa lỗi ký tự.
 *
 * First pass over any text: NFC, invisible characters, look-alike letters, and letters damaged by
 * embedded fonts (định kǶ → định kỳ). A damaged letter is mended only when the whole word then is a
 * legal syllable, and every such repair is logged for the editor. It decides nothing about reading.
 */
import type { Repair } from '@loaso/shared/wire/script';
import { mendSpacing } from './repair-spacing.js';
import { isLegalSyllable } from './syllable.js';

export interface Repaired {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

const INVISIBLE =
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u0000-\u0008\u000E-\u001F\u007F]/g;
const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
/** A tab holds columns apart: it becomes a gap that `columns.ts` knows. */
const TAB = '      ';
const LINE_ENDS = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g;
/** Hyphens that look like any other (U+2011 in "2025‑2030"). */
const HYPHENS = /[\u2010\u2011\u2043\uFE58\uFE63]/g;
/** A tone mark that a space keeps from its letter. */
const STRAY_MARK = /(?<=\p{L}) ([\u0300-\u0303\u0306\u0309\u031B\u0323])/gu;
const COMPATIBLE =
  /[\uFB00-\uFB06\uFF01-\uFF5E\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u2460-\u2473\u2160-\u217F]/g;

/** Letters that damaged font maps put in place of the real ones (PDF text layers). */
const FONT_DAMAGE: Readonly<Record<string, string>> = {
  '\u01BF': 'ĩ',
  '\u01DC': 'ũ',
  '\u01F6': 'ỳ',
  '\u01A3': 'ư',
  '\u01A2': 'Ư',
  '\u01AD': 'ĩ',
  '\u01CA': 'ũ',
  '\u046D': 'ư',
  '\u046C': 'Ư',
  '\u046B': 'ơ',
  '\u046A': 'Ơ',
  '\u00FF': 'đ',
  '\u01CE': 'ă',
  '\u04D1': 'ă',
  '\u04D0': 'Ă',
};
/** U+04A4..U+04FD stand for U+1EA0..U+1EF9 in the best known damaged map ("QuyӃt ÿӏnh"). */
const SHIFTED_FROM = 0x04a4;
const SHIFTED_TO = 0x04fd;
const SHIFT = 0x1ea0 - 0x04a4;

const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВЕКМНОРСТХаеорсухі'].map((ch, i) => [ch, [...'ABEKMHOPCTXaeopcyxi'][i] ?? ch]),
);

const WORD = /[\p{L}\p{M}]+/gu;
const ODD_LETTER = /[\u00FF\u01A2\u01A3\u01AD\u01BF\u01CA\u01CE\u01DC\u01F6\u0400-\u04FF]/;
const DIGIT_LOOKALIKE =
  /(?<=\d)[Oo](?=\d|\b)|(?<=\d)[Il](?=\d)|(?<=\d)[Il](?=\/\d)|(?<=(?:tháng|ngày) \d)[lI](?!\p{L})|(?<=[\s/])[lI](?=\d[\d/])|(?<=(?:tháng|ngày|năm) )[lI](?=\d\b)/gu;

const mendLetter = (ch: string): string => {
  const mended = FONT_DAMAGE[ch] ?? CYRILLIC[ch];
  if (mended !== undefined) return mended;
  const code = ch.codePointAt(0) ?? 0;
  return code >= SHIFTED_FROM && code <= SHIFTED_TO ? String.fromCodePoint(code + SHIFT) : ch;
};

/** In one damaged font the same sign stands for ĩ and ự: what comes before "sƿ" tells which. */
const AFFAIRS_BEFORE = /(?:^|[^\p{L}])(?:quân|dân|hình|nhân|thời|lãnh|phi quân) $/iu;
const AFFAIRS = /^s\u01BF$/iu;

const mendWord = (word: string, past: string): string => {
  if (!ODD_LETTER.test(word)) return word;
  if (AFFAIRS.test(word) && AFFAIRS_BEFORE.test(past)) return `${word.charAt(0)}ự`;
  const mended = [...word].map(mendLetter).join('').normalize('NFC');
  return isLegalSyllable(mended.toLowerCase()) ? mended : word;
};

/** 'quý l/2026', 'Chương lll': small L for the numeral I. */
const ROMAN_LOOKALIKE =
  /(?<=(?:quý|chương|phần|mục|khóa|phụ lục|loại|hạng|vùng|thứ) )l{1,3}(?![\p{L}\p{M}\d])/giu;

const mendRoman = (text: string, repairs: Repair[]): string =>
  text.replace(ROMAN_LOOKALIKE, (from) => {
    const to = 'I'.repeat(from.length);
    repairs.push({ from, to, why: 'chữ l thay cho số La Mã I' });
    return to;
  });

const mendDigits = (text: string, repairs: Repair[]): string =>
  text.replace(DIGIT_LOOKALIKE, (ch) => {
    const to = ch.toLowerCase() === 'o' ? '0' : '1';
    repairs.push({ from: ch, to, why: 'chữ cái giữa dãy số, chắc là chữ số' });
    return to;
  });

/** 'khoản2' → 'khoản 2': a word only Vietnamese has, run into the number after it. */
const GLUED_NUMBER = /(?<![\p{L}\p{M}\d])\p{L}{2,7}(?=\d)/gu;

/** 'UBNDxã': capitals run into a word only Vietnamese has. */
const GLUED_CAPITALS = /(?<![\p{L}\p{M}\d])[A-ZĐ]{3,7}(?=(\p{Ll}{2,7})(?![\p{L}\p{M}]))/gu;

const partCapitals = (text: string, repairs: Repair[]): string =>
  text.replace(GLUED_CAPITALS, (letters, word: string) => {
    if (!/[^a-z]/.test(word) || !isLegalSyllable(word)) return letters;
    repairs.push({ from: letters, to: `${letters} `, why: 'thiếu dấu cách sau chữ viết tắt' });
    return `${letters} `;
  });

const mendGlued = (text: string, repairs: Repair[]): string =>
  partCapitals(text, repairs).replace(GLUED_NUMBER, (word) => {
    if (!/[^A-Za-z]/.test(word) || !isLegalSyllable(word.toLowerCase())) return word;
    repairs.push({ from: word, to: `${word} `, why: 'thiếu dấu cách trước số' });
    return `${word} `;
  });

const plain = (text: string): string =>
  text
    .replace(STRAY_MARK, '$1')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(HYPHENS, '-')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/g, TAB)
    .replace(SPACES, ' ')
    .replace(COMPATIBLE, (ch) => ch.normalize('NFKC'))
    .replace(/[\u00D0\u0189]/g, 'Đ')
    .replace(/[\u00F0\u0256]/g, 'đ')
    .normalize('NFC');

/** 'nghị định sô 15/2020/NĐ-CP': before a symbol of a document the word is "số". */
const NUMBER_WORD =
  /(?<=(?:^|[^\p{L}])[Ss])[ôồo](?= ?:? ?\d{1,6}\p{L}{0,2} ?\/ ?(?:(?:19|20)\d{2}(?!\d)|\p{Lu}))/gu;

const mendNumberWord = (text: string, repairs: Repair[]): string =>
  text.replace(NUMBER_WORD, (from) => {
    repairs.push({ from: `s${from}`, to: 'số', why: 'thiếu dấu trước số, ký hiệu văn bản' });
    return 'ố';
  });

/** Mends a text. Idempotent; never throws; the answer holds '\n' as its only line end. */
export const repairText = (written: string): Repaired => {
  const repairs: Repair[] = [];
  const cleaned = plain(written);
  const text = cleaned.replace(WORD, (word, at: number) => {
    const mended = mendWord(word, cleaned.slice(Math.max(0, at - 12), at));
    if (mended !== word) repairs.push({ from: word, to: mended, why: 'lỗi phông chữ nhúng' });
    return mended;
  });
  const spaced = mendSpacing(mendNumberWord(text, repairs), repairs);
  return { text: mendGlued(mendRoman(mendDigits(spaced, repairs), repairs), repairs), repairs };
};
