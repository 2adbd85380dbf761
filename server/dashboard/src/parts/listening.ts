/**
 * Listening — trạng thái nghe.
 *
 * The page's one audio element and who is listening to what. Components only ask and press.
 */
import { useSyncExternalStore } from 'react';

export type Heard = {
  readonly current: boolean;
  readonly playing: boolean;
  readonly positionMs: number;
  readonly failed: boolean;
};

const SILENT: Heard = { current: false, playing: false, positionMs: 0, failed: false };

/** Told when the player starts, so that anything else on the page falls silent. */
export const yields = new Set<() => void>();

let element: HTMLAudioElement | null = null;
let sounding = '';
let heard: Heard = SILENT;
const listeners = new Set<() => void>();

function publish(change: Partial<Heard>): void {
  heard = { ...heard, ...change };
  for (const listener of listeners) listener();
}

function audio(): HTMLAudioElement {
  if (element !== null) return element;
  const made = new Audio();
  made.preload = 'none';
  made.addEventListener('play', () => {
    for (const fall of yields) fall();
    publish({ playing: true, failed: false });
  });
  made.addEventListener('pause', () => publish({ playing: false }));
  made.addEventListener('ended', () => publish({ playing: false, positionMs: 0 }));
  made.addEventListener('timeupdate', () => publish({ positionMs: made.currentTime * 1000 }));
  made.addEventListener('error', () => publish({ playing: false, failed: true }));
  element = made;
  return made;
}

function choose(sha256: string): HTMLAudioElement {
  const made = audio();
  if (sounding !== sha256 || heard.failed) {
    sounding = sha256;
    made.src = `/audio/${sha256}`;
    publish({ ...SILENT, current: true });
  }
  return made;
}

/** A refused play shows as `failed`; pausing while it loads is no fault. */
async function start(made: HTMLAudioElement): Promise<void> {
  try {
    await made.play();
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'AbortError')) publish({ failed: true });
  }
}

export function toggle(sha256: string): void {
  const made = choose(sha256);
  if (made.paused) void start(made);
  else made.pause();
}

export function seek(sha256: string, ms: number): void {
  const made = choose(sha256);
  made.currentTime = ms / 1000;
  publish({ positionMs: ms });
}

export function silence(): void {
  element?.pause();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useListening(sha256: string): Heard {
  return useSyncExternalStore(subscribe, () => (sounding === sha256 ? heard : SILENT));
}
