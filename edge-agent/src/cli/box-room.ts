/**
 * Update room — nơi cập nhật.
 *
 * Wires the updater to this box: its shelf, its store, what it trusts. Used by the running agent and
 * by the command `update` beside it.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import { createDiskCache } from '../adapters/disk-cache.js';
import { linesOf } from '../adapters/journal/line-format.js';
import { createVerify, sha256Hex } from '../adapters/keys.js';
import { type Config, launchedSetting } from '../config.js';
import type { Durable } from '../core/durable.js';
import { replay } from '../core/journal-replay.js';
import type { Tools } from '../core/tools.js';
import type { loadIdentity } from '../enrol.js';
import { journalPath } from '../main.js';
import type { KnownTime } from '../update/judge.js';
import { realReleaseDisk } from '../update/release-disk.js';
import { createShelf, releasesFolder } from '../update/shelf.js';
import type { UpdateRoom } from '../update/updater.js';

const ARCHS: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' };

export function updateRoom(
  config: Config,
  root: () => TrustRoot,
  time: () => KnownTime,
): UpdateRoom {
  const folder = releasesFolder(config.state);
  const { version, packagedVersion } = launchedSetting();
  return {
    shelf: createShelf(folder, realReleaseDisk),
    incoming: createDiskCache(`${folder}/incoming`),
    verify: createVerify(),
    root,
    arch: ARCHS[process.arch] ?? process.arch,
    runningVersion: version,
    packagedVersion,
    reserveBytes: config.reserveBytes,
    time,
  };
}

type Identity = NonNullable<ReturnType<typeof loadIdentity>>;

const readOnlyTools: Tools = {
  verify: createVerify(),
  sha256: sha256Hex,
  seal: () => {
    throw new Error('a report signs nothing');
  },
};

/** What the journal holds, as the agent would find it at its next start; read without touching it. */
export function durableOf(
  state: string,
  identity: Identity,
): { durable: Durable; bytes: number; rotten: number } {
  const path = journalPath(state);
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const { entries, rotten } = linesOf(bytes);
  const durable = replay(identity.root, entries, identity.dev, readOnlyTools);
  return { durable, bytes: bytes.length, rotten };
}
