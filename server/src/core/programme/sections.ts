/**
 * Sections of a clip — các đoạn của tệp âm thanh.
 *
 * Cuts a long clip into stretches that are mastered apart: on all cores at once, and only anew where
 * the words changed. A cut depends on the neighbouring sentence alone, so an edit moves no far cut.
 * Knows durations and keys, not samples.
 */

/** A section is no shorter and no longer than this, but for the last. */
export type SectionLimits = { readonly minMs: number; readonly maxMs: number };

/** Short enough that an edit costs little, long enough that starting an encoder costs little. */
export const SPEECH_SECTION: SectionLimits = { minMs: 30_000, maxMs: 90_000 };

/** No cut at all, for codecs whose pieces cannot be laid end to end. */
export const WHOLE: SectionLimits = {
  minMs: Number.POSITIVE_INFINITY,
  maxMs: Number.POSITIVE_INFINITY,
};

/** A sentence in line: its content key and its length with the pause after it. */
export type QueuedSentence = { readonly key: string; readonly lengthMs: number };

/**
 * How many of the queued sentences make the next section; 0 while the queue is too short to tell.
 * Among the places where a section may end it takes the one whose key ends least: two versions of a
 * text that differ in one sentence soon agree on it again, wherever they began.
 */
export function nextSection(
  queue: readonly QueuedSentence[],
  limits: SectionLimits = SPEECH_SECTION,
): number {
  let lengthMs = 0;
  let best = 0;
  let bestMark = '';
  for (const [place, sentence] of queue.entries()) {
    lengthMs += sentence.lengthMs;
    if (lengthMs > limits.maxMs) return Math.max(best, 1);
    const mark = sentence.key.slice(-8);
    if (lengthMs >= limits.minMs && (best === 0 || mark < bestMark)) {
      best = place + 1;
      bestMark = mark;
    }
  }
  return 0;
}
