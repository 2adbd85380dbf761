/**
 * One-time codes in tests — mã 6 số trong kiểm thử.
 *
 * The person's phone: RFC 6238 from node:crypto alone. Every code is good once, so that the phone
 * hands out each step once and waits when the next one lies too far ahead.
 */
import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytesOf(base32: string): Buffer {
  const bits = [...base32.replace(/\s/g, '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((one) => Number.parseInt(one, 2)));
}

/** @param step whole half-minutes since 1970 */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const at = (hash[hash.length - 1] ?? 0) & 15;
  const number = (hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

export type Phone = { readonly code: () => Promise<string> };

/** The signer takes one try of a person every two seconds; people type slower than that. */
const TYPING_MS = 2200;

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Between a glance at the phone and the signer's look at the code, on a busy machine. */
const ON_THE_WAY_MS = 15_000;

/** A phone with this secret; one step beside the present one is taken by the signer too. */
export function phoneWith(secret: string): Phone {
  let used = Math.floor(Date.now() / STEP_MS) - 2;
  let typedAt = 0;
  return {
    code: async () => {
      await wait(typedAt + TYPING_MS - Date.now());
      const arrives = Math.floor((Date.now() + ON_THE_WAY_MS) / STEP_MS);
      const step = Math.max(used + 1, arrives - 1);
      used = step;
      await wait((step - 1) * STEP_MS + 500 - Date.now());
      typedAt = Date.now();
      return codeAt(secret, step);
    },
  };
}
