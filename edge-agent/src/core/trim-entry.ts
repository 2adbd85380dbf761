/**
 * Trim of the volume — chỉnh nhỏ âm lượng của hộp.
 *
 * A share of whatever the signed hours allow, kept over restarts until another is set. It can only
 * turn down, never to silence, and warnings pass it by.
 */
import type { Instant } from '@loaso/shared/time';
import type { Airing } from './airing.js';

/** As it was set; `iat` of its command orders them. */
export type Trim = {
  readonly percent: number;
  readonly setAt: Instant;
  readonly iat: Instant;
  readonly commandId: string;
};

export type TrimEntry = { readonly k: 'trim'; readonly trim: Trim };

export const newerTrim = (before: Trim | null, trim: Trim): Trim =>
  before !== null && before.iat > trim.iat ? before : trim;

/** @returns what is left of `ceiling`, percent; something where there was something */
export function trimmed(
  trim: Trim | null,
  { priority }: Pick<Airing, 'priority'>,
  ceiling: number,
): number {
  if (trim === null || priority === 'emergency' || ceiling <= 0) return ceiling;
  return Math.max(1, Math.floor((ceiling * Math.min(100, trim.percent)) / 100));
}
