/**
 * Problem — lời báo khi không làm được.
 *
 * What happened and what to do next, in the language of the page; figures of the server behind it
 * in small. Never a bare code.
 */
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { ProblemError } from '../api/client.js';
import type { Translate } from '../i18n/format.js';
import { type Both, useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';

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

type Props = { readonly error: unknown; readonly onRetry?: (() => unknown) | undefined };

export function ProblemNotice({ error, onRetry }: Props): JSX.Element | null {
  const { t, pick } = useWords();
  if (error === null || error === undefined) return null;
  const { title, next, detail } = problemText(error, t, pick);
  return (
    <Notice tone="bad" title={title} testId="problem">
      <p>{next}</p>
      {detail === undefined ? null : <p className="small muted">{detail}</p>}
      {onRetry === undefined ? null : (
        <Button variant="default" size="sm" onClick={() => void onRetry()}>
          {t('shell.app.retry')}
        </Button>
      )}
    </Notice>
  );
}
