/**
 * Ear — tai nghe của phép đo.
 *
 * Finds in what a card has played where a known noise begins, where sound begins after silence and
 * where it ends. Exact to the sample; a noise is like itself at one place only.
 */
import { RATE } from './sound-room.js';

const PER_MS = RATE / 1000;
/** Short, so that a correction of one sample inside it changes little. */
const PROBE_SAMPLES = 120;
const ATTEMPTS = 20;
const LOOK_SAMPLES = 48;
const LOOK_LIKENESS = 0.6;
const LIKENESS_MIN = 0.8;
/** Digital silence is zero; the ramps of a codec are below this. */
const LOUD = 150;

/**
 * Where `clip` would have begun, milliseconds after the first sample of `heard`; null when it is not
 * there. @param probeMs from when in the clip on it is looked for, 5 ms and, where the card is being
 * followed just then, the 5 ms after them
 */
export function beginningIn(heard: Int16Array, clip: Int16Array, probeMs: number): number | null {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const probeAt = Math.round(probeMs * PER_MS) + attempt * PROBE_SAMPLES;
    if (probeAt + PROBE_SAMPLES > clip.length) return null;
    const found = placeOf(heard, clip, probeAt);
    if (found !== null) return found;
  }
  return null;
}

/** The same for the 5 ms at one place. */
export function placeOf(heard: Int16Array, clip: Int16Array, probeAt: number): number | null {
  const probe = clip.subarray(probeAt, probeAt + PROBE_SAMPLES);
  const power = dot(probe, probe, 0, probe.length);
  const lookPower = dot(probe, probe, 0, LOOK_SAMPLES);
  let [best, likeness] = [-1, 0];
  for (let at = 0; at + probe.length <= heard.length; at += 1) {
    if (dot(heard, probe, at, LOOK_SAMPLES) < lookPower * LOOK_LIKENESS) continue;
    const alike = dot(heard, probe, at, probe.length) / power;
    if (alike > likeness) [best, likeness] = [at, alike];
  }
  return likeness < LIKENESS_MIN ? null : (best - probeAt) / PER_MS;
}

/** First sound, milliseconds after the first sample; null in silence. */
export function onsetIn(heard: Int16Array): number | null {
  const at = heard.findIndex((value) => Math.abs(value) > LOUD);
  return at < 0 ? null : at / PER_MS;
}

/** End of the last sound, milliseconds after the first sample; null in silence. */
export function endIn(heard: Int16Array): number | null {
  const at = heard.findLastIndex((value) => Math.abs(value) > LOUD);
  return at < 0 ? null : (at + 1) / PER_MS;
}

/** Longest silence inside, milliseconds. */
export function longestGapIn(heard: Int16Array): number {
  let [longest, since] = [0, 0];
  for (let at = 0; at < heard.length; at += 1) {
    if (Math.abs(heard[at] ?? 0) > LOUD) since = at;
    longest = Math.max(longest, at - since);
  }
  return longest / PER_MS;
}

function dot(samples: Int16Array, probe: Int16Array, at: number, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += (samples[at + index] ?? 0) * (probe[index] ?? 0);
  }
  return sum;
}
