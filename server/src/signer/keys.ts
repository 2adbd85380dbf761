/**
 * Keys — khoá ký.
 *
 * One Ed25519 key per role, made at the first start, each in a file of its own that only this user
 * may read. Promises that a key never leaves this process; refuses to start on a damaged file
 * rather than make a new key that no box would trust. Of the release keys it knows the public
 * halves alone: who may write a program for the boxes is not on this machine.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRole, Sign, TrustRoot } from '@loaso/shared/trust/sealed';
import { RELEASE_KEYS_FILE, ReleaseKeys } from '@loaso/shared/wire/release';
import { writeDurably } from './durable.js';

export type SignerRole = Exclude<KeyRole, 'root' | 'device' | 'release'>;
export const SIGNER_ROLES: readonly SignerRole[] = [
  'plan',
  'command',
  'envelope',
  'server',
  'urgent',
  'drill',
];

export type KeyRing = {
  readonly root: TrustRoot;
  signerOf(role: SignerRole): Sign;
};

type RoleKey = { readonly kid: string; readonly publicKey: string; readonly secret: KeyObject };

/** Loads the keys in `dir`, making those that are not there yet. */
export function openKeyRing(dir: string): KeyRing {
  const keys = new Map(SIGNER_ROLES.map((role) => [role, openKey(dir, role)]));
  const keyOf = (role: SignerRole): RoleKey => {
    const key = keys.get(role);
    if (key === undefined) throw new Error(`no key for role ${role}`);
    return key;
  };
  const own = SIGNER_ROLES.map((role) => {
    const { kid, publicKey } = keyOf(role);
    return { kid, role, publicKey, areas: ['*'], revoked: false };
  });
  const release = releaseKeysIn(dir);
  return {
    root: {
      v: 1,
      num: 1,
      keys: [...own, ...release.keys],
      thresholds: release.keys.length === 0 ? {} : { release: release.threshold },
    },
    signerOf: (role) => {
      const { kid, secret } = keyOf(role);
      const signText = (text: string): string =>
        sign(null, Buffer.from(text), secret).toString('base64url');
      return { kid, sign: signText };
    },
  };
}

/** Public halves of the offline keys, as `loaso release trust` left them. */
function releaseKeysIn(dir: string): { keys: TrustRoot['keys']; threshold: number } {
  const path = join(dir, RELEASE_KEYS_FILE);
  if (!existsSync(path)) return { keys: [], threshold: 1 };
  const { keys, threshold } = ReleaseKeys.parse(JSON.parse(readFileSync(path, 'utf8')));
  const role = 'release' as const;
  return { keys: keys.map((key) => ({ ...key, role, areas: ['*'], revoked: false })), threshold };
}

function openKey(dir: string, role: SignerRole): RoleKey {
  const path = join(dir, `${role}.key`);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    writeDurably(path, `${pkcs8.toString('base64')}\n`);
  }
  chmodSync(path, 0o600);
  const der = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  if (secret.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no Ed25519 key`);
  const { x } = createPublicKey(secret).export({ format: 'jwk' });
  if (x === undefined) throw new Error(`${path} has no public part`);
  const mark = createHash('sha256').update(x).digest('hex').slice(0, 12);
  return { kid: `${role}-${mark}`, publicKey: x, secret };
}
