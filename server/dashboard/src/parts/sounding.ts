/**
 * Sounding — phát một tiếng ngắn.
 *
 * Plays bytes that are in memory (one sentence, a fresh recording) without an address for them: the
 * page's policy stays strict. One sound at a time on the whole page, the player's included.
 */
import { useSyncExternalStore } from 'react';
import { silence, yields } from './listening.js';

export type Sounding = {
  readonly state: 'idle' | 'loading' | 'playing';
  readonly error: unknown;
};

const IDLE: Sounding = { state: 'idle', error: null };

let context: AudioContext | null = null;
let source: AudioBufferSourceNode | null = null;
let key = '';
let now: Sounding = IDLE;
const listeners = new Set<() => void>();

function publish(next: Sounding): void {
  now = next;
  for (const listener of listeners) listener();
}

/** Stops whatever sounds from here. */
export function hush(): void {
  key = '';
  const last = source;
  source = null;
  last?.stop();
  publish(IDLE);
}

yields.add(hush);

/**
 * Fetches and plays; pressed again while it sounds, it stops. A refusal is kept in `error` for the
 * place where the button is.
 */
export async function sound(name: string, bytes: () => Promise<ArrayBuffer>): Promise<void> {
  const again = key === name && now.state !== 'idle';
  hush();
  if (again) return;
  silence();
  key = name;
  publish({ state: 'loading', error: null });
  try {
    context ??= new AudioContext();
    await context.resume();
    const heard = await context.decodeAudioData(await bytes());
    if (key === name) play(context, heard, name);
  } catch (error) {
    if (key === name) publish({ state: 'idle', error });
  }
}

function play(into: AudioContext, heard: AudioBuffer, name: string): void {
  const made = into.createBufferSource();
  made.buffer = heard;
  made.connect(into.destination);
  made.addEventListener('ended', () => {
    if (source === made && key === name) hush();
  });
  source = made;
  made.start();
  publish({ state: 'playing', error: null });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSounding = (name: string): Sounding =>
  useSyncExternalStore(subscribe, () => (key === name ? now : IDLE));
