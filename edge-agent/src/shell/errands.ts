/**
 * Errands — việc phải chờ.
 *
 * Effects that take their time and end with one event in every case: a file fetched, a file hashed
 * again, the network tried. Decides nothing and keeps nothing.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { AgentEffect } from '../core/effect.js';
import type { AgentEvent, FileFault } from '../core/event.js';
import type { AudioCache, DownloadEnd, Downloader, Link, PartialFile, TryFiles } from '../ports.js';

type ErrandPorts = {
  readonly cache: AudioCache;
  readonly downloader: Downloader;
  readonly link: Link;
  readonly tryFiles: TryFiles;
};

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
type Happening = Without<AgentEvent, 'at'>;

/** One after the other: a file under way would lengthen the way to the broker. */
export async function measured(
  { link, tryFiles }: ErrandPorts,
  { id, sha256, bytesMax }: Extract<AgentEffect, { type: 'measure-network' }>,
): Promise<Happening> {
  const brokerMs = await link.roundTripMs();
  const files = await tryFiles({ sha256, bytesMax });
  return { type: 'network-measured', id, files, brokerMs };
}

export async function download(
  ports: ErrandPorts,
  sha256: Sha256,
  sizeBytes: number,
): Promise<Happening> {
  try {
    const into = await ports.cache.open(sha256);
    const end = await fetchInto(ports, sha256, sizeBytes, into);
    if (!end.ok) return failed(sha256, end.reason, end.detail);
    const kept = await into.keep();
    if (kept === 'corrupt') return failed(sha256, 'corrupt', 'the hash of what came is wrong');
    const freeBytes = await ports.cache.freeBytes();
    return { type: 'file-ready', sha256, sizeBytes, freeBytes };
  } catch (cause) {
    return failed(sha256, 'disk', detailOf(cause));
  }
}

/** Leaves the file open only when it is complete. */
async function fetchInto(
  ports: ErrandPorts,
  sha256: Sha256,
  sizeBytes: number,
  into: PartialFile,
): Promise<DownloadEnd> {
  let complete = false;
  try {
    const end = await ports.downloader.download(sha256, sizeBytes, into);
    complete = end.ok;
    return end;
  } finally {
    if (!complete) await into.pause();
  }
}

export async function check(
  ports: ErrandPorts,
  sha256: Sha256,
  sizeBytes: number,
): Promise<Happening> {
  try {
    const found = await ports.cache.check(sha256, sizeBytes);
    if (found === 'right') {
      const freeBytes = await ports.cache.freeBytes();
      return { type: 'file-ready', sha256, sizeBytes, freeBytes };
    }
    if (found === 'corrupt') await ports.cache.delete(sha256);
    return failed(sha256, found, `the cached file is ${found}`);
  } catch (cause) {
    return failed(sha256, 'disk', detailOf(cause));
  }
}

const failed = (sha256: Sha256, reason: FileFault, detail: string): Happening => ({
  type: 'file-failed',
  sha256,
  reason,
  detail: detail.slice(0, 200),
});

export const detailOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
