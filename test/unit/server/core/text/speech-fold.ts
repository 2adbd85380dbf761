/**
 * Scoring fold — phép so khớp lời đọc.
 *
 * Two spoken texts are the same when their folds are equal: case, punctuation, hyphens, tone
 * placement, i/y after h k l m s t and in "quy" do not count.
 */
import { readFileSync } from 'node:fs';

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

const foldSyllable = (syllable: string): string => {
  const parts = syllable.normalize('NFD');
  const tone = parts.match(TONES)?.join('') ?? '';
  const base = parts.replace(TONES, '').normalize('NFC');
  const plain = base === 'quy' ? 'qui' : base.replace(/^([hklmst])y$/, '$1i');
  return plain + tone;
};

export const fold = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
    .map(foldSyllable)
    .join(' ');

export const accepts = (spoken: string, readings: readonly string[]): boolean => {
  if (/\p{Nd}/u.test(spoken)) return false;
  const said = fold(spoken);
  return readings.some((reading) => (reading === '∅' ? said === '' : fold(reading) === said));
};

export interface SpeechCase {
  readonly category: string;
  readonly written: string;
  readonly readings: readonly string[];
}

export const readCases = (file: URL): SpeechCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [category = '', written = '', readings = ''] = line.split('\t');
      return { category, written, readings: readings.split(' | ') };
    });
