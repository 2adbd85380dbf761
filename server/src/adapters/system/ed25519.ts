/**
 * Ed25519 check — kiểm chữ ký.
 *
 * Verifies one signature under a raw public key. A key or a signature
 * point of small order is refused, since such a key "signs" every message (OpenSSL before 3.5 lets
 * it), and only the one canonical spelling of a key or signature counts. Never signs: keys are elsewhere.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Key objects kept: making one costs as much as a check. */
const KEYS_MAX = 20_000;

/**
 * The y coordinates of the eight points of small order, little endian, without the sign bit, with
 * the two spellings beyond the prime. Source: libsodium, ge25519_has_small_order.
 */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

function hasSmallOrder(point: Buffer): boolean {
  const unsigned = Buffer.from(point);
  unsigned.writeUInt8(unsigned.readUInt8(KEY_BYTES - 1) & 0x7f, KEY_BYTES - 1);
  return SMALL_ORDER.has(unsigned.toString('hex'));
}

/** The bytes of canonical base64url of exactly `bytes` bytes, or null. */
function decode(text: string, bytes: number): Buffer | null {
  const found = Buffer.from(text, 'base64url');
  return found.length === bytes && found.toString('base64url') === text ? found : null;
}

function keyOf(publicKey: string): KeyObject | null {
  const bytes = decode(publicKey, KEY_BYTES);
  if (bytes === null || hasSmallOrder(bytes)) return null;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** @returns a check `(publicKey, message, signature)` that answers false for anything malformed */
export function createEd25519Check(): (
  publicKey: string,
  message: string,
  signature: string,
) => boolean {
  const kept = new Map<string, KeyObject>();
  const keyFor = (publicKey: string): KeyObject | null => {
    const known = kept.get(publicKey);
    if (known !== undefined) return known;
    const key = keyOf(publicKey);
    if (key === null) return null;
    if (kept.size >= KEYS_MAX) kept.clear();
    kept.set(publicKey, key);
    return key;
  };
  return (publicKey, message, signature) => {
    const key = keyFor(publicKey);
    const bytes = decode(signature, SIGNATURE_BYTES);
    if (key === null || bytes === null || hasSmallOrder(bytes.subarray(0, KEY_BYTES))) return false;
    return verify(null, Buffer.from(message, 'utf8'), key, bytes);
  };
}
