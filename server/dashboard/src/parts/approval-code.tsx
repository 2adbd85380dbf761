/**
 * Code of an approval — mã 6 số khi duyệt.
 *
 * Nothing for most. Who has set up one-time codes gives one with an approval, here as when warning; and
 * whoever is told on the first tap that one is wanted is asked for it then.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { factorQuery } from '../api/emergency.js';
import { ProblemError } from '../api/reach.js';
import { useWords } from '../i18n/use-words.js';
import { isWholeCode } from './code-digits.js';
import { CodeField } from './code-field.js';

type ApprovalCode = {
  /** Null where none is wanted. */
  readonly field: JSX.Element | null;
  /** What is sent with the approval. */
  readonly code: string | undefined;
  /** False, and said at the field, while digits are missing. */
  ready(): boolean;
  /** The approval was refused: a code is good once. */
  refused(error: Error): void;
  clear(): void;
};

export const problemOf = (error: unknown): string | null =>
  error instanceof ProblemError ? (error.problem?.code ?? null) : null;

export function useApprovalCode(): ApprovalCode {
  const { t } = useWords();
  const client = useQueryClient();
  const factor = useQuery(factorQuery);
  const [digits, setDigits] = useState('');
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState(false);
  const asked = wanted || factor.data === 'active';
  const short = asked && !isWholeCode(digits);
  const field = (
    <CodeField
      label={t('shell.app.code')}
      value={digits}
      onChange={setDigits}
      error={tried && short ? t('shell.app.codeShort') : null}
    />
  );
  const clear = (): void => {
    setDigits('');
    setTried(false);
  };
  return {
    clear,
    field: asked ? field : null,
    code: asked ? digits : undefined,
    ready: () => {
      setTried(true);
      return !short;
    },
    refused: (error) => {
      clear();
      if (problemOf(error) !== 'factor-required') return;
      setWanted(true);
      void client.invalidateQueries({ queryKey: factorQuery.queryKey });
    },
  };
}
