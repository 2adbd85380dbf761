/**
 * Voices — ghép các bộ máy giọng đọc.
 *
 * espeak-ng, the neural voices of the operator's folder and the services of the operator's file,
 * each behind the tone test, the services with a local voice in reserve: one speech for all flows.
 * Building starts nothing; until `start` is done only espeak-ng is listed.
 */
import { join } from 'node:path';
import { createCharacterBudget } from '../adapters/speech/character-budget.js';
import { createEspeakSpeech } from '../adapters/speech/espeak-speech.js';
import type { Decode } from '../adapters/speech/http-service.js';
import { createHttpSpeech } from '../adapters/speech/http-speech.js';
import { createLocalFallback } from '../adapters/speech/local-fallback.js';
import { createSherpaSpeech } from '../adapters/speech/sherpa-speech.js';
import { createToneGate } from '../adapters/speech/tone-gate.js';
import { createToneResults } from '../adapters/speech/tone-results.js';
import { createVoiceRouter } from '../adapters/speech/voice-router.js';
import { judgeTones, TONE_SYLLABLES } from '../core/speech/tone-test.js';
import type { FellBack, Speech, SpeechOptions } from '../ports/speech.js';
import type { Log } from '../ports/system.js';

export type VoiceSettings = {
  /** Folder with one folder per neural voice. */
  readonly voicesDir: string;
  readonly sherpaModule: string;
  readonly voiceThreads: number;
  readonly httpVoicesFile: string;
  /** Words a minute that suit a voice which does not say otherwise. */
  readonly voiceSpeed: number;
  /** Folder for what must survive: budgets and tone verdicts. */
  readonly stateDir: string;
};

export type Voices = {
  readonly speech: Speech;
  /** Resolves when every voice is found, checked and tone-tested; voices come in as they are ready. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Sentences that a voice of this machine read in place of a service, since the start. */
  figures(): { readonly fellBack: number };
};

type Surroundings = {
  readonly cacheDir: string;
  readonly cacheMaxBytes: number;
  readonly decode: Decode;
  readonly log: Pick<Log, 'warn' | 'error'> | null;
};

const RETRY = { baseMs: 500, capMs: 8_000, random: Math.random };
const PITCH_NEUTRAL = 50;

export function createVoices(settings: VoiceSettings, around: Surroundings): Voices {
  let fellBack = 0;
  const engines = createEngines(settings, around, (sentences) => {
    fellBack += sentences;
  });
  const { espeak, sherpa, neural, http, services } = engines;
  const stop = new AbortController();
  let started: Promise<void> = Promise.resolve();
  const findAll = async (): Promise<void> => {
    await sherpa.start(stop.signal);
    await http.start();
    for (const gate of [neural, services]) await gate.examine(stop.signal);
    if (stop.signal.aborted) return;
    for (const { id, standing } of engines.router.voices()) {
      if (standing === undefined || standing.state === 'ready') continue;
      around.log?.warn('voice-refused', { voice: id, why: standing.why });
    }
  };
  return {
    speech: { ...engines.router, voices: () => engines.router.voices().map(withSpeed(settings)) },
    start: () => {
      started = Promise.all([espeak.examine(stop.signal), findAll()]).then(
        () => undefined,
        (cause: unknown) => around.log?.error('voice-fault', { problem: String(cause) }),
      );
      return started;
    },
    stop: async () => {
      stop.abort();
      sherpa.stop();
      await started;
    },
    figures: () => ({ fellBack }),
  };
}

function createEngines(
  settings: VoiceSettings,
  around: Surroundings,
  count: (sentences: number) => void,
) {
  const { cacheDir, cacheMaxBytes, decode, log } = around;
  const cache = { cacheDir, cacheMaxBytes };
  const toneTest = {
    judge: judgeTones,
    syllables: TONE_SYLLABLES,
    results: createToneResults(join(settings.stateDir, 'tones')),
  };
  const espeak = createToneGate(createEspeakSpeech({ command: 'espeak-ng', ...cache }), {
    ...toneTest,
    // Its takes lie in the cache under the version of the engine: testing again costs nothing.
    fingerprint: () => undefined,
  });
  const { voicesDir, sherpaModule: addon, voiceThreads: threads } = settings;
  const sherpa = createSherpaSpeech({ voicesDir, addon, threads, ...cache });
  const { fingerprint, take } = sherpa;
  const neural = createToneGate(sherpa, { ...toneTest, fingerprint, take });
  const budget = createCharacterBudget(join(settings.stateDir, 'budget.json'), Date.now);
  const http = createHttpSpeech({
    file: settings.httpVoicesFile,
    ...cache,
    tools: { budget, decode, patience: RETRY, allowPrivate: false },
    now: Date.now,
  });
  const services = createToneGate(http, { ...toneTest, fingerprint: http.fingerprint });
  const insured = createLocalFallback(services, espeak, {
    policyOf: http.fallbackOf,
    onFellBack: (asked, fellBack, sentences) => {
      count(sentences);
      tellFellBack(log, { asked, fellBack, sentences });
    },
  });
  const router = createVoiceRouter([espeak, neural, insured]);
  return { espeak, sherpa, neural, http, services, router };
}

type Fall = {
  readonly asked: SpeechOptions;
  readonly fellBack: FellBack;
  readonly sentences: number;
};

function tellFellBack(log: Surroundings['log'], { asked, fellBack, sentences }: Fall): void {
  const { voiceId: instead, why } = fellBack;
  log?.warn('voice-fell-back', { voice: asked.voiceId, instead, sentences, ...why });
}

const withSpeed =
  ({ voiceSpeed: wordsPerMinute }: VoiceSettings) =>
  (voice: ReturnType<Speech['voices']>[number]) => ({
    ...voice,
    suits: voice.suits ?? { wordsPerMinute, pitch: PITCH_NEUTRAL },
  });
