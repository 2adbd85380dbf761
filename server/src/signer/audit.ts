/**
 * Audit of the signer — nhật ký của tiến trình ký.
 *
 * Every signed plan, envelope and command, and every refusal, in a chain of hashes of its own, on
 * the disk before the signature leaves. It can be compared with the server's audit by anybody.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openAppendLog } from './durable.js';

export type AuditLine = { readonly act: string; readonly detail: string };

export type AuditBook = {
  /** When the last line was written, UTC milliseconds; 0 before the first. */
  readonly newestAt: number;
  append(lines: readonly AuditLine[]): void;
  close(): void;
};

const GENESIS = '0'.repeat(64);

const hashOf = (previous: string, text: string): string =>
  createHash('sha256').update(`${previous}\n${text}`).digest('hex');

/** @param now UTC milliseconds */
export function openAuditBook(dir: string, now: () => number): AuditBook {
  const { log, lines } = openAppendLog(join(dir, 'audit.log'));
  let previous = lines.at(-1)?.slice(0, 64) ?? GENESIS;
  let newestAt = timeOf(lines.at(-1));
  return {
    get newestAt() {
      return newestAt;
    },
    append(added) {
      const at = now();
      newestAt = at;
      const chained = added.map(({ act, detail }) => {
        const text = JSON.stringify({ at, act, detail });
        previous = hashOf(previous, text);
        return `${previous} ${text}`;
      });
      log.append(chained);
    },
    close: () => log.close(),
  };
}

/** A line that tells no time is the matter of the verifier. */
const timeOf = (line: string | undefined): number =>
  Number(/"at":(\d+)/.exec(line ?? '')?.[1] ?? 0);

/** Line number (from 1) of the first line that does not fit the chain, or null. */
export function firstBrokenLine(lines: readonly string[]): number | null {
  let previous = GENESIS;
  for (const [index, line] of lines.entries()) {
    previous = hashOf(previous, line.slice(65));
    if (line.slice(0, 64) !== previous) return index + 1;
  }
  return null;
}
