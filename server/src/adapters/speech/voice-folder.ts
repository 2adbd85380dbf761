/**
 * Folder of voices — thư mục giọng đọc.
 *
 * Finds the neural voices that the operator has put in place, one folder each, and checks every file
 * against its sha256 before an engine opens it. A folder that is not right is listed with the
 * reason. Follows no symbolic link; runs no model.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import { MANIFEST_NAME, readManifest, type VoiceManifest } from './voice-manifest.js';

/** A voice that is complete: its folder, its manifest, one hash of all its files. */
export type FoundVoice = {
  readonly folder: string;
  readonly manifest: VoiceManifest;
  readonly fingerprint: string;
};
export type BrokenVoice = { readonly folderName: string; readonly why: string };
export type VoiceFinds = {
  readonly voices: readonly FoundVoice[];
  readonly broken: readonly BrokenVoice[];
};

const VOICES_MAX = 50;
const MANIFEST_MAX_BYTES = 200_000;
const MODEL_MAX_BYTES = 2_000_000_000;
const DATA_FILES_MAX = 2_000;

/** Everything in `directory`, by name; a directory that is absent holds nothing. */
export async function findVoices(directory: string): Promise<VoiceFinds> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    if (isAbsent(cause)) return [];
    throw cause;
  });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const names = folders.map(({ name }) => name).sort();
  const voices: FoundVoice[] = [];
  const broken: BrokenVoice[] = [];
  for (const folderName of names.slice(0, VOICES_MAX)) {
    const found = await examine(join(directory, folderName));
    if (!found.ok) broken.push({ folderName, why: found.error });
    else if (voices.some(({ manifest }) => manifest.id === found.value.manifest.id)) {
      broken.push({ folderName, why: `mã giọng “${found.value.manifest.id}” đã có thư mục khác` });
    } else voices.push(found.value);
  }
  for (const folderName of names.slice(VOICES_MAX)) {
    broken.push({ folderName, why: `chỉ nhận ${VOICES_MAX} giọng` });
  }
  return { voices, broken };
}

async function examine(folder: string): Promise<Result<FoundVoice, string>> {
  const text = await plainFile(folder, MANIFEST_NAME, MANIFEST_MAX_BYTES);
  if (!text.ok) return text;
  const manifest = readManifest(await readFile(text.value, 'utf8'));
  if (!manifest.ok) return manifest;
  const { files, dataDir } = manifest.value;
  for (const [path, wanted] of Object.entries(files)) {
    const found =
      path === dataDir ? await hashOfFolder(folder, path) : await hashOfFile(folder, path);
    if (!found.ok) return found;
    if (found.value !== wanted) {
      return err(`${path} không đúng sha256 trong ${MANIFEST_NAME}: hãy chép lại tệp gốc`);
    }
  }
  const fingerprint = createHash('sha256').update(JSON.stringify(manifest.value)).digest('hex');
  return ok({ folder, manifest: manifest.value, fingerprint });
}

/** Full path of a file that is really one and lies really there. */
async function plainFile(
  folder: string,
  path: string,
  maxBytes: number,
): Promise<Result<string, string>> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const step = join(folder, ...parts.slice(0, depth));
    const found = await lstat(step).catch(() => undefined);
    if (found === undefined) return err(`thiếu ${path}`);
    if (found.isSymbolicLink()) return err(`${path} là liên kết: hãy chép tệp thật`);
    if (depth < parts.length) continue;
    if (!found.isFile()) return err(`${path} không phải tệp`);
    if (found.size > maxBytes) return err(`${path} lớn hơn ${maxBytes} byte`);
  }
  return ok(join(folder, path));
}

async function hashOfFile(folder: string, path: string): Promise<Result<string, string>> {
  const file = await plainFile(folder, path, MODEL_MAX_BYTES);
  if (!file.ok) return file;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file.value), hash);
  return ok(hash.digest('hex'));
}

/** Hash of the lines `sha256  path` of all files below, as `sha256sum` writes them. */
async function hashOfFolder(folder: string, path: string): Promise<Result<string, string>> {
  const entries = await readdir(join(folder, path), { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return err(`thiếu thư mục ${path}`);
  if (entries.length > DATA_FILES_MAX) return err(`${path} có quá ${DATA_FILES_MAX} tệp`);
  const inner = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const lines: string[] = [];
  for (const file of inner.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const hash = await hashOfFile(folder, file);
    if (!hash.ok) return hash;
    lines.push(`${hash.value}  ${file}\n`);
  }
  return ok(createHash('sha256').update(lines.join('')).digest('hex'));
}

const isAbsent = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT';
