/**
 * Durable writing — ghi chắc xuống đĩa.
 *
 * Temp, fsync, rename, fsync of the folder for whole files; append and fsync for logs. Knows nothing
 * of what is written.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces `path` by `text` so that a power cut leaves the old or the new file, never a torn one. */
export function writeDurably(path: string, text: string): void {
  const temp = `${path}.new`;
  const file = openSync(temp, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temp, path);
  syncFolder(dirname(path));
}

export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

export type AppendLog = {
  /** Returns once every line is on the disk; throws when the disk refuses. */
  append(lines: readonly string[]): void;
  close(): void;
};

/**
 * Opens a log of lines.
 *
 * @returns the log and its whole lines so far; a torn last line (power cut) is dropped
 */
export function openAppendLog(path: string): { log: AppendLog; lines: string[] } {
  const descriptor = openSync(path, 'a+', 0o600);
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  if (torn !== '') writeDurably(path, lines.map((line) => `${line}\n`).join(''));
  let file = descriptor;
  if (torn !== '') {
    closeSync(descriptor);
    file = openSync(path, 'a+', 0o600);
  }
  syncFolder(dirname(path));
  return {
    lines,
    log: {
      append(added) {
        if (added.length === 0) return;
        writeAll(file, Buffer.from(added.map((line) => `${line}\n`).join('')));
        fsyncSync(file);
      },
      close: () => closeSync(file),
    },
  };
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
