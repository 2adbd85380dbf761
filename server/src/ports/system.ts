/**
 * System ports — đồng hồ, số ngẫu nhiên, băm, mật khẩu, nhật ký hệ thống, kho tệp.
 *
 * The few things of the machine that flows need, small enough to be replaced in a test by hand.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';

export type Clock = { now(): Instant };

export type Chance = {
  /** `bytes` random bytes in base64url. */
  token(bytes: number): string;
  /** A new id: prefix, '-', 16 lower-case letters and digits, sortable by time of making. */
  id(prefix: string): string;
};

export type Hashing = {
  sha256(text: string): Sha256;
  /** Argon2id; takes about 50 ms on purpose. */
  hashPassword(password: string): Promise<string>;
  /** False also when `hash` is null, after the same time as a real comparison. */
  verifyPassword(password: string, hash: string | null): Promise<boolean>;
  /** Ed25519; see `shared/trust/sealed`. */
  verify(publicKey: string, message: string, signature: string): boolean;
};

/** Closed list of log events lives with the adapter; error means somebody must come. */
export type Log = {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
};

/** Sound, a file of a release of the agent (`bin`), or a photo. */
export type FileKind = 'mp3' | 'opus' | 'bin' | 'jpg';

/** Content-addressed audio files: temp, fsync, rename, fsync of the folder. */
export type AudioFiles = {
  /** Takes over a finished file. */
  adopt(path: string, sha256: Sha256, codec: FileKind): Promise<void>;
  /** Absolute path and size, or null. */
  find(sha256: Sha256): Promise<{ path: string; sizeBytes: number; codec: FileKind } | null>;
};
