/**
 * Approve — nút duyệt.
 *
 * One tap for most. Who has set up one-time codes gives one with it, here as when warning; and whoever
 * is told on the first tap that one is wanted is asked for it then.
 */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { factorQuery } from '../../api/emergency.js';
import { ProblemError } from '../../api/reach.js';
import { useWords } from '../../i18n/use-words.js';
import { isWholeCode } from '../../parts/code-digits.js';
import { CodeField } from '../../parts/code-field.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = {
  readonly verb: string;
  /** Absent where none is wanted. */
  readonly run: (code?: string) => Promise<unknown>;
  readonly renews: readonly string[];
  readonly refused?: (error: Error) => void;
  /** Refusals that the page tells in its own way. */
  readonly toldElsewhere?: string;
};

const problemOf = (error: unknown): string | null =>
  error instanceof ProblemError ? (error.problem?.code ?? null) : null;

export function Approve({ verb, run, renews, refused, toldElsewhere }: Props): JSX.Element {
  const { t } = useWords();
  const client = useQueryClient();
  const factor = useQuery(factorQuery);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const approve = useDeed({
    run: () => run(asked ? code : undefined),
    renews,
    done: t('content.act.approved'),
    refused: (error) => {
      // A code is good once.
      setCode('');
      setTried(false);
      if (problemOf(error) === 'factor-required') {
        void client.invalidateQueries({ queryKey: factorQuery.queryKey });
      }
      refused?.(error);
    },
  });
  const problem = problemOf(approve.error);
  const asked = factor.data === 'active' || problem === 'factor-required';
  const short = asked && !isWholeCode(code);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!short) approve.mutate(undefined);
      }}
    >
      {asked ? (
        <CodeField
          label={t('content.act.code')}
          value={code}
          onChange={setCode}
          error={tried && short ? t('content.act.codeShort') : null}
        />
      ) : null}
      {problem !== null && problem === toldElsewhere ? null : (
        <ProblemNotice error={approve.error} />
      )}
      <Button
        type="submit"
        size="md"
        leftSection={<Icon name="check" />}
        loading={approve.isPending}
        data-testid="approve"
      >
        {verb}
      </Button>
    </form>
  );
}
