/**
 * Secret keys — các khoá bí mật trên đĩa.
 *
 * One Ed25519 key per file that only this user may read; the first key of a role is named by the
 * role, later ones by their own name. Promises that a key never leaves this process, and refuses to
 * start on a damaged file rather than make a key that no box would trust.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SignerKeyRole } from '@loaso/shared/wire/signer';
import { syncFolder, writeDurably } from './durable.js';

export type SecretRole = SignerKeyRole | 'root';
export type Secret = {
  readonly role: SecretRole;
  readonly kid: string;
  readonly publicKey: string;
  readonly key: KeyObject;
  readonly path: string;
};

export type SecretBook = {
  /** Every key here, by its name. */
  readonly all: ReadonlyMap<string, Secret>;
  /** The key of the file named by the role, where there is one. */
  first(role: SecretRole): Secret | null;
  /** A new key, on the disk before this returns. */
  make(role: SecretRole): Secret;
  /** Gone from the disk before this returns. */
  remove(kid: string): void;
};

const isRole = (text: string | undefined): text is SecretRole =>
  text === 'root' || SignerKeyRole.safeParse(text).success;

const SUFFIX = '.key';

export function openSecretBook(dir: string): SecretBook {
  const all = new Map<string, Secret>();
  for (const name of readdirSync(dir).sort()) {
    if (!name.endsWith(SUFFIX)) continue;
    const secret = readSecret(join(dir, name));
    all.set(secret.kid, secret);
  }
  const first = (role: SecretRole): Secret | null =>
    [...all.values()].find(({ path }) => basename(path) === `${role}${SUFFIX}`) ?? null;
  return {
    all,
    first,
    make(role) {
      const { privateKey } = generateKeyPairSync('ed25519');
      const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
      const plain = join(dir, `${role}${SUFFIX}`);
      const path = existsSync(plain) ? join(dir, `${nameOf(role, privateKey)}${SUFFIX}`) : plain;
      writeDurably(path, `${pkcs8.toString('base64')}\n`);
      const secret = readSecret(path);
      all.set(secret.kid, secret);
      return secret;
    },
    remove(kid) {
      const secret = all.get(kid);
      if (secret === undefined) return;
      rmSync(secret.path, { force: true });
      syncFolder(dirname(secret.path));
      all.delete(kid);
    },
  };
}

const publicHalf = (key: KeyObject): string =>
  String(createPublicKey(key).export({ format: 'jwk' }).x);

const nameOf = (role: SecretRole, key: KeyObject): string =>
  `${role}-${createHash('sha256').update(publicHalf(key)).digest('hex').slice(0, 12)}`;

function readSecret(path: string): Secret {
  chmodSync(path, 0o600);
  const role = basename(path, SUFFIX).split('-')[0];
  if (!isRole(role)) throw new Error(`${path} is the key of no role`);
  const der = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no Ed25519 key`);
  return { role, kid: nameOf(role, key), publicKey: publicHalf(key), key, path };
}
