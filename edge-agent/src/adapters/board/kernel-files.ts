/**
 * Files of the kernel — tệp số đo của nhân Linux.
 *
 * One value a file, as sysfs has it. What cannot be read is null: a driver that is absent, a sensor
 * that answers with an error, a text that is no number. Waits for nobody: a pipe without a writer
 * would hold one of the few hands that write the journal, too.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';

/** The longest file of one value, a page of the kernel. */
const BYTES_MAX = 4_096;

/** Trimmed, or null. */
export async function readText(path: string): Promise<string | null> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES_MAX), 0, BYTES_MAX, null);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } catch {
    // A sensor may be gone, busy or broken at any moment, and each of them says it by its own error.
    return null;
  } finally {
    await file?.close();
  }
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

export async function readNumber(path: string): Promise<number | null> {
  const text = await readText(path);
  return text !== null && NUMBER.test(text) ? Number(text) : null;
}

/** Names in ascending order, as the kernel's own order is none; empty where the folder is absent. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

/** Null where a value is outside what the wire can carry: a sensor that is not connected. */
export const within = (value: number | null, least: number, most: number): number | null =>
  value !== null && value >= least && value <= most ? value : null;
