/**
 * Problem — lời báo khi không làm được.
 *
 * What happened and what to do next, in the language of the page; figures of the server behind it
 * in small. Never a bare code.
 */
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';
import { problemText } from './problem-text.js';

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
