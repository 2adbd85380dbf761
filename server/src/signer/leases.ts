/**
 * Leases — sổ máy chủ nào đang được ký.
 *
 * The signer is the single writer of numbers, and of two servers the one that started last speaks
 * through it. Each start takes the next epoch, on the disk before it is told; whoever comes with a
 * lower one is no longer the server.
 */
import { join } from 'node:path';
import { openAppendLog, writeDurably } from './durable.js';

export type Lease = { readonly epoch: number; readonly instance: string };

export type LeaseBook = {
  /** Epoch 0 before the first server. */
  newest(): Lease;
  /** The next epoch; stored before the call returns. */
  take(instance: string): void;
  close(): void;
};

const NOBODY: Lease = { epoch: 0, instance: '' };
/** Starts that are kept for whoever asks who spoke when. */
const LINES_MAX = 10_000;

/** @param now UTC milliseconds */
export function openLeaseBook(dir: string, now: () => number): LeaseBook {
  const path = join(dir, 'leases.log');
  let { log, lines } = openAppendLog(path);
  if (lines.length > LINES_MAX) {
    log.close();
    writeDurably(path, `${lines.slice(-1).join('\n')}\n`);
    ({ log } = openAppendLog(path));
  }
  let newest = leaseOf(lines.at(-1), path);
  return {
    newest: () => newest,
    take(instance) {
      const next = { epoch: newest.epoch + 1, instance };
      log.append([`${next.epoch} ${instance} ${now()}`]);
      newest = next;
    },
    close: () => log.close(),
  };
}

function leaseOf(line: string | undefined, path: string): Lease {
  if (line === undefined) return NOBODY;
  const [text, instance] = line.split(' ');
  const epoch = Number(text);
  if (instance === undefined || !Number.isSafeInteger(epoch) || epoch < 1) {
    throw new Error(`${path} is damaged: restore it before signing`);
  }
  return { epoch, instance };
}
