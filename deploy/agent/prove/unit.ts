/**
 * Unit — dịch vụ của gói, đọc như systemd đọc.
 *
 * The command of the unit and those after its end, with their user, folders and environment. Knows what
 * this unit uses of the language of units, and nothing of its sandbox.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Unit = {
  readonly start: readonly string[];
  /** What runs after the end, in order. @param result as in `$SERVICE_RESULT` */
  readonly after: (result: string) => string[][];
  /** Makes its runtime folder where there is none; what lies there stays over a restart. */
  readonly prepare: readonly string[];
  /** Takes that folder away when the service is stopped. */
  readonly clear: readonly string[];
  readonly restartMs: number;
};

export const UNIT_FOLDER = 'usr/lib/systemd/system';

/** @param path where programs are found inside */
export function unitIn(folder: string, path: string): Unit {
  const text = readFileSync(join(folder, UNIT_FOLDER, 'loaso-agent.service'), 'utf8');
  const allOf = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');
  const settingOf = (key: string): string => {
    const value = allOf(key).at(-1);
    if (value === undefined) throw new Error(`the unit has no ${key}`);
    return value;
  };
  const [user, group] = [settingOf('User'), settingOf('Group')];
  const runtime = `/run/${settingOf('RuntimeDirectory')}`;
  const environment = [
    `PATH=${path}`,
    `STATE_DIRECTORY=/var/lib/${settingOf('StateDirectory')}`,
    `CACHE_DIRECTORY=/var/cache/${settingOf('CacheDirectory')}`,
    `RUNTIME_DIRECTORY=${runtime}`,
    ...allOf('Environment'),
    ...givenIn(join(folder, settingOf('EnvironmentFile').replace(/^-/, ''))),
  ];
  const rights = [`--reuid=${user}`, `--regid=${group}`, '--init-groups', '--no-new-privs'];
  const asService = (line: string, more: readonly string[] = []): string[] => [
    ...['setpriv', ...rights, '--bounding-set=-all', '--'],
    ...['env', '-i', ...environment, ...more, ...wordsOf(line)],
  ];
  const mode = settingOf('RuntimeDirectoryMode');
  if (settingOf('RuntimeDirectoryPreserve') !== 'restart') throw new Error('it keeps nothing');
  return {
    start: asService(settingOf('ExecStart')),
    after: (result) =>
      allOf('ExecStopPost').map((line) => asService(line, [`SERVICE_RESULT=${result}`])),
    prepare: ['install', '-d', '-m', mode, '-o', user, '-g', group, runtime],
    clear: ['rm', '-rf', runtime],
    restartMs: Number(settingOf('RestartSec')) * 1_000,
  };
}

const givenIn = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line));

/** Quoted words are one; `$$` is a dollar; a failure that `-` permits is nobody's matter here. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/^-/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('$$', '$'),
  );
