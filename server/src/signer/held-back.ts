/**
 * Held back — số không vượt số đã ký thì không ký.
 *
 * A number at or below the highest ever signed means that an older database is speaking.
 */
import type { NumberBook } from './numbers.js';

export type HeldBack = { readonly code: 'signer-hold'; readonly detail: string };

export function heldBack(
  numbers: Pick<NumberBook, 'highest'>,
  device: string,
  num: number,
): HeldBack | null {
  const highest = numbers.highest('plan', device);
  if (num > highest) return null;
  const detail = `number ${num} of ${device} is not above ${highest}, which was signed before`;
  return { code: 'signer-hold', detail };
}
