/**
 * Mutations — biến dạng gói tin.
 *
 * Damages a message at a place and in a way drawn from a seed, so that a failure can be had again. A
 * damage that leaves type, body and signatures as they were is none, and is drawn anew.
 */
import { parseSealed } from '@loaso/shared/trust/sealed';

/** Uniform integers below a bound, from a seed (mulberry32). */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Draw = (below: number) => number;
type Damage = (raw: string, draw: Draw) => string;

const at = (raw: string, draw: Draw): number => draw(Math.max(1, raw.length));

const DAMAGES: readonly Damage[] = [
  // A flipped bit.
  (raw, draw) => {
    const bytes = Buffer.from(raw);
    const index = draw(Math.max(1, bytes.length));
    bytes[index] = (bytes[index] ?? 0) ^ (1 << draw(8));
    return bytes.toString();
  },
  // Cut off.
  (raw, draw) => raw.slice(0, at(raw, draw)),
  // A piece missing, doubled, or moved.
  (raw, draw) => {
    const from = at(raw, draw);
    return raw.slice(0, from) + raw.slice(from + 1 + draw(20));
  },
  (raw, draw) => {
    const from = at(raw, draw);
    const piece = raw.slice(from, from + 1 + draw(20));
    return raw.slice(0, from) + piece + raw.slice(from);
  },
  // Another digit: times, volumes, numbers.
  (raw, draw) => {
    const digits = [...raw.matchAll(/\d/g)].map(({ index }) => index);
    const index = digits[draw(Math.max(1, digits.length))] ?? 0;
    const digit = (Number(raw[index]) + 1 + draw(9)) % 10;
    return raw.slice(0, index) + String(digit) + raw.slice(index + 1);
  },
  // A strange character.
  (raw, draw) => {
    const from = at(raw, draw);
    return raw.slice(0, from) + String.fromCharCode(draw(0xd7ff)) + raw.slice(from);
  },
];

/** A message that is not the given one any more. */
export function mutate(raw: string, draw: Draw): string {
  for (let tries = 0; tries < 100; tries += 1) {
    const damage = DAMAGES[draw(DAMAGES.length)];
    const damaged = damage?.(raw, draw) ?? '';
    if (!isSame(raw, damaged)) return damaged;
  }
  throw new Error('no damage found');
}

/** What a signature covers and the signature itself, as bytes: spelling apart, the same message. */
function isSame(raw: string, other: string): boolean {
  const essence = (text: string): string | null => {
    const parsed = parseSealed(text);
    if (!parsed.ok) return null;
    const { type, body, sigs } = parsed.value;
    const bytes = sigs.map(({ kid, sig }) => [kid, Buffer.from(sig, 'base64url').toString('hex')]);
    return JSON.stringify([type, body, bytes]);
  };
  const kept = essence(other);
  return kept !== null && kept === essence(raw);
}
