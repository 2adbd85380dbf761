/**
 * Releases to try — các bản để thử.
 *
 * A vendor with an offline key, and releases good and bad, all made by the real command.
 */
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnce, SERVER_BIN } from '../../demo/processes.js';

export type Vendor = {
  readonly folder: string;
  /** The agent as it was packaged. */
  readonly agent: string;
  readonly key: string;
};

export async function createVendor(folder: string, agent: string): Promise<Vendor> {
  const key = join(folder, 'vendor.key');
  await runOnce(SERVER_BIN, ['release', 'keygen', '--key', key]);
  await runOnce(SERVER_BIN, ['release', 'keygen', '--key', join(folder, 'stranger.key')]);
  return { folder, agent, key };
}

type Wish = {
  readonly num: number;
  readonly version: string;
  readonly arch?: string;
  readonly key?: string;
  /** Makes the program of the release out of the packaged one. */
  readonly program?: (packaged: string) => string;
};

/** @returns path of the release file */
export async function packed(vendor: Vendor, wish: Wish): Promise<string> {
  const { folder, agent, key } = vendor;
  const name = `${wish.version}-${wish.num}-${wish.arch ?? 'all'}`;
  const program = join(folder, `${name}.mjs`);
  const changed = (wish.program ?? ((text) => `${text}\n// ${wish.version}\n`))(
    readFileSync(agent, 'utf8'),
  );
  writeFileSync(program, changed);
  const out = join(folder, `${name}.loaso`);
  const what = ['--agent', program, '--version', wish.version, '--num', String(wish.num)];
  const how = ['--arch', wish.arch ?? 'all', '--key', wish.key ?? key, '--out', out];
  await runOnce(SERVER_BIN, ['release', 'pack', ...what, ...how]);
  return out;
}

/** The same file with one letter of its manifest changed after it was signed. */
export function tampered(file: string): string {
  const copy = `${file}.tampered`;
  const bytes = readFileSync(file);
  const end = bytes.indexOf(0x0a);
  const head = bytes.toString('utf8', 0, end).replace('\\"num\\":', '\\"num\\":1');
  writeFileSync(copy, Buffer.concat([Buffer.from(head), bytes.subarray(end)]));
  return copy;
}

/** The same file with another program behind the signed manifest. */
export function swapped(file: string): string {
  const copy = `${file}.swapped`;
  copyFileSync(file, copy);
  const size = readFileSync(copy).length;
  const bytes = readFileSync(copy).subarray(0, size - 10);
  writeFileSync(copy, bytes);
  appendFileSync(copy, '/* hi */;;');
  return copy;
}

/** Runs like the packaged one, but speaks a version of MQTT that no broker knows. */
export function deaf(packaged: string): string {
  const changed = packaged.replace(/protocolVersion:4,clientId/, 'protocolVersion:9,clientId');
  if (changed === packaged) throw new Error('the bundle has changed: nothing was broken');
  return changed;
}

/** Stays alive and does nothing. */
export const idle = (): string => 'setInterval(() => undefined, 1000);\n';

/** Dies at once. */
export const dying = (): string => "throw new Error('does not start');\n";
