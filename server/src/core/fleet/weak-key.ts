/**
 * Weak keys — khoá công khai yếu.
 *
 * A point of small order on the curve "signs" every message, so a box that brings one as its key
 * could be spoken for by anybody. Judged once, at enrolment; the signature check refuses it as well.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const KEY_BYTES = 32;

/**
 * y coordinates of the eight points of small order, little endian, sign bit cleared, with the
 * spellings beyond the prime. Source: libsodium, ge25519_has_small_order.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

function bytesOf(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const sign of text) {
    value = ((value << 6) | ALPHABET.indexOf(sign)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  return bytes;
}

/** @param publicKey Ed25519, raw 32 bytes in base64url; anything else counts as weak */
export function isWeakKey(publicKey: string): boolean {
  const bytes = bytesOf(publicKey);
  if (bytes.length !== KEY_BYTES || !/^[A-Za-z0-9_-]{43}$/.test(publicKey)) return true;
  const last = KEY_BYTES - 1;
  const unsigned = bytes.map((byte, index) => (index === last ? byte & 127 : byte));
  return SMALL_ORDER.has(unsigned.map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
