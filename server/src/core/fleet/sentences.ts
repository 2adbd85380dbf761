/**
 * Sentences — ghép câu nói bằng hai thứ tiếng.
 *
 * What every plain sentence of the fleet is made of: both languages side by side, figures as each
 * writes them, parts joined. Knows no fact.
 */
import type { Words } from './refusal-words.js';

export const say = (vi: string, en: string): Words => ({ vi, en });

const grouped = (n: number, mark: string): string => n.toString().replace(/\B(?=(\d{3})+$)/g, mark);

/** 1234 in Vietnamese: '1.234'. */
export const number = (n: number): string => grouped(n, '.');

/** 1234 boxes in English: '1,234 boxes'. */
export const some = (n: number, one: string, many: string): string =>
  `${grouped(n, ',')} ${n === 1 ? one : many}`;

/** The sentences that are there, as one. */
export function join(parts: readonly (Words | null)[]): Words {
  const said = parts.filter((part) => part !== null);
  return say(said.map(({ vi }) => vi).join(' '), said.map(({ en }) => en).join(' '));
}
