/**
 * Chance — số ngẫu nhiên.
 *
 * Tokens and ids from the machine's secure source. An id begins with the time of its making, so rows
 * lie in the order in which they came, and ends with chance, so that nobody guesses the next one.
 */
import { randomBytes } from 'node:crypto';
import type { Chance, Clock } from '../../ports/system.js';

const SIGNS = '0123456789abcdefghijklmnopqrstuvwxyz';
/** Nine signs of base 36 hold milliseconds until the year 5188. */
const TIME_SIGNS = 9;
const RANDOM_SIGNS = 7;
/** The largest multiple of 36 in a byte: bytes above it would favour the first signs. */
const FAIR_BELOW = 252;

function randomSigns(count: number): string {
  let signs = '';
  // Ends: each turn fails for all bytes with a chance of (4/256)^count.
  while (signs.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < FAIR_BELOW && signs.length < count) signs += SIGNS[byte % SIGNS.length];
    }
  }
  return signs;
}

export const createChance = (clock: Clock): Chance => ({
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  id: (prefix) => {
    const time = clock.now().toString(SIGNS.length).padStart(TIME_SIGNS, '0');
    return `${prefix}-${time}${randomSigns(RANDOM_SIGNS)}`;
  },
});
