/**
 * Problem in words — lời của một lần không làm được.
 *
 * What happened and what to do next, for whatever was thrown.
 */
import { ProblemError } from '../api/reach.js';
import type { Translate } from '../i18n/format.js';
import type { Both } from '../i18n/use-language.js';

export type ProblemText = {
  readonly title: string;
  readonly next: string;
  readonly detail?: string;
};

/** The two sentences for any thrown thing. */
export function problemText(
  error: unknown,
  t: Translate,
  pick: (sentence: Both) => string,
): ProblemText {
  if (!(error instanceof ProblemError)) {
    return { title: t('words.problem.crash'), next: t('words.problem.crashNext') };
  }
  if (error.problem !== null) {
    const { title, next, detail } = error.problem;
    const words = { title: pick(title), next: pick(next) };
    return detail === undefined || detail === '' ? words : { ...words, detail };
  }
  const fault = error.fault ?? 'unreadable';
  return { title: t(`words.problem.${fault}`), next: t(`words.problem.${fault}Next`) };
}
