/**
 * The package laid out — gói của cụm loa, như khi đã cài.
 *
 * The bundle of the agent with the flags and the environment of its unit, so that a measurement runs
 * what a box runs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../deploy/agent/bundle.js';
import { ROOT } from '../../deploy/demo/processes.js';

export type Unit = {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly niceness: number;
};

/** Flags and environment of the unit, read from it. */
export function unitSettings(): Unit {
  const unit = readFileSync(join(ROOT, 'deploy/agent/package/loaso-agent.service'), 'utf8');
  const settingOf = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const flags = settingOf('ExecStart')
    .split(' ')
    .filter((word) => word.startsWith('--'));
  const [name = '', value = ''] = settingOf('Environment').split('=');
  return { flags, env: { [name]: value }, niceness: Number(settingOf('Nice')) };
}

/** The files of the package as it lays them out, in a folder of `dir`. */
export async function packageFolder(dir: string): Promise<string> {
  const folder = join(dir, 'package');
  mkdirSync(folder, { recursive: true });
  await bundle(folder);
  writeFileSync(join(folder, 'release.json'), '{"version":"0.1.0"}\n');
  return folder;
}
