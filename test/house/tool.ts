/**
 * Tools of the house — công cụ kiểm tra.
 *
 * Runs a program of node_modules over this repository or over a small planted tree, and hands back
 * what it said. It knows no rule.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './tree.js';

const TOOL_MINUTES_MAX = 5;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

export type ToolRun = { readonly ok: boolean; readonly output: string };

/** The script behind a command of node_modules, so that it runs on the Node that runs this test. */
function scriptOf(packageName: string, command: string): string {
  const manifest = join(ROOT, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  const script = bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifest), script);
}

/** Runs `command` of `packageName` in `folder` to its end. */
export function runTool(
  packageName: string,
  command: string,
  args: readonly string[],
  folder: string = ROOT,
): ToolRun {
  const done = spawnSync(process.execPath, [scriptOf(packageName, command), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
    timeout: TOOL_MINUTES_MAX * 60_000,
    // A condition meant for our tests must not reach the tool.
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
  });
  if (done.error) throw done.error;
  return { ok: done.status === 0, output: `${done.stdout}${done.stderr}` };
}

/** Gives `use` a folder that holds `files` (path → text) and removes it afterwards. */
export function withPlanted<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => T,
  programs: readonly string[] = [],
): T {
  const folder = mkdtempSync(join(tmpdir(), 'loaso-house-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: programs.includes(path) ? 0o755 : 0o644 });
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
