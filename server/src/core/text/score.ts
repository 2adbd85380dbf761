/**
 * Reading score — chấm điểm lời đọc.
 *
 * Holds what was spoken against the readings that a person accepts. Two spoken texts are the same
 * when their folds are equal: case, punctuation, hyphens, tone placement, i/y after h k l m s t and
 * in "quy" do not count. Source: project notes on speech, "Scoring fold". Knows no files.
 */
import { err, ok, type Result } from '@loaso/shared/result';

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

const foldSyllable = (syllable: string): string => {
  const parts = syllable.normalize('NFD');
  const tone = parts.match(TONES)?.join('') ?? '';
  const base = parts.replace(TONES, '').normalize('NFC');
  const plain = base === 'quy' ? 'qui' : base.replace(/^([hklmst])y$/, '$1i');
  return plain + tone;
};

/** Spoken text as it is compared: lower case, words only, the tone of a syllable at its end. */
export const fold = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
    .map(foldSyllable)
    .join(' ');

/** True when `spoken` is one of `readings` ("∅": nothing is spoken); a digit left over never is. */
export const accepts = (spoken: string, readings: readonly string[]): boolean => {
  if (/\p{Nd}/u.test(spoken)) return false;
  const said = fold(spoken);
  return readings.some((reading) => (reading === '∅' ? said === '' : fold(reading) === said));
};

export type ReadingCase = {
  readonly category: string;
  readonly written: string;
  readonly readings: readonly string[];
};

/** Lines (from 1) that are no case. */
export type CasesFault = { readonly code: 'no-cases' | 'not-a-case'; readonly line: number };

/**
 * Cases of a text of lines `category<TAB>written<TAB>reading | reading`; empty lines are left out.
 * Refuses a text without any, and names the first line that lacks a column.
 */
export function casesOf(text: string): Result<ReadingCase[], CasesFault> {
  const cases: ReadingCase[] = [];
  for (const [place, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [category = '', written, readings, ...more] = line.split('\t');
    if (written === undefined || readings === undefined || more.length > 0) {
      return err({ code: 'not-a-case', line: place + 1 });
    }
    cases.push({ category, written, readings: readings.split(' | ') });
  }
  return cases.length > 0 ? ok(cases) : err({ code: 'no-cases', line: 1 });
}

export type CategoryScore = { category: string; passed: number; total: number };
export type ReadingScore = {
  readonly categories: readonly CategoryScore[];
  readonly failed: readonly (ReadingCase & { readonly spoken: string })[];
};

/** Reads every case with `speak` and counts by category, in the order of first appearance. */
export function scoreOf(
  cases: readonly ReadingCase[],
  speak: (written: string) => string,
): ReadingScore {
  const categories = new Map<string, CategoryScore>();
  const failed: (ReadingCase & { spoken: string })[] = [];
  for (const each of cases) {
    const { category } = each;
    const score = categories.get(category) ?? { category, passed: 0, total: 0 };
    categories.set(category, score);
    const spoken = speak(each.written);
    score.total += 1;
    if (accepts(spoken, each.readings)) score.passed += 1;
    else failed.push({ ...each, spoken });
  }
  return { categories: [...categories.values()], failed };
}
