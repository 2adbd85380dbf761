/**
 * Root — hệ Debian sạch để thử.
 *
 * A folder with a whole Debian in it, and commands inside it. Knows nothing of what is installed there.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const HERE = import.meta.dirname;
const run = promisify(execFile);
const COMMAND_MS_MAX = 1_200_000;
/** Of the host nothing is handed in but what any Debian has. */
export const ENV = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
};

export type Said = { readonly code: number; readonly text: string };

export type DebianRoot = {
  readonly folder: string;
  /** Runs a command inside, as root. */
  command(...words: string[]): Promise<Said>;
  /** Starts a program inside, which stays; its output line by line. */
  program(words: readonly string[], onLine: (line: string) => void): ChildProcess;
  remove(): void;
};

export async function cleanRoot(cache: string): Promise<DebianRoot> {
  const archives = join(cache, 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const folder = mkdtempSync(join(cache, 'root.'));
  await run('sh', [join(HERE, 'clean-root.sh'), cache, folder], {
    timeout: COMMAND_MS_MAX,
    maxBuffer: 64 << 20,
  });
  const inside = (words: readonly string[]): string[] => [
    join(HERE, 'in-root.sh'),
    folder,
    archives,
    ...words,
  ];
  return {
    folder,
    command: (...words) => ended(inside(words)),
    program: (words, onLine) => {
      const child = spawn('sh', inside(words), { env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
      const log = createWriteStream(join(cache, 'agent.log'), { flags: 'a' });
      let rest = '';
      child.stdout.on('data', (chunk: Buffer) => {
        log.write(chunk);
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
      child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
      return child;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function ended(words: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const options = { env: ENV, timeout: COMMAND_MS_MAX, maxBuffer: 64 << 20 };
    execFile('sh', words, options, (cause, stdout, stderr) => {
      const code = cause === null ? 0 : typeof cause.code === 'number' ? cause.code : 1;
      resolve({ code, text: `${stdout}${stderr}`.trim() });
    });
  });
}
