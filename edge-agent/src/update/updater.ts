/**
 * Updater — người cập nhật của cụm.
 *
 * Brings a release from a file or over the line to the shelf, on trial. One road for both: judge the
 * manifest, bring each file under its hash, install. Nothing unsigned is read beyond its first line.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { TrustRoot, Verify } from '@loaso/shared/trust/sealed';
import type { Release } from '@loaso/shared/wire/release';
import type { AudioCache, Downloader } from '../ports.js';
import { judgeRelease, type KnownTime, type ReleaseRefusal } from './judge.js';
import { type Needs, planInstall } from './planner.js';
import { openReleaseFile, type ReleaseFile } from './release-file.js';
import type { Delivery, Shelf } from './shelf.js';

export type UpdateRoom = {
  readonly shelf: Shelf;
  /** Files under their hashes, before they are installed; an interrupted download goes on. */
  readonly incoming: AudioCache;
  readonly verify: Verify;
  /** What this box trusts now. */
  readonly root: () => TrustRoot;
  readonly arch: string;
  readonly runningVersion: string;
  readonly packagedVersion: string;
  readonly reserveBytes: number;
  readonly time: () => KnownTime;
};

type Outcome = Result<Release, ReleaseRefusal>;
type Wanted = Release['files'][number];
/** What of a release is still to come, and what the disk says it has room for. */
export type Coming = {
  readonly sizeBytes: number;
  readonly exp: Release['exp'];
  readonly freeBytes: number;
};
/** Whether it may come now; what keeps it, or null. */
export type Admit = (coming: Coming) => ReleaseRefusal | null;
/** Brings one file into the incoming store; null when it is there and right. */
type Bring = (file: Wanted) => Promise<ReleaseRefusal | null>;

/** Installs a release from a file, on trial from the next start on. */
export async function installFromFile(
  room: UpdateRoom,
  path: string,
  needs: Needs,
  again: boolean,
): Promise<Outcome> {
  const file = await openReleaseFile(path);
  if (file === null) return err({ code: 'malformed', detail: 'no manifest on the first line' });
  try {
    const judged = await judgeHere(room, file.manifest, again);
    if (!judged.ok) return judged;
    const wrongSize = restRefusal(judged.value, file.restBytes);
    if (wrongSize !== null) return err(wrongSize);
    const bring = copying(room, judged.value, file);
    const whole = { manifest: file.manifest, release: judged.value, needs };
    return await install(room, whole, beside(room), bring);
  } finally {
    await file.close();
  }
}

/** Installs a release that the server offers; resumes where the last try stopped. */
export async function installFromOffer(
  room: UpdateRoom,
  manifest: string,
  needs: Needs,
  { downloader, admit }: { readonly downloader: Downloader; readonly admit: Admit },
): Promise<Outcome> {
  const judged = await judgeHere(room, manifest, false);
  if (!judged.ok) return judged;
  const bring = downloading(room, downloader);
  return install(room, { manifest, release: judged.value, needs }, admit, bring);
}

async function judgeHere(room: UpdateRoom, manifest: string, again: boolean): Promise<Outcome> {
  const { state } = await room.shelf.look(room.packagedVersion);
  const { arch, runningVersion, verify } = room;
  const here = { root: room.root(), state, arch, runningVersion, time: room.time() };
  return judgeRelease(manifest, { ...here, again }, verify);
}

type Judged = { readonly manifest: string; readonly release: Release; readonly needs: Needs };

async function install(
  room: UpdateRoom,
  judged: Judged,
  admit: Admit,
  bring: Bring,
): Promise<Outcome> {
  const { manifest, release, needs } = judged;
  await forgetOthers(room, release);
  const sizeBytes = await missingBytes(room, release);
  const freeBytes = await room.incoming.freeBytes();
  const held = admit({ sizeBytes, exp: release.exp, freeBytes });
  if (held !== null) return err(held);
  for (const file of release.files) {
    const refusal = await bring(file);
    if (refusal !== null) return err(refusal);
  }
  const found = await room.shelf.look(room.packagedVersion);
  const files = release.files.map((file) => ({ ...file, path: room.incoming.pathOf(file.sha256) }));
  const delivery: Delivery = { manifest, files };
  await room.shelf.carryOut(planInstall(found, release, needs), delivery);
  return ok(release);
}

/** What an earlier release left half fetched would fill the card. */
async function forgetOthers(room: UpdateRoom, { files }: Release): Promise<void> {
  const wanted = new Set<string>(files.map(({ sha256 }) => sha256));
  for (const { sha256 } of await room.incoming.list()) {
    if (!wanted.has(sha256)) await room.incoming.delete(sha256);
  }
}

/** What was fetched before counts as here. */
async function missingBytes(room: UpdateRoom, { files }: Release): Promise<number> {
  let missing = 0;
  for (const { sha256, sizeBytes } of files) {
    if ((await room.incoming.check(sha256, sizeBytes)) === 'right') continue;
    const part = await room.incoming.open(sha256);
    missing += Math.max(0, sizeBytes - part.sizeBytes);
    await part.pause();
  }
  return missing;
}

/** From a stick: beside the cache of an agent that may be running, which alone may make room there. */
const beside =
  ({ reserveBytes }: UpdateRoom): Admit =>
  ({ sizeBytes, freeBytes }) =>
    sizeBytes + reserveBytes > freeBytes ? noRoom(sizeBytes, freeBytes) : null;

export const noRoom = (sizeBytes: number, freeBytes: number): ReleaseRefusal => ({
  code: 'no-room',
  detail: `${sizeBytes} bytes to come, ${freeBytes} free`,
});

function restRefusal({ files }: Release, restBytes: number): ReleaseRefusal | null {
  const expected = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return restBytes === expected
    ? null
    : { code: 'wrong-hash', detail: `${restBytes} bytes, signed ${expected}` };
}

function copying(room: UpdateRoom, { files }: Release, from: ReleaseFile): Bring {
  const offsets = new Map<string, number>();
  let offset = 0;
  for (const { name, sizeBytes } of files) {
    offsets.set(name, offset);
    offset += sizeBytes;
  }
  return async ({ name, sha256, sizeBytes }) => {
    const into = await room.incoming.open(sha256);
    await into.restart();
    for await (const piece of from.read(offsets.get(name) ?? 0, sizeBytes)) await into.write(piece);
    const kept = await into.keep();
    return kept === 'kept' ? null : { code: 'wrong-hash', detail: name };
  };
}

function downloading(room: UpdateRoom, downloader: Downloader): Bring {
  return async ({ name, sha256, sizeBytes }) => {
    if ((await room.incoming.check(sha256, sizeBytes)) === 'right') return null;
    const into = await room.incoming.open(sha256);
    const end = await downloader.download(sha256, sizeBytes, into);
    if (!end.ok) {
      await into.pause();
      return { code: 'not-fetched', detail: `${name}: ${end.reason}: ${end.detail}` };
    }
    return (await into.keep()) === 'kept' ? null : { code: 'wrong-hash', detail: name };
  };
}
