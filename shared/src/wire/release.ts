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

/** What keeps a manifest from being one, whoever signed it; null for nothing. */
export type ReleaseFault = {
  readonly code: 'malformed' | 'validity-too-long';
  readonly detail: string;
};

/** The rules of a manifest that no schema tells; the same at the box and at the server. */
export function releaseFault({ files, arch, iat, exp }: Release): ReleaseFault | null {
  const names = files.map(({ name }) => name);
  if (!names.includes('agent.mjs')) return { code: 'malformed', detail: 'no agent.mjs' };
  if (new Set(names).size < names.length) return { code: 'malformed', detail: 'a file twice' };
  if (arch === 'all' && names.includes('node')) {
    return { code: 'malformed', detail: 'a runtime for every processor' };
  }
  const lifeMs = exp - iat;
  return lifeMs > RELEASE_VALIDITY_MS_MAX
    ? { code: 'validity-too-long', detail: `${lifeMs} ms` }
    : null;
}

/** What became of a release at a box: on its way, waiting for quiet, on trial, kept, left, refused. */
export const UpdateStep = z.enum([
  'fetching',
  'staged',
  'on-trial',
  'stays',
  'went-back',
  'refused',
]);
export type UpdateStep = z.infer<typeof UpdateStep>;

/** What a box says of its own updates, in every status. */
export const UpdateReport = z.object({
  /** Its processor, as Debian calls it. */
  arch: z.string().max(16),
  /** False where no release can be installed: the agent was not started by its launcher. */
  able: z.boolean(),
  /** Highest number ever installed; 0 for none. */
  highestNum: z.int().nonnegative(),
  /** The newest release that came to it; null for none. */
  last: z
    .object({
      /** 0 where the manifest could not be read. */
      num: z.int().nonnegative(),
      step: UpdateStep,
      /** Of a refusal. */
      code: z.string().max(64).optional(),
      detail: z.string().max(200),
    })
    .nullable(),
});
export type UpdateReport = z.infer<typeof UpdateReport>;

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
