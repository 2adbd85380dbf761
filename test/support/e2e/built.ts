/**
 * Built programs — chương trình đã dựng.
 *
 * End-to-end tests run what an operator runs: the compiled server and agent, the bundled dashboard.
 * Builds what is missing or older than its sources, once per test run.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../deploy/demo/processes.js';

const run = promisify(execFile);
const BUILD_MS_MAX = 180_000;

const SERVER_PROGRAM = join(ROOT, 'server', 'dist', 'cli.js');
const AGENT_PROGRAM = join(ROOT, 'edge-agent', 'dist', 'cli.js');

let programs: Promise<void> | null = null;
let dashboard: Promise<void> | null = null;

/**
 * Compiled server and agent; returns soon when they are newer than their sources. An error of types
 * does not keep the compiler from writing: it is reported where the whole run compiles.
 */
export function builtPrograms(): Promise<void> {
  programs ??= tool('node_modules/typescript/bin/tsc', [
    '-b',
    'shared',
    'server',
    'edge-agent',
  ]).catch((cause: unknown) => {
    if (!existsSync(SERVER_PROGRAM) || !existsSync(AGENT_PROGRAM)) throw cause;
  });
  return programs;
}

/** Bundled dashboard. */
export function builtDashboard(): Promise<void> {
  dashboard ??= isFresh() ? Promise.resolve() : tool('node_modules/vite/bin/vite.js', BUNDLE);
  return dashboard;
}

const DASHBOARD = join(ROOT, 'server', 'dashboard');
const BUNDLE = ['build', DASHBOARD, '--config', join(DASHBOARD, 'vite.config.ts')];

async function tool(program: string, args: readonly string[]): Promise<void> {
  const options = { cwd: ROOT, timeout: BUILD_MS_MAX, maxBuffer: 16_000_000 };
  await run(process.execPath, [join(ROOT, program), ...args], options);
}

function isFresh(): boolean {
  const built = join(DASHBOARD, 'dist', 'index.html');
  if (!existsSync(built)) return false;
  const sources = ['src', 'public', 'index.html', 'vite.config.ts'].map((name) =>
    newest(join(DASHBOARD, name)),
  );
  return Math.max(...sources) <= statSync(built).mtimeMs;
}

/** Latest change in a folder or file, UTC milliseconds; 0 when there is none. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
