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
export const SPEECH_SECTION: SectionLimits = { minMs: 15_000, maxMs: 45_000 };

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

/** Batches are as long as this on the average, so that progress is seen and a lost one costs little. */
const BATCH_MS = 720_000;
/** The first batches are so much longer than the average, the last so much shorter. */
const SLOPE = 0.4;

/**
 * Splits sections, given by their lengths in ms, into runs of neighbours for `workers` processes:
 * few, because each start costs as much as seconds of work; those begun together alike in length, so
 * that no worker waits; the last shorter, since nothing is done beside the measuring of those.
 * Gives the places of each batch; no batch is empty.
 */
export function batchesOf(lengthsMs: readonly number[], workers: number): number[][] {
  const totalMs = lengthsMs.reduce((sum, each) => sum + each, 0);
  const endsMs = batchEnds(totalMs, workers);
  const batches: number[][] = [];
  let reachedMs = 0;
  for (const [place, lengthMs] of lengthsMs.entries()) {
    const middleMs = reachedMs + lengthMs / 2;
    const found = endsMs.findIndex((endMs) => middleMs < endMs);
    const batch = found < 0 ? endsMs.length - 1 : found;
    batches[batch] = [...(batches[batch] ?? []), place];
    reachedMs += lengthMs;
  }
  return batches.filter((batch) => batch.length > 0);
}

/** Where each batch ends, ms from the beginning. */
function batchEnds(totalMs: number, workers: number): number[] {
  const rounds = Math.max(1, Math.ceil(totalMs / (BATCH_MS * workers)));
  const shareMs = totalMs / (rounds * workers);
  const ends: number[] = [];
  let endMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const lean = rounds === 1 ? 0 : 1 - (2 * round) / (rounds - 1);
    for (let worker = 0; worker < workers; worker += 1) {
      endMs += shareMs * (1 + SLOPE * lean);
      ends.push(endMs);
    }
  }
  return ends;
}
