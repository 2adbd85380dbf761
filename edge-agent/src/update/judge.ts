/**
 * Judging a release — nhận hay từ chối bản cập nhật.
 *
 * The box's own judgement of a manifest, the same for the wire and for a USB stick: enough release
 * keys, this processor, a number never used, no step back that nobody signed, room for it. Pure.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import {
  openSealed,
  readBody,
  type SealRefusal,
  type TrustRoot,
  type Verify,
} from '@loaso/shared/trust/sealed';
import { compareVersions } from '@loaso/shared/version';
import { Release, type ReleaseFault, releaseFault } from '@loaso/shared/wire/release';
import type { UpdateState } from './planner.js';

export type ReleaseCode =
  | SealRefusal['code']
  | ReleaseFault['code']
  | 'expired'
  | 'wrong-architecture'
  | 'old-number'
  | 'failed-before'
  | 'unsigned-downgrade'
  | 'no-room'
  | 'wrong-hash'
  /** The line failed; what came stays, and the next offer goes on from there. */
  | 'not-fetched'
  | 'busy';

export type ReleaseRefusal = { readonly code: ReleaseCode; readonly detail: string };

export type ReleaseContext = {
  readonly root: TrustRoot;
  readonly state: UpdateState;
  /** 'amd64', 'arm64' or 'armhf'. */
  readonly arch: string;
  readonly runningVersion: string;
  /** Wall clock, UTC milliseconds; a clock that is behind lets an old manifest pass, the number not. */
  readonly nowMs: number;
  readonly freeBytes: number;
  readonly reserveBytes: number;
  /** A person asks to try again what has failed here. */
  readonly again: boolean;
};

/** @param raw sealed manifest, as it came */
export function judgeRelease(
  raw: string,
  context: ReleaseContext,
  verify: Verify,
): Result<Release, ReleaseRefusal> {
  const opened = openSealed(raw, 'release', context.root, verify);
  if (!opened.ok) return opened;
  const read = readBody<Release>(opened.value.body, Release);
  if (!read.ok) return read;
  const release = read.value;
  const refusal =
    releaseFault(release) ?? hereRefusal(release, context) ?? historyRefusal(release, context);
  return refusal === null ? ok(release) : err(refusal);
}

function hereRefusal(release: Release, context: ReleaseContext): ReleaseRefusal | null {
  if (context.state.trial !== null) return { code: 'busy', detail: 'another one is on trial' };
  if (release.exp <= context.nowMs) return { code: 'expired', detail: String(release.exp) };
  if (release.arch !== 'all' && release.arch !== context.arch) {
    const detail = `for ${release.arch}, this is ${context.arch}`;
    return { code: 'wrong-architecture', detail };
  }
  const needed = release.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return needed + context.reserveBytes > context.freeBytes
    ? { code: 'no-room', detail: `${needed} bytes, ${context.freeBytes} free` }
    : null;
}

function historyRefusal(release: Release, context: ReleaseContext): ReleaseRefusal | null {
  const { num, version, downgrade } = release;
  const { highestNum, failed } = context.state;
  const failure = failed.find((one) => one.num === num);
  const retried = failure !== undefined && context.again && num === highestNum;
  if (failure !== undefined && !retried) return { code: 'failed-before', detail: failure.why };
  if (num <= highestNum && !retried) {
    return { code: 'old-number', detail: `${num}, installed ${highestNum}` };
  }
  const backwards = compareVersions(version, context.runningVersion) < 0;
  return backwards && !downgrade
    ? { code: 'unsigned-downgrade', detail: `${version} below ${context.runningVersion}` }
    : null;
}
