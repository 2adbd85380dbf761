/**
 * Symbolic keys — chữ ký tượng trưng.
 *
 * Signatures and hashes by a fast mixing of the text, so that thousands of weeks can be run. Within a
 * run nobody can sign without the key's name as drawn at its start, which is all the cores rely on;
 * outside a simulation these prove nothing.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { KeyRole, Sign, TrustedKey, Verify } from '@loaso/shared/trust/sealed';
import { mix } from './chance.js';

/** Two independent 32-bit lanes over the text; every character moves both. */
function lanes(text: string, seed: number): [number, number] {
  let a = seed | 0;
  let b = ~seed | 0;
  for (let at = 0; at < text.length; at += 2) {
    // Two characters a step; past the end there is none, and the length is mixed in below.
    const pair = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    a = Math.imul(a ^ pair, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ pair, 0x5bd1e995);
  }
  return [mix(a), mix(b ^ text.length)];
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** 64 hex digits in place of SHA-256. */
export function hashOf(text: string): Sha256 {
  const [a, b] = lanes(text, 0x811c9dc5);
  let word = a;
  let digits = hex(a) + hex(b);
  while (digits.length < 64) {
    word = mix(word ^ b);
    digits += hex(word);
  }
  return digits as Sha256;
}

const seeds = new Map<string, number>();

/** Of each key once: a fleet has few of them, and signs without end. */
function seedOf(publicKey: string): number {
  const known = seeds.get(publicKey);
  if (known !== undefined) return known;
  const [seed] = lanes(publicKey, 7);
  seeds.set(publicKey, seed);
  return seed;
}

const signatureOf = (publicKey: string, message: string): string => {
  const [a, b] = lanes(message, seedOf(publicKey));
  return `${a}.${b}`;
};

/** The texts that were signed last, by their signatures: most are checked soon after, and often. */
const signed = new Map<string, { readonly publicKey: string; readonly message: string }>();
const SIGNED_MAX = 4096;

function keepSigned(publicKey: string, message: string, signature: string): void {
  if (signed.size >= SIGNED_MAX) signed.clear();
  signed.set(signature, { publicKey, message });
}

/** Two equal texts are compared faster than one is mixed. */
export const verifySymbolic: Verify = (publicKey, message, signature) => {
  const known = signed.get(signature);
  if (known?.publicKey === publicKey && known.message === message) return true;
  return signatureOf(publicKey, message) === signature;
};

/** A key of `role` for all areas, and the hand that signs with it. */
export function symbolicKey(kid: string, role: KeyRole): { key: TrustedKey; sign: Sign } {
  const publicKey = hashOf(`key ${kid}`).slice(0, 43);
  return {
    key: { kid, role, publicKey, areas: ['*'], revoked: false },
    sign: {
      kid,
      sign: (message) => {
        const signature = signatureOf(publicKey, message);
        keepSigned(publicKey, message, signature);
        return signature;
      },
    },
  };
}
