/**
 * Sections of a clip — các đoạn của tệp âm thanh.
 *
 * Cuts a long clip into stretches that are mastered apart: on all cores at once, and only anew where
 * the words changed. A cut depends on the neighbouring sentence alone, so an edit moves no far cut.
 * Knows durations and keys, not samples.
 */

/** A section closes no earlier and no later than this; between, where a key ends in a chosen digit. */
export type SectionLimits = { readonly minMs: number; readonly maxMs: number };

export const SPEECH_SECTION: SectionLimits = { minMs: 75_000, maxMs: 150_000 };

/** No cut at all, for codecs whose pieces cannot be laid end to end. */
export const WHOLE: SectionLimits = {
  minMs: Number.POSITIVE_INFINITY,
  maxMs: Number.POSITIVE_INFINITY,
};

/** One of so many sentences, by its key, may end a section. */
const CUT_ONE_OF = 4;

/**
 * Tells whether a section of `lengthMs` (pauses included) ends after the segment with hexadecimal
 * `key`.
 */
export function endsSection(
  lengthMs: number,
  key: string,
  limits: SectionLimits = SPEECH_SECTION,
): boolean {
  if (lengthMs < limits.minMs) return false;
  if (lengthMs >= limits.maxMs) return true;
  return Number.parseInt(key.slice(-4), 16) % CUT_ONE_OF === 0;
}
