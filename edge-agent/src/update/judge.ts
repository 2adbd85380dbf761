/**
 * Judging a release — nhận hay từ chối bản cập nhật.
 *
 * The box's own judgement of a manifest, the same for the wire and for a USB stick: enough release
 * keys, this processor, not expired by a time that is known, a number never used, no step back that nobody
 * signed. Pure.
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
  /** Nobody knows the time yet: it may have expired. */
  | 'no-time'
  /** Its night or its data have not come. */
  | 'held'
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

/** UTC milliseconds. */
export type KnownTime = {
  /** By a clock that is trusted; null where there is none. */
  readonly atMs: number | null;
  /** It is no earlier than this, whatever the clocks say. */
  readonly floorMs: number;
};

export type ReleaseContext = {
  readonly root: TrustRoot;
  readonly state: UpdateState;
  /** 'amd64', 'arm64' or 'armhf'. */
  readonly arch: string;
  readonly runningVersion: string;
  readonly time: KnownTime;
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
  const { atMs, floorMs } = context.time;
  if (release.exp <= Math.max(atMs ?? 0, floorMs)) {
    return { code: 'expired', detail: String(release.exp) };
  }
  if (release.arch !== 'all' && release.arch !== context.arch) {
    const detail = `for ${release.arch}, this is ${context.arch}`;
    return { code: 'wrong-architecture', detail };
  }
  return atMs === null ? { code: 'no-time', detail: `ends at ${release.exp}` } : null;
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
