/**
 * Form in a dialog — biểu mẫu trong hộp thoại.
 *
 * Fields, the refusal where it is read, the safe way out before the deed: the same for everything that
 * is added or changed in a dialog.
 */
import { Button } from '@mantine/core';
import type { FormEvent, JSX, ReactNode } from 'react';
import { useWords } from '../i18n/use-words.js';
import { ProblemNotice } from './problem.js';

type Props = {
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly verb: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** What is typed cannot be sent yet. */
  readonly blocked?: boolean;
  readonly children: ReactNode;
};

export function DialogForm(props: Props): JSX.Element {
  const { t } = useWords();
  return (
    <form className="stack" onSubmit={props.onSubmit} noValidate>
      {props.children}
      <ProblemNotice error={props.error} />
      <div className="row row-end">
        <Button variant="default" onClick={props.onClose}>
          {t('shell.app.cancel')}
        </Button>
        <Button type="submit" loading={props.busy} disabled={props.blocked === true}>
          {props.verb}
        </Button>
      </div>
    </form>
  );
}
