/**
 * Hearing — nghe lại tệp mà cụm đã ghi.
 *
 * Finds a known sound, or a part of it, in what the runs of one agent wrote, and tells silence from
 * sound. Works on instants, so that it can say how far a start was from its time.
 */
import type { Box } from '../../../deploy/demo/boxes.js';
import { locate, loudestSecond } from '../../../deploy/demo/correlate.js';
import { type Recording, recordingsOf } from '../../../deploy/demo/proof.js';

const RATE = 24_000;
/** Samples louder than this are no silence. */
const LOUD = 200;

export type Found = {
  /** Start of the whole sound that this place implies, minus the instant it was due, ms. */
  readonly errorMs: number;
  /** Normalised correlation, -1..1. */
  readonly score: number;
};

/**
 * @param startAt when the whole sound was due, UTC milliseconds
 * @param fromMs  compare only what comes after this position of the sound
 * @param toMs    and before this one
 */
export function find(
  box: Box,
  sound: Int16Array,
  { startAt, fromMs, toMs }: { startAt: number; fromMs?: number; toMs?: number },
): Found {
  const from = Math.floor(((fromMs ?? 0) * RATE) / 1000);
  const to = Math.min(sound.length, Math.floor(((toMs ?? Number.MAX_SAFE_INTEGER) * RATE) / 1000));
  const piece = sound.subarray(from, to);
  const loud = loudestSecond(piece, RATE);
  const probe = { from: from + loud.from, length: loud.length };
  const tries = recordingsOf(box).map((recording): Found => {
    const due = Math.round(((startAt - recording.startedAtMs) * RATE) / 1000);
    const around = { from: due - RATE / 2, to: due + RATE / 2 };
    const match = locate(recording.samples, sound, around, probe);
    return { errorMs: ((match.at - due) * 1000) / RATE, score: match.score };
  });
  const [best] = tries.sort((a, b) => b.score - a.score);
  if (best === undefined) throw new Error(`${box.id} has written no sound file`);
  return best;
}

export type Span = { readonly from: number; readonly to: number };

/** Loud stretches of all runs, pauses under half a second joined, UTC milliseconds. */
export function loudSpans(box: Box): Span[] {
  return recordingsOf(box)
    .flatMap(spansOf)
    .sort((a, b) => a.from - b.from);
}

function spansOf({ startedAtMs, samples }: Recording): Span[] {
  const joinSamples = RATE / 2;
  const spans: { from: number; to: number }[] = [];
  for (let index = 0; index < samples.length; index += 8) {
    if (Math.abs(samples[index] ?? 0) < LOUD) continue;
    const last = spans.at(-1);
    if (last !== undefined && index - last.to < joinSamples) last.to = index;
    else spans.push({ from: index, to: index });
  }
  const at = (index: number): number => startedAtMs + (index * 1000) / RATE;
  return spans.map(({ from, to }) => ({ from: at(from), to: at(to) }));
}
