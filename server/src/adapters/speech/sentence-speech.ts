/**
 * Sentence by sentence — đọc từng câu.
 *
 * What engines that take one sentence at a time have in common: guard, limits, cache, length check,
 * order, reading ahead, an end when nobody listens. The engine itself only says one clean sentence.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { PcmFile } from '../../ports/audio.js';
import type { Speech, SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';
import { refuseOptions } from './options-guard.js';
import { createSpeechCache, type SpeechCache, speechKey } from './speech-cache.js';
import { checkLength } from './speech-length.js';
import { guardSpoken } from './spoken-guard.js';
import { trimSilence } from './wav-split.js';

export type SentenceEngine = {
  voices(): readonly Voice[];
  /** Everything beside words and options that shapes the sound of a voice. */
  fingerprint(voiceId: string): string;
  /** One guarded sentence → mono samples at the rate of the voice. */
  say(
    text: string,
    how: SpeechOptions,
    signal: AbortSignal,
  ): Promise<Result<Int16Array, SpeechFault>>;
};

export type SentenceOptions = {
  readonly cacheDir: string;
  readonly cacheMaxBytes: number;
  /** Sentences under way at once. */
  readonly atOnce: number;
};

type Outcome = Result<PcmFile, SpeechFault>;
type Desk = {
  readonly engine: SentenceEngine;
  readonly options: SentenceOptions;
  readonly cacheOf: (sampleRate: number) => SpeechCache;
};

/** Samples under this are hiss of a decoder, not the edge of a word. */
const HISS = 24;
const CANCELLED: SpeechFault = { code: 'cancelled', detail: 'đã huỷ' };

export function createSentenceSpeech(engine: SentenceEngine, options: SentenceOptions): Speech {
  const desk: Desk = { engine, options, cacheOf: rememberCaches(options) };
  return {
    voices: () => engine.voices(),
    synthesise: (spoken, how, signal) => speak(desk, spoken, how, signal),
    synthesiseAll: (spoken, how, signal) => speakAll(desk, spoken, how, signal),
  };
}

function rememberCaches(options: SentenceOptions): Desk['cacheOf'] {
  const caches = new Map<number, SpeechCache>();
  return (sampleRate) => {
    const known = caches.get(sampleRate);
    if (known !== undefined) return known;
    const { cacheDir: directory, cacheMaxBytes: maxBytes } = options;
    const made = createSpeechCache({ directory, sampleRate, maxBytes });
    caches.set(sampleRate, made);
    return made;
  };
}

async function speak(
  { engine, cacheOf }: Desk,
  spoken: string,
  how: SpeechOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const refusal = refuseOptions(engine.voices(), how);
  if (refusal) return err(refusal);
  const guarded = guardSpoken(spoken);
  if (!guarded.ok) return guarded;
  if (signal.aborted) return err(CANCELLED);
  const text = guarded.value;
  const { voiceId, wordsPerMinute, pitch } = how;
  const { sampleRate } = voiceOf(engine, voiceId);
  const cache = cacheOf(sampleRate);
  const key = speechKey([engine.fingerprint(voiceId), voiceId, wordsPerMinute, pitch, text]);
  const kept = await cache.find(key);
  if (kept) return ok(kept);
  const said = await engine.say(text, how, signal);
  if (!said.ok) return said;
  const speech = trimSilence(said.value, HISS);
  const whole = checkLength({ text, sampleCount: speech.length, sampleRate, wordsPerMinute });
  return whole.ok ? ok(await cache.keep(key, speech)) : whole;
}

function voiceOf(engine: SentenceEngine, voiceId: string): Voice {
  const voice = engine.voices().find(({ id }) => id === voiceId);
  if (voice === undefined) throw new Error(`voice ${voiceId} vanished`);
  return voice;
}

async function* speakAll(
  desk: Desk,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const running: Promise<Outcome>[] = [];
  let next = 0;
  try {
    while (next < spoken.length || running.length > 0) {
      while (next < spoken.length && running.length < desk.options.atOnce) {
        running.push(speak(desk, spoken[next] ?? '', how, either));
        next += 1;
      }
      const first = running.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    // The listener left early: end what still runs, and let it end before we say we are done.
    stop.abort();
    await Promise.allSettled(running);
  }
}
