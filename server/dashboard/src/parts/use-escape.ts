/**
 * Escape — phím thoát của hộp thoại.
 *
 * One press closes one dialog, the one opened last. Mantine's own listeners know nothing of each
 * other: a question over a large photo would close both and lose what was typed.
 */
import { useEffect, useRef } from 'react';

type Open = { readonly close: () => void };

/** Of all dialogs on the page, in the order in which they were opened. */
const open: Open[] = [];

/** A list or a menu inside a dialog that closes itself first says so on its element. */
const closesItself = (target: EventTarget | null): boolean =>
  target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true';

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || closesItself(event.target)) return;
  open.at(-1)?.close();
}

/** Calls `onClose` when Escape is pressed and nothing was opened since. */
export function useEscape(opened: boolean, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!opened) return undefined;
    const one: Open = { close: () => close.current() };
    if (open.length === 0) window.addEventListener('keydown', onKey, { capture: true });
    open.push(one);
    return () => {
      open.splice(open.indexOf(one), 1);
      if (open.length === 0) window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [opened]);
}
