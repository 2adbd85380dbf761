/**
 * File of the warners — tệp sổ người được ra lệnh khẩn.
 *
 * Read and replaced whole in the folder of the signer, so that a power cut leaves the old or the new
 * one. Only its own user writes there: whoever may is asked for nothing more.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WARNERS_FILE, type Warner, Warners } from '@loaso/shared/wire/warners';

export function readWarners(dir: string): Warners {
  const path = join(dir, WARNERS_FILE);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return { v: 1, warners: [] };
  return Warners.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The file with this word in the place of any earlier one about the same person. */
export function writeWarner(dir: string, warner: Warner): void {
  refuseStranger(dir);
  const path = join(dir, WARNERS_FILE);
  const temp = `${path}.new`;
  const file = openAlone(temp);
  try {
    const others = readWarners(dir).warners.filter(({ name }) => name !== warner.name);
    const whole = Warners.parse({ v: 1, warners: [...others, warner] });
    writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temp, path);
  const folder = openSync(dir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Two at once would lose what one of them said. */
function openAlone(temp: string): number {
  try {
    return openSync(temp, 'wx', 0o600);
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    if (!there) throw cause;
    throw new Error(`${temp}: somebody else is writing, or died of it: remove the file then`);
  }
}

/** A file of another user could not be read by the signer. */
function refuseStranger(dir: string): void {
  const found = statSync(dir, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`${dir}: no such folder; start the signer once`);
  const me = process.getuid?.();
  if (me !== undefined && found.uid !== me) {
    throw new Error(`${dir} belongs to user ${found.uid}: run this as that user`);
  }
}
