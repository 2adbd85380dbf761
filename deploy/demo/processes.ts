/**
 * Demo processes — các tiến trình của bản trình diễn.
 *
 * Starts the real server and the real agents as programs of their own, keeps what they say in a log
 * file each, and ends them in order.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const ROOT = join(import.meta.dirname, '..', '..');
export const SERVER_BIN = join(ROOT, 'server', 'bin', 'loaso.js');
export const AGENT_BIN = join(ROOT, 'edge-agent', 'bin', 'loaso-agent.js');

export type Running = {
  readonly name: string;
  readonly child: ChildProcess;
  /** Asks it to end and waits; forces it after a while. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
};

/** Milliseconds a program gets to end by itself. */
const STOP_MS = 8000;

/** Runs a program to its end. @returns what it printed */
export async function runOnce(
  file: string,
  args: readonly string[],
  options: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<string> {
  const child = run(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  child.child.stdin?.end(options.input ?? '');
  const { stdout } = await child;
  return stdout;
}

/** Starts a program that stays. `onLine` sees each line of its output. */
export function start(
  name: string,
  [file, ...args]: readonly [string, ...string[]],
  options: {
    env?: Readonly<Record<string, string>>;
    logFile: string;
    onLine?: (line: string) => void;
  },
): Running {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log.write(chunk);
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.onLine?.(line);
  });
  child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
  return {
    name,
    child,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill(signal);
  });
}
