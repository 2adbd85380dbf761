/** Sentences — tách câu dễ nghe.
 *
 * Cuts a paragraph into pieces a listener can follow: at sentence ends, then at semicolons, then at
 * commas when a piece is still too long. Pieces are substrings in order; nothing is lost or changed.
 */
import { DOTTED_ABBREVIATIONS } from '../text/tables/abbreviations.js';

export interface Piece {
  readonly text: string;
  /** What ends the piece: a full sentence, a clause of one, or a breath inside a long one. */
  readonly end: 'sentence' | 'clause' | 'breath';
}

/** Characters beyond which a piece is hard to follow by ear (about 45 syllables). */
const LONGEST = 230;
const SHORTEST = 40;

const SENTENCE_END = /[.!?…]+[”"')]*(?=\s+[“"'(]?[\p{Lu}\d\-–+])/gu;
const HEAD_ONLY =
  /^(?:(?:điều|khoản|điểm|mục|chương|phần)?\s*[\dIVXLC]{1,5}(?:\.\d{1,2})*[a-zđ]?|[a-zđ])[.)]$/iu;

const isRealEnd = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 16), at);
  const word = /[\p{L}/.]+$/u.exec(before)?.[0] ?? '';
  if (DOTTED_ABBREVIATIONS.has(word.replace(/\.$/, '')) || /^\p{Lu}$/u.test(word)) return false;
  return !HEAD_ONLY.test(`${text.slice(0, at)}.`.trim());
};

const cutAt = (text: string, places: readonly number[]): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const place of places) {
    parts.push(text.slice(from, place).trim());
    from = place;
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
};

const bySentence = (text: string): string[] => {
  const places: number[] = [];
  for (const match of text.matchAll(SENTENCE_END)) {
    if (isRealEnd(text, match.index)) places.push(match.index + match[0].length);
  }
  return cutAt(text, places);
};

/** Depth-0 places just after a sign, so that brackets stay whole. */
const placesAfter = (text: string, sign: RegExp): number[] => {
  const places: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const ch = text[i];
    if (ch === '(') depth += 1;
    else if (ch === ')') depth = Math.max(0, depth - 1);
    else if (ch !== undefined && sign.test(ch) && depth === 0 && text[i + 1] === ' ')
      places.push(i + 1);
  }
  return places;
};

/** A cut inside an enumeration of short members is heard as a mistake: it counts as this much farther. */
const SHORT_MEMBER = 24;
const PENALTY = 45;

/** Commas inside set phrases ("phổ biến, giáo dục"): never a place to breathe. */
const SET_PHRASE =
  /(?:^|[^\p{L}])(?:phổ biến|phòng|an ninh|lao động|văn hóa|trật tự|cán bộ|công chức|sở|các sở|ban|thể dục|sản xuất|tiết kiệm|chữa cháy|thương binh|tổ chức|cơ quan|khoa học|kinh tế|xây dựng)[,;]$/iu;

interface Places {
  readonly text: string;
  readonly at: readonly number[];
}

const cost = ({ text, at }: Places, index: number, target: number): number => {
  const place = at[index] ?? 0;
  const before = place - (at[index - 1] ?? 0);
  const after = (at[index + 1] ?? text.length) - place;
  const edge = Math.min(place, text.length - place) < SHORTEST ? 10 * PENALTY : 0;
  const inside = SET_PHRASE.test(text.slice(Math.max(0, place - 16), place)) ? 2 * PENALTY : 0;
  const strong = text[place - 1] === ';' ? -PENALTY : 0;
  const member = Math.min(before, after) < SHORT_MEMBER ? PENALTY : 0;
  return Math.abs(place - target) + member + edge + inside + strong;
};

/** First index whose place is not before `at`; places rise. */
const firstFrom = (places: readonly number[], at: number): number => {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The place that sounds best near `target`; only a window around it is looked at. */
const nearest = (places: Places, target: number): number | undefined => {
  let best: { place: number; cost: number } | undefined;
  for (let index = firstFrom(places.at, target - LONGEST); index < places.at.length; index += 1) {
    const place = places.at[index] ?? 0;
    if (place > target + LONGEST) break;
    const value = cost(places, index, target);
    if (best === undefined || value < best.cost) best = { place, cost: value };
  }
  return best !== undefined && best.cost < 9 * PENALTY ? best.place : undefined;
};

/** Cuts a text into about equal pieces no longer than allowed, at the places given. */
const packed = (text: string, places: readonly number[]): string[] => {
  const count = Math.ceil(text.length / LONGEST);
  const chosen = new Set<number>();
  for (let i = 1; i < count; i += 1) {
    const place = nearest({ text, at: places }, (text.length * i) / count);
    if (place !== undefined) chosen.add(place);
  }
  return cutAt(
    text,
    [...chosen].sort((a, b) => a - b),
  );
};

const breaths = (text: string): string[] =>
  text.length <= LONGEST ? [text] : packed(text, placesAfter(text, /[,;]/));

const clauses = (sentence: string): Piece[] => {
  const parts =
    sentence.length <= LONGEST ? [sentence] : packed(sentence, placesAfter(sentence, /;/));
  return parts.flatMap((part, index) => {
    const last = index === parts.length - 1 ? 'sentence' : 'clause';
    const small = breaths(part);
    return small.map((text, i): Piece => ({ text, end: i === small.length - 1 ? last : 'breath' }));
  });
};

/** A paragraph → pieces to be said one after another. */
export const splitSentences = (paragraph: string): Piece[] =>
  bySentence(paragraph).flatMap(clauses);
