/**
 * Regional choices — cách nói số theo vùng.
 *
 * What the regions say differently; the words themselves are the choice, in every language of the
 * page.
 */
import type { ReadingStyle } from '@loaso/shared/wire/script';

export const CHOICES = {
  thousand: ['nghìn', 'ngàn'],
  zeroTens: ['linh', 'lẻ'],
  four: ['tư', 'bốn'],
} as const satisfies { [K in keyof ReadingStyle]: readonly ReadingStyle[K][] };

export const PARTS = ['thousand', 'zeroTens', 'four'] as const;
