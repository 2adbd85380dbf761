/**
 * Live sound — một tiếng đang phát.
 *
 * Samples of one sound on the sample clock: which of them belong into a span, what is left out
 * because it came too late, how a drifting card is followed, where a ramp keeps a cut from clicking.
 */

import type { RelayTurn } from '../../core/event.js';
import type { PlayOrder } from '../../ports.js';
import { SAMPLE_RATE, samplesOf } from './pcm-queue.js';
import type { PcmSource } from './pcm-source.js';

export const PER_MS = SAMPLE_RATE / 1000;
/** Against clicks, at every cut and every late join: 10 ms. */
export const FADE_SAMPLES = 240;
/** A card that drifts is followed one sample at a time beyond half a millisecond, */
const DRIFT_SAMPLES = 12;
/** and with one jump beyond five: so much is no crystal but a sound server that stood still. */
const JUMP_SAMPLES = 120;
/** A start this far from what was prepared is decoded anew. */
const REOPEN_SAMPLES = 15 * SAMPLE_RATE;

export type Live = {
  readonly soundId: number;
  source: PcmSource;
  order: PlayOrder | null;
  /** Rises with each order, of whichever sound; 0 before its own. */
  orderNumber: number;
  untilMonoMs: number;
  amplitude: number;
  /** Position inside the airing of the next sample; null before the first. */
  position: number | null;
  playedSamples: number;
  started: boolean;
  stopped: boolean;
  last: number;
  /** Samples of a ramp that are still to come. */
  rising: number;
  /** Of a relay: what was told of it last. */
  turned: RelayTurn;
};

export const liveOf = (soundId: number, source: PcmSource): Live => ({
  soundId,
  source,
  order: null,
  orderNumber: 0,
  untilMonoMs: Number.POSITIVE_INFINITY,
  amplitude: 1,
  position: null,
  playedSamples: 0,
  started: false,
  stopped: false,
  last: 0,
  rising: 0,
  turned: 'silence',
});

export const amplitudeOf = (gainDb: number, volumePercent: number): number =>
  10 ** (gainDb / 20) * (volumePercent / 100);

/** Opens what an order sounds. */
export type Opening = (order: Pick<PlayOrder, 'parts' | 'fromMs' | 'relay'>) => PcmSource;

/** Fixes start and end; decodes anew where the start is not near what was prepared. */
export function startOrder(live: Live, order: PlayOrder, open: Opening): void {
  const ahead = samplesOf(order.fromMs) - live.source.position();
  // A stream has no positions: only its count goes on.
  if (ahead < 0 || (ahead > REOPEN_SAMPLES && order.relay === undefined)) {
    live.source.close();
    live.source = open(order);
  }
  live.order = order;
  live.rising = order.fromMs > 0 ? FADE_SAMPLES : 0;
  live.untilMonoMs = order.untilMonoMs;
  live.amplitude = amplitudeOf(order.gainDb, order.volumePercent);
}

/** Samples `at` to `to` of a block whose first sample is heard at `firstMonoMs`. */
type Span = { readonly at: number; readonly to: number; readonly firstMonoMs: number };
export type Heard = { readonly at: number; readonly to: number };

/** Puts the sound that belongs into the span; null when none of it has been decoded. */
export function fill(live: Live, order: PlayOrder, block: Int16Array, span: Span): Heard | null {
  const due = samplesOf(order.fromMs + span.firstMonoMs + span.at / PER_MS - order.startMonoMs);
  const repeated = followClock(live, due) && span.at < span.to;
  if (repeated) block[span.at] = live.last;
  const at = repeated ? span.at + 1 : span.at;
  const position = live.position ?? due;
  live.source.skip(Math.max(0, position - live.source.position()));
  const ahead = live.source.position() - position;
  const from = Math.min(span.to, at + Math.max(0, ahead));
  const count = ahead < 0 ? 0 : live.source.read(block, from, span.to - from);
  for (let index = from; index < from + count; index += 1) {
    block[index] = Math.round((block[index] ?? 0) * live.amplitude);
  }
  // What has not been decoded in time is passed over, so that the rest keeps its instant.
  live.position = position + span.to - at;
  if (count === 0) return null;
  live.last = block[from + count - 1] ?? 0;
  live.playedSamples += count;
  return { at: from, to: from + count };
}

/** Brings the position in line with the clock; true when one sample is to be repeated. */
function followClock(live: Live, due: number): boolean {
  const drift = live.position === null ? 0 : due - live.position;
  if (live.position === null) live.position = due;
  else if (Math.abs(drift) > JUMP_SAMPLES) {
    live.position = due;
    live.rising = FADE_SAMPLES;
  } else if (drift >= DRIFT_SAMPLES) live.position += 1;
  else return drift <= -DRIFT_SAMPLES;
  return false;
}

/**
 * Ramps at a join in the middle, after a jump and before a cut; a natural start and end stay as
 * recorded.
 *
 * @param until index of the cut in this block; beyond it where the cut is later
 */
export function fadeEdges(live: Live, block: Int16Array, until: number, heard: Heard): void {
  const { rising } = live;
  const ends = until - heard.to < FADE_SAMPLES;
  if (rising === 0 && !ends) return;
  const risen = FADE_SAMPLES - rising;
  for (let index = heard.at; index < heard.to; index += 1) {
    const rise = rising > 0 ? Math.min(1, (risen + index - heard.at + 1) / FADE_SAMPLES) : 1;
    const fall = ends ? Math.min(1, Math.max(0, until - index) / FADE_SAMPLES) : 1;
    block[index] = Math.round((block[index] ?? 0) * rise * fall);
  }
  live.rising = Math.max(0, rising - (heard.to - heard.at));
}
