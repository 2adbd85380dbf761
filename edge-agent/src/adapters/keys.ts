/**
 * Keys — khoá của cụm.
 *
 * Ed25519 through Node: the key of this box, made on the box and never leaving it, and the check of
 * others' signatures. Refuses public keys of small order, under which anything would verify.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify as verifyBytes,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Verify } from '@loaso/shared/trust/sealed';

export type OwnKey = {
  /** Raw 32 bytes, base64url. */
  readonly publicKey: string;
  /** Signature over the UTF-8 of `message`, base64url. */
  readonly sign: (message: string) => string;
};

/**
 * Encodings of the points of order 1, 2, 4 and 8, sign bit cleared.
 * Source: RFC 8032 curve; the list of libsodium's `ge25519_has_small_order`.
 */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** 2^255 − 19, little-endian, without its lowest byte: from here on an encoding is not canonical. */
const FIELD_TOP = `${'ff'.repeat(30)}7f`;
const FIELD_LOW = 0xed;

/** True when the 32 bytes can be the public key of an honest signer. */
export function isSoundPublicKey(raw: Uint8Array): boolean {
  if (raw.length !== 32) return false;
  const y = Buffer.from(raw);
  y[31] = (y[31] ?? 0) & 0x7f;
  const hex = y.toString('hex');
  const beyondField = hex.slice(2) === FIELD_TOP && (y[0] ?? 0) >= FIELD_LOW;
  return !beyondField && !SMALL_ORDER.has(hex);
}

const publicKeyOf = (x: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });

/** Keys met before; the roots of a box name few. */
const KNOWN_MAX = 256;

export function createVerify(): Verify {
  const known = new Map<string, KeyObject | null>();
  const keyOf = (publicKey: string): KeyObject | null => {
    const found = known.get(publicKey);
    if (found !== undefined) return found;
    if (known.size >= KNOWN_MAX) known.clear();
    const raw = Buffer.from(publicKey, 'base64url');
    const key = isSoundPublicKey(raw) ? publicKeyOf(publicKey) : null;
    known.set(publicKey, key);
    return key;
  };
  return (publicKey, message, signature) => {
    const bytes = Buffer.from(signature, 'base64url');
    const key = bytes.length === 64 ? keyOf(publicKey) : null;
    return key !== null && verifyBytes(null, Buffer.from(message, 'utf8'), key, bytes);
  };
}

export const sha256Hex = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

const asOwnKey = (privateKey: KeyObject): OwnKey => {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (typeof x !== 'string') throw new Error('the key file holds no Ed25519 key');
  return {
    publicKey: x,
    sign: (message) => sign(null, Buffer.from(message, 'utf8'), privateKey).toString('base64url'),
  };
};

/** What is neither there nor whole is no key: a power cut has been faster than the one who made it. */
export function readKey(pem: Uint8Array | null): OwnKey | null {
  if (pem === null) return null;
  try {
    return asOwnKey(createPrivateKey(Buffer.from(pem)));
  } catch {
    return null;
  }
}

/** The key of this box; null when none has been made, or it is torn. */
export const loadKey = (path: string): OwnKey | null =>
  readKey(existsSync(path) ? readFileSync(path) : null);

/** A key that nobody has yet, as its file holds it. */
export const makeKey = (): string =>
  String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
