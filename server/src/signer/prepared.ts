/**
 * Prepared audio — sổ âm thanh đã chuẩn bị.
 *
 * Every file that was ever signed as a standing warning, hence under proof of approval. One person
 * may sound these alone in one commune, and nothing else.
 */
import { join } from 'node:path';
import { openAppendLog } from './durable.js';

export type PreparedBook = {
  has(sha256: string): boolean;
  /** Stored before the call returns. */
  add(sha256s: Iterable<string>): void;
  close(): void;
};

const SHA256 = /^[0-9a-f]{64}$/;

export function openPreparedBook(dir: string): PreparedBook {
  const path = join(dir, 'prepared.log');
  const { log, lines } = openAppendLog(path);
  const wrong = lines.findIndex((line) => !SHA256.test(line));
  if (wrong >= 0) throw new Error(`${path} line ${wrong + 1} is damaged: restore it first`);
  const known = new Set(lines);
  return {
    has: (sha256) => known.has(sha256),
    add(sha256s) {
      const fresh = [...new Set(sha256s)].filter((sha256) => !known.has(sha256));
      log.append(fresh);
      for (const sha256 of fresh) known.add(sha256);
    },
    close: () => log.close(),
  };
}
