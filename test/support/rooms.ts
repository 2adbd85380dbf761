/**
 * Rooms for ears — không gian giả lập cho tự nghe.
 *
 * Speech-like sound, what a horn and an open place make of it, and what else there is to hear: from a
 * seed, so that a case is the same again. Sound of 12 000 samples a second in ±1.
 */

import { type HearingFrame, LAG_FRAMES_MAX } from '@loaso/shared/wire/hearing';
import { createEar, EAR_RATE } from '#edge-agent/adapters/output/ear';

type Draw = () => number;

/** Numbers of a seed, evenly in 0 to 1. */
export function drawOf(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Syllables of changing colour, words, sentences and the pauses between them. */
export function speechOf(draw: Draw, seconds: number): Float32Array {
  const out = new Float32Array(seconds * EAR_RATE);
  let at = 0;
  while (at < out.length) {
    const syllables = 3 + Math.floor(draw() * 12);
    for (let index = 0; index < syllables && at < out.length; index += 1) {
      at += syllable(out, at, draw);
    }
    at += Math.floor((0.25 + draw() * 0.9) * EAR_RATE);
  }
  return out;
}

function syllable(out: Float32Array, at: number, draw: Draw): number {
  const length = Math.floor((0.12 + draw() * 0.14) * EAR_RATE);
  const level = 0.08 + 0.3 * draw();
  const pitch = 110 + 110 * draw();
  const colour = 400 + 2_400 * draw();
  const hiss = draw() < 0.4 ? 0.5 : 0.05;
  for (let index = 0; index < length && at + index < out.length; index += 1) {
    const t = index / EAR_RATE;
    const shape = Math.sin((Math.PI * index) / length);
    const voice = Math.sin(2 * Math.PI * pitch * t) + 0.7 * Math.sin(2 * Math.PI * colour * t);
    out[at + index] = level * shape * (voice + hiss * (draw() * 2 - 1)) * 0.5;
  }
  return length + Math.floor(draw() * 0.04 * EAR_RATE);
}

/** What a person may say of a place. */
export type Place = {
  /** Echo falls by 60 dB in so many seconds; 0 for none. */
  readonly echoS: number;
  /** Way of the sound and its capture, seconds. */
  readonly lateS: number;
  /** Of the horns at the microphone, dB. */
  readonly gainDb: number;
  /** Noise at the microphone, dB of full scale. */
  readonly noiseDb: number;
};

const power = (db: number): number => 10 ** (db / 20);

/** As the microphone has it; the horn gives no low, and `bent` cuts its peaks off. */
export function heardAt(sound: Float32Array, place: Place, draw: Draw, bent = false): Float32Array {
  const tailS = (LAG_FRAMES_MAX * 0.05 + 0.1) * EAR_RATE;
  const out = new Float32Array(sound.length + Math.ceil(tailS));
  const late = Math.round(place.lateS * EAR_RATE);
  const gain = power(place.gainDb);
  // Four trains of echoes with lengths that share no divisor stand for all the walls of a square.
  const delays = [1_037, 1_423, 1_811, 2_297];
  const trains = delays.map((delay) => new Float32Array(delay));
  const fall = delays.map((delay) =>
    place.echoS === 0 ? 0 : 10 ** ((-3 * delay) / EAR_RATE / place.echoS),
  );
  let slow = 0;
  for (let index = 0; index < out.length; index += 1) {
    const dry = sound[index - late] ?? 0;
    slow += 0.17 * (dry - slow);
    const horn = bent ? Math.max(-0.06, Math.min(0.06, 3 * (dry - slow))) : dry - slow;
    let wet = 0;
    for (const [which, train] of trains.entries()) {
      const slot = index % train.length;
      const back = (train[slot] ?? 0) * (fall[which] ?? 0);
      train[slot] = horn + back;
      wet += back;
    }
    out[index] = gain * (horn + 0.35 * wet);
  }
  return withNoise(out, place.noiseDb, draw);
}

/** Wind and traffic: noise that is stronger in the low and comes and goes. */
export function withNoise(sound: Float32Array, noiseDb: number, draw: Draw): Float32Array {
  const level = power(noiseDb) * 3;
  let [slow, swell] = [0, 1];
  return sound.map((value) => {
    slow += 0.25 * (draw() * 2 - 1 - slow);
    swell += 0.0004 * (0.5 + draw() - swell);
    return value + level * swell * (slow + 0.25 * (draw() * 2 - 1));
  });
}

export function framesOf(sound: Float32Array): readonly HearingFrame[] {
  const ear = createEar(5_000);
  ear.hear(
    Int16Array.from(sound, (value) => Math.round(Math.max(-1, Math.min(1, value)) * 32_767)),
  );
  return ear.frames();
}
