/**
 * Approve — nút duyệt.
 *
 * One tap for most; with a one-time code for who has set them up.
 */
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { problemOf, useApprovalCode } from '../../parts/approval-code.js';
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

export function Approve({ verb, run, renews, refused, toldElsewhere }: Props): JSX.Element {
  const { t } = useWords();
  const asked = useApprovalCode();
  const approve = useDeed({
    run: () => run(asked.code),
    renews,
    done: t('content.act.approved'),
    refused: (error) => {
      asked.refused(error);
      refused?.(error);
    },
  });
  const problem = problemOf(approve.error);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (asked.ready()) approve.mutate(undefined);
      }}
    >
      {asked.field}
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
