/**
 * Home of the focus — nơi con trỏ bàn phím trở về.
 *
 * What is removed takes its own button along; without a place to go the focus falls to the page, and
 * a keyboard or a screen reader starts again from the top. The heading of the part around it takes it.
 */
import { createContext, type RefObject, useContext } from 'react';

export const FocusHome = createContext<RefObject<HTMLElement | null> | null>(null);

/** To be called when what was removed is gone: leaves a focus that is somewhere alone. */
export function useFocusHome(): () => void {
  const home = useContext(FocusHome);
  return () => {
    const at = document.activeElement;
    if (at === null || at === document.body) home?.current?.focus({ preventScroll: true });
  };
}
