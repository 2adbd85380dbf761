/**
 * Clock of the page — đồng hồ của trang.
 *
 * The server's time, not the laptop's: an office clock that is ten minutes wrong would show airings
 * at the wrong moment. The only file that asks the browser what time it is.
 */
import { type Instant, instant } from '@loaso/shared/time';
import { useSyncExternalStore } from 'react';

/** A difference below this is travel time, not a wrong clock. */
const TOLERANCE_MS = 2000;

let offsetMs = 0;

/** @param serverMs what the server said its time is, UTC milliseconds, just now */
export function setServerTime(serverMs: number): void {
  const difference = serverMs - Date.now();
  offsetMs = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

/** Now, by the server's clock. */
export const now = (): Instant => instant(Date.now() + offsetMs);

const listeners = new Set<() => void>();
let second = 0;
let timer = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === 0) {
    timer = window.setInterval(() => {
      second = Math.floor(now() / 1000);
      for (const one of listeners) one();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = 0;
  };
}

/** Re-renders once per `stepMs`; the value is the current step's beginning. */
export function useNow(stepMs = 1000): Instant {
  const step = useSyncExternalStore(subscribe, () => {
    if (timer === 0) second = Math.floor(now() / 1000);
    return Math.floor((second * 1000) / stepMs);
  });
  return instant(step * stepMs);
}
