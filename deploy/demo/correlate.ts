/**
 * Correlation — so khớp âm thanh.
 *
 * Finds at which sample of a long recording a known sound begins, by normalised cross-correlation:
 * the proof that what a box wrote is the mastered audio, at the instant it was due.
 */

export type Match = {
  /** Sample of the recording at which the sound begins. */
  readonly at: number;
  /** Normalised correlation there, -1..1. */
  readonly score: number;
};

/**
 * @param recording samples of what was heard
 * @param sound     samples of what was due
 * @param around    window of starting samples to try, half-open
 * @param probe     samples of `sound` to compare: from, length (loud enough to be unmistakable)
 */
export function locate(
  recording: Int16Array,
  sound: Int16Array,
  around: { from: number; to: number },
  probe: { from: number; length: number },
): Match {
  const needle = sound.subarray(probe.from, probe.from + probe.length);
  const coarse = best(recording, needle, { ...around, offset: probe.from, step: 2, stride: 3 });
  return best(recording, needle, {
    from: Math.max(around.from, coarse.at - 4),
    to: coarse.at + 5,
    offset: probe.from,
    step: 1,
    stride: 1,
  });
}

type Search = { from: number; to: number; offset: number; step: number; stride: number };

function best(recording: Int16Array, needle: Int16Array, search: Search): Match {
  let winner: Match = { at: search.from, score: -1 };
  for (let at = search.from; at < search.to; at += search.step) {
    const score = similarity(recording, needle, at + search.offset, search.stride);
    if (score > winner.score) winner = { at, score };
  }
  return winner;
}

function similarity(
  recording: Int16Array,
  needle: Int16Array,
  start: number,
  stride: number,
): number {
  if (start < 0 || start + needle.length > recording.length) return -1;
  let cross = 0;
  let energyA = 0;
  let energyB = 0;
  for (let index = 0; index < needle.length; index += stride) {
    const a = recording[start + index] ?? 0;
    const b = needle[index] ?? 0;
    cross += a * b;
    energyA += a * a;
    energyB += b * b;
  }
  return energyA === 0 || energyB === 0 ? 0 : cross / Math.sqrt(energyA * energyB);
}

/** Where the loudest second of `sound` lies: a probe that cannot match silence. */
export function loudestSecond(
  sound: Int16Array,
  sampleRate: number,
): { from: number; length: number } {
  let winner = { from: 0, energy: -1 };
  for (let from = 0; from + sampleRate <= sound.length; from += Math.floor(sampleRate / 4)) {
    let energy = 0;
    for (let index = from; index < from + sampleRate; index += 16)
      energy += (sound[index] ?? 0) ** 2;
    if (energy > winner.energy) winner = { from, energy };
  }
  return { from: winner.from, length: Math.min(sampleRate, sound.length - winner.from) };
}
