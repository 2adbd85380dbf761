/**
 * Lock of a run — khoá của lần chạy.
 *
 * A name that the kernel gives to one process and takes back when it dies, however it dies: whoever
 * looks at the same box beside it learns that it runs, and whether it sounds. No file, no port; it tells
 * this one thing, takes no order, and an agent that does not get the name runs all the same.
 */
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { Log } from '../ports.js';

const ANSWER_MS_MAX = 2_000;
const ANSWER_MAX = 100;

export type RunLock = { release(): Promise<void> };

/** In the abstract names of the kernel, which no file keeps. */
const nameOf = (state: string): string =>
  `\0loaso-agent-${createHash('sha256').update(state).digest('hex').slice(0, 32)}`;

export function holdRun(state: string, sounds: () => boolean, log: Log): Promise<RunLock> {
  const server = createServer((asker) => {
    asker.on('error', () => undefined);
    asker.end(sounds() ? 'sounding\n' : 'silent\n');
  });
  const lock = {
    release: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
  return new Promise((resolve) => {
    server.once('error', (cause) => {
      log('warn', 'board-fault', { detail: `the lock of this run: ${cause.message}` });
      resolve({ release: () => Promise.resolve() });
    });
    server.listen(nameOf(state), () => resolve(lock));
    server.unref();
  });
}

/** What the agent of `state` does; `away` where none runs. */
export function askRun(state: string): Promise<'sounding' | 'silent' | 'away'> {
  return new Promise((resolve) => {
    const socket = connect({ path: nameOf(state), timeout: ANSWER_MS_MAX });
    let text = '';
    const end = (found: 'sounding' | 'silent' | 'away'): void => {
      socket.destroy();
      resolve(found);
    };
    socket.on('data', (chunk: Buffer) => {
      text = `${text}${chunk.toString()}`.slice(0, ANSWER_MAX);
    });
    // One that holds the name and says nothing may sound.
    socket.once('end', () => end(text === 'silent\n' ? 'silent' : 'sounding'));
    socket.once('timeout', () => end('sounding'));
    socket.once('error', () => end('away'));
  });
}
