/**
 * The tree under judgement — cây mã nguồn.
 *
 * Lists what a commit would hold: files that git tracks or would add, as texts. It leaves out what is
 * not text, and what is built.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { file, type SourceFile } from './rule.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const OUTPUT_BYTES_MAX = 32 * 1024 * 1024;
const TEXT_BYTES_MAX = 2 * 1024 * 1024;

const git = (args: readonly string[]): string =>
  execFileSync('git', ['-c', 'core.quotePath=false', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });

/** All text files of the repository, in the order of their paths. */
export function loadTree(): SourceFile[] {
  return git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
    .split('\0')
    .filter((path) => path !== '' && existsSync(`${ROOT}${path}`))
    .sort()
    .flatMap((path) => {
      const bytes = readFileSync(`${ROOT}${path}`);
      const isText = bytes.length <= TEXT_BYTES_MAX && !bytes.includes(0);
      return isText ? [file(path, bytes.toString('utf8'))] : [];
    });
}
