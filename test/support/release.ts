/**
 * Releases for tests — bản phát hành để thử.
 *
 * A release key, a root that names it, and manifests signed by it; what a vendor's offline machine
 * would make.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { Sha256 } from '@loaso/shared/ids';
import { type Sign, seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { Release } from '@loaso/shared/wire/release';

export const NOW_MS = Date.UTC(2026, 10, 25);
const DAY_MS = 86_400_000;

export type ReleaseSigner = Sign & { readonly key: TrustRoot['keys'][number] };

export function releaseSigner(kid: string): ReleaseSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = String(publicKey.export({ format: 'jwk' }).x);
  return {
    kid,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    key: { kid, role: 'release', publicKey: x, areas: ['*'], revoked: false },
  };
}

export const rootOf = (signers: readonly ReleaseSigner[], threshold = 1): TrustRoot => ({
  v: 1,
  num: 1,
  keys: signers.map(({ key }) => key),
  thresholds: { release: threshold },
});

export const hashOf = (bytes: Uint8Array | string): Sha256 =>
  Sha256.parse(createHash('sha256').update(bytes).digest('hex'));

export const fileOf = (text: string): Release['files'][number] => ({
  name: 'agent.mjs',
  sha256: hashOf(text),
  sizeBytes: Buffer.byteLength(text),
});

/** A manifest as JSON would hold it; times are plain numbers. */
export const manifestOf = (part: Partial<Record<keyof Release, unknown>> = {}) => ({
  v: 1,
  num: 1,
  version: '1.0.0',
  arch: 'all',
  downgrade: false,
  iat: NOW_MS,
  exp: NOW_MS + 90 * DAY_MS,
  files: [fileOf('program')],
  notes: '',
  ...part,
});

export const sealRelease = (body: object, signers: readonly Sign[]): string =>
  seal('release', JSON.stringify(body), signers);
