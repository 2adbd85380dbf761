/**
 * Child process of the signer — tiến trình con giữ khoá.
 *
 * Starts the signer beside the server and starts it again when it dies: at once, then with doubling
 * pauses up to half a minute. Its standard input ties it to us: when we die, it goes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../../ports/system.js';

export type SignerCommand = { readonly file: string; readonly args: readonly string[] };

export type SignerChild = {
  /** Process id of the one running now. */
  readonly pid: () => number | null;
  stop(): Promise<void>;
};

const BACKOFF_FIRST_MS = 100;
const BACKOFF_MAX_MS = 30_000;
/** A process that lived this long starts the back-off anew. */
const HEALTHY_MS = 60_000;
const STOP_MS = 3_000;

export function keepChild(command: SignerCommand, log: Log): SignerChild {
  let running: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let backoffMs = BACKOFF_FIRST_MS;

  const launch = (): void => {
    const startedAt = Date.now();
    const child = spawn(command.file, command.args, { stdio: ['pipe', 'ignore', 'pipe'] });
    running = child;
    child.stdin?.on('error', () => undefined); // It died: 'exit' tells.
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      log.warn('signer.said', { detail: text.trim().slice(0, 500) });
    });
    child.once('error', (cause) => log.error('signer.not-started', { detail: cause.message }));
    child.once('close', (code, signal) => {
      running = null;
      if (stopped) return;
      log.error('signer.died', { code, signal });
      if (Date.now() - startedAt > HEALTHY_MS) backoffMs = BACKOFF_FIRST_MS;
      timer = setTimeout(launch, backoffMs);
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
    });
  };
  launch();

  return {
    pid: () => running?.pid ?? null,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      const child = running;
      if (child === null) return;
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
        child.once('close', () => {
          clearTimeout(kill);
          resolve();
        });
        child.kill('SIGTERM');
      });
    },
  };
}
