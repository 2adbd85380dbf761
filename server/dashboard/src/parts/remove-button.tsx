/**
 * Remove button — nút bỏ đi, có hỏi lại.
 *
 * A quiet button, the question with the effect, and the deed inside the question. What is removed
 * goes from the list by itself, and the focus to the heading above.
 */
import { Button } from '@mantine/core';
import { type JSX, type ReactNode, useState } from 'react';
import { Confirm } from './confirm.js';
import { useFocusHome } from './focus-home.js';
import { useDeed } from './use-deed.js';

/** Longer than a dialog takes to fade and to give the focus back. */
const SETTLED_MS = 300;

type Props = {
  readonly verb: string;
  /** The verb with the name of the thing, where several stand in a list. */
  readonly label?: string;
  readonly title: string;
  readonly run: () => Promise<unknown>;
  /** First words of the keys that are old afterwards. */
  readonly renews: readonly string[];
  readonly done: string;
  readonly after?: () => unknown;
  /** The effect, in words. */
  readonly children: ReactNode;
};

export function RemoveButton(props: Props): JSX.Element {
  const [asking, setAsking] = useState(false);
  const goHome = useFocusHome();
  const deed = useDeed({
    run: props.run,
    renews: props.renews,
    done: props.done,
    after: () => {
      setAsking(false);
      props.after?.();
    },
    // Painted by then, and the dialog has given the focus back to what is no longer there.
    renewed: () => setTimeout(goHome, SETTLED_MS),
  });
  const inList = props.label !== undefined;
  return (
    <>
      <Button
        variant="subtle"
        {...(inList ? { size: 'sm', 'aria-label': props.label } : { className: 'danger-text' })}
        onClick={() => setAsking(true)}
      >
        {props.verb}
      </Button>
      <Confirm
        danger
        opened={asking}
        title={props.title}
        verb={props.verb}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {props.children}
      </Confirm>
    </>
  );
}
