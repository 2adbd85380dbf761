/**
 * Confirmation — hỏi lại trước việc khó lùi.
 *
 * Names the effect before the deed; the safe way out comes first. The deed runs inside the dialog,
 * so that a refusal is read where it was asked for.
 */
import { Button, Modal } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { useWords } from '../i18n/use-words.js';
import { ProblemNotice } from './problem.js';
import { useEscape } from './use-escape.js';

type Props = {
  readonly opened: boolean;
  readonly title: string;
  readonly verb: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly error?: unknown;
  readonly blocked?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function Confirm(props: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog opened={props.opened} title={props.title} onClose={props.onClose}>
      <div className="stack">
        {props.children}
        <ProblemNotice error={props.error} />
        <div className="row row-end">
          <Button variant="default" onClick={props.onClose}>
            {t('shell.app.cancel')}
          </Button>
          <Button
            {...(props.danger === true ? { color: 'red.8' } : {})}
            loading={props.busy}
            disabled={props.blocked === true}
            onClick={props.onConfirm}
          >
            {props.verb}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

type DialogProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Mantine's dialog without its scroll lock, which would inject a style; ours is a CSS rule. */
export function Dialog({ opened, title, onClose, children }: DialogProps): JSX.Element {
  const { t } = useWords();
  useEscape(opened, onClose);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnEscape={false}
      title={title}
      centered
      lockScroll={false}
      radius="lg"
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('shell.app.close') }}
    >
      {children}
    </Modal>
  );
}
