/**
 * One-time codes — mã xác nhận dùng một lần.
 *
 * RFC 6238 over SHA-1, six digits, thirty seconds: what every authenticator app shows. Knows one
 * secret and one instant; who may use it and how often is the book's matter.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const STEP_MS = 30_000;
/** Steps before and after the present one whose code is taken: clocks of phones differ. */
const SKEW_STEPS = 1;
/** RFC 4226 advises 160 bits. */
const SECRET_BYTES = 20;

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += SIGNS[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + SIGNS[(held << (5 - bits)) & 31] : text;
}

export function bytesOf(secret: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const sign of secret) {
    const value = SIGNS.indexOf(sign);
    if (value < 0) throw new Error('a secret is not base32');
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >>> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

export const newSecret = (): string => base32(randomBytes(SECRET_BYTES));

/** @param step whole half-minutes since 1970 */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

/**
 * The step whose code `code` is, at `now` or one step beside it, and later than `usedStep`; null for
 * any other code. Looks at every step, so that its time tells nothing.
 */
export function stepOf(
  secret: string,
  code: string,
  { now, usedStep }: { readonly now: number; readonly usedStep: number },
): number | null {
  const given = Buffer.from(code);
  const present = Math.floor(now / STEP_MS);
  let found: number | null = null;
  for (let step = present - SKEW_STEPS; step <= present + SKEW_STEPS; step += 1) {
    const right = Buffer.from(codeAt(secret, step));
    const fits = given.length === right.length && timingSafeEqual(given, right);
    if (fits && step > usedStep) found = step;
  }
  return found;
}
