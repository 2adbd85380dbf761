/**
 * Toast — báo ngắn khi xong việc.
 *
 * Says that a deed is done, politely, and goes away. Refusals are not said here: they stay on the
 * page, where they can be read.
 */
import { useSyncExternalStore } from 'react';

export type Said = { readonly id: number; readonly text: string };

const SHOWN_MS = 5000;
const SHOWN_MAX = 3;

let said: readonly Said[] = [];
let last = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

export function toast(text: string): void {
  last += 1;
  const id = last;
  publish([...said, { id, text }].slice(-SHOWN_MAX));
  window.setTimeout(() => publish(said.filter((one) => one.id !== id)), SHOWN_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSaid = (): readonly Said[] => useSyncExternalStore(subscribe, () => said);
