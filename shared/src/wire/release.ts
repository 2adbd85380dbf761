/**
 * Release — bản phát hành phần mềm cụm loa.
 *
 * Names a new agent by the hashes of its files. Sealed by `release` keys that lie offline, so that
 * neither server, broker nor USB stick can bring a box a program nobody signed. The number rises with
 * every publication, also with one that goes back to an older version on purpose.
 */
import { z } from 'zod';
import { Sha256 } from '../ids.js';
import { Instant } from '../time.js';
import { TrustedKey } from '../trust/sealed.js';

/** What Debian calls the processor; `all` runs on each, for a release without a runtime. */
export const ReleaseArch = z.enum(['amd64', 'arm64', 'armhf', 'all']);
export type ReleaseArch = z.infer<typeof ReleaseArch>;

/** The program, and where it changes too, the Node that runs it. */
export const ReleaseFileName = z.enum(['agent.mjs', 'node']);
export type ReleaseFileName = z.infer<typeof ReleaseFileName>;

export const RELEASE_FILE_BYTES_MAX = 200_000_000;
/** Longest life of a manifest: what lies on a forgotten stick ends. */
export const RELEASE_VALIDITY_MS_MAX = 400 * 86_400_000;

/** Three numbers with dots, such as 1.4.0. */
export const ReleaseVersion = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);

export const Release = z.strictObject({
  v: z.literal(1),
  num: z.int().positive(),
  version: ReleaseVersion,
  arch: ReleaseArch,
  /** A version below the one that runs is meant. */
  downgrade: z.boolean(),
  iat: Instant,
  exp: Instant,
  files: z
    .array(
      z.strictObject({
        name: ReleaseFileName,
        sha256: Sha256,
        sizeBytes: z.int().min(1).max(RELEASE_FILE_BYTES_MAX),
      }),
    )
    .min(1)
    .max(2),
  /** What changes, for the technician. */
  notes: z.string().max(500),
});
export type Release = z.infer<typeof Release>;

/**
 * A release file (`.loaso`) is the sealed manifest on one line, then the files in the order of the
 * manifest, nothing between and nothing after. The manifest alone is what `down/release` carries.
 */
export const RELEASE_LINE_END = 0x0a;

/** In the folder of the signer, before the first box enrols. */
export const RELEASE_KEYS_FILE = 'release-keys.json';

/** Public halves of the keys that may sign a release, and how many of them must. */
export const ReleaseKeys = z.strictObject({
  v: z.literal(1),
  threshold: z.int().min(1).max(4),
  keys: z
    .array(TrustedKey.pick({ kid: true, publicKey: true }).strict())
    .min(1)
    .max(8),
});
export type ReleaseKeys = z.infer<typeof ReleaseKeys>;
