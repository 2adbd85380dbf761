/**
 * Taking in a release — nhận tệp bản phần mềm.
 *
 * From the bytes of a file to a release that may be offered: first the signatures, by the keys that
 * boxes trust, then the hashes of what was signed. Whatever fails, nothing of the file stays.
 */
import { err, ok } from '@loaso/shared/result';
import { openSealed, parseSealed, readBody } from '@loaso/shared/trust/sealed';
import { type HeldRelease, RELEASE_UPLOAD_BYTES_MAX } from '@loaso/shared/wire/http/releases';
import { Release, releaseFault } from '@loaso/shared/wire/release';
import type { StoredRelease } from '../../ports/releases.js';
import type { Upload } from '../../ports/uploads.js';
import type { Actor, Answer } from '../actor.js';
import { signerRefusal } from '../fleet/ports.js';
import { auditRelease, officeOf, type ReleasePorts } from './ports.js';
import { heldReleases } from './view-releases.js';

export async function addRelease(
  ports: ReleasePorts,
  actor: Actor,
  upload: Upload,
): Answer<HeldRelease> {
  const office = await officeOf(ports, actor);
  if (!office.ok) return office;
  const received = await ports.uploads.receive(upload, RELEASE_UPLOAD_BYTES_MAX);
  if (!received.ok) {
    return received.error.code === 'too-large'
      ? err({ code: 'upload-too-large', limit: RELEASE_UPLOAD_BYTES_MAX })
      : err({ code: 'upload-broken' });
  }
  try {
    return await takeIn(ports, actor, received.value.path);
  } finally {
    await ports.uploads.discard(received.value.path);
  }
}

async function takeIn(ports: ReleasePorts, actor: Actor, path: string): Answer<HeldRelease> {
  const { releaseFiles, store, clock } = ports;
  const head = await releaseFiles.head(path);
  if (head === null)
    return err({ code: 'release-damaged', detail: 'no manifest on the first line' });
  const judged = await judge(ports, head.manifest);
  if (!judged.ok) return judged;
  const { release } = judged.value;
  const wrong = await keepFiles(ports, path, head, release);
  if (wrong !== null) return err({ code: 'release-damaged', detail: wrong });
  const stored: StoredRelease = { ...judged.value, addedAt: clock.now(), by: actor.username };
  if (!(await store.releases.addRelease(stored))) {
    return err({ code: 'release-known', num: release.num });
  }
  const detail = `${release.version} · ${release.arch} · ${stored.signedBy.join(', ')}`;
  await auditRelease(ports, release.num, { by: actor.username, act: 'add', detail });
  const shown = heldReleases(await store.releases.releases(), clock.now(), new Map());
  const held = shown.find(({ num }) => num === release.num);
  return held === undefined ? err({ code: 'changed-meanwhile' }) : ok(held);
}

type Judged = Pick<StoredRelease, 'release' | 'manifest' | 'signedBy'>;

async function judge(ports: ReleasePorts, manifest: string): Answer<Judged> {
  const { signer, hashing, store, clock } = ports;
  const root = await signer.root();
  if (!root.ok) return signerRefusal(root.error);
  const opened = openSealed(manifest, 'release', root.value, hashing.verify);
  if (!opened.ok) {
    const { code: reason, detail } = opened.error;
    ports.log.warn('release.refused', { reason, detail });
    return err({ code: 'release-unsigned', reason, detail });
  }
  const read = readBody<Release>(opened.value.body, Release);
  const fault = read.ok ? releaseFault(read.value) : read.error;
  if (!read.ok || fault !== null) {
    return err({ code: 'release-damaged', detail: fault?.detail ?? 'not readable' });
  }
  const release = read.value;
  if (release.exp <= clock.now()) return err({ code: 'release-expired' });
  const others = (await store.releases.releases()).filter((one) => one.release.num === release.num);
  const differs = others.some(
    (one) => one.release.version !== release.version || one.release.downgrade !== release.downgrade,
  );
  if (differs) return err({ code: 'release-number', num: release.num });
  if (others.some((one) => one.release.arch === release.arch)) {
    return err({ code: 'release-known', num: release.num });
  }
  const sealed = parseSealed(manifest);
  const signedBy = sealed.ok ? sealed.value.sigs.map(({ kid }) => kid) : [];
  return ok({ release, manifest, signedBy });
}

type Rest = { readonly restFromByte: number; readonly restBytes: number };

/** @returns what is wrong with the files; null when all of them are kept */
async function keepFiles(
  { releaseFiles }: ReleasePorts,
  path: string,
  { restFromByte, restBytes }: Rest,
  { files }: Release,
): Promise<string | null> {
  const signed = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (signed !== restBytes) return `${restBytes} bytes, signed ${signed}`;
  let fromByte = restFromByte;
  for (const { name, sizeBytes, sha256 } of files) {
    if (!(await releaseFiles.keep(path, { fromByte, sizeBytes, sha256 }))) {
      return `${name} is not what was signed`;
    }
    fromByte += sizeBytes;
  }
  return null;
}
