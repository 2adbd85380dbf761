/**
 * espeak-ng voices — giọng đọc espeak-ng.
 *
 * The embedded default behind the speech port: three regional accents, no model, no network. Many
 * sentences share a process, two processes run at once, order is kept, cached sentences start none.
 * Promises every sentence whole (length against syllables) or a fault. Knows nothing of scripts.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { PcmFile } from '../../ports/audio.js';
import type { Speech, SpeechFault, SpeechOptions } from '../../ports/speech.js';
import { type BatchEngine, type Line, speakLines } from './espeak-batch.js';
import { runEspeak } from './espeak-process.js';
import { ESPEAK_SAMPLE_RATE, ESPEAK_VOICES } from './espeak-voices.js';
import { refuseOptions } from './options-guard.js';
import { createSpeechCache, speechKey } from './speech-cache.js';
import { guardSpoken } from './spoken-guard.js';

export type EspeakOptions = {
  /** Program name or path. */
  readonly command: string;
  readonly cacheDir: string;
  readonly cacheMaxBytes: number;
  /** Told the number of sentences of every process started; for metrics. */
  readonly onProcess?: (sentences: number) => void;
};

type Outcome = Result<PcmFile, SpeechFault>;

/** Each start of the engine costs as much as a sentence. */
const BATCH_SENTENCES = 48;
/** One more than cores, which so have work while a batch is put away. */
const BATCHES_AT_ONCE = 3;
const VERSION_TIMEOUT_MS = 5_000;

/** Builds the voices; starts no process until the first sentence. */
export function createEspeakSpeech(options: EspeakOptions): Speech {
  const cache = createSpeechCache({
    directory: options.cacheDir,
    sampleRate: ESPEAK_SAMPLE_RATE,
    maxBytes: options.cacheMaxBytes,
  });
  const version = rememberVersion(options.command);
  const engine: Engine = { options, cache, version };
  return {
    voices: () => ESPEAK_VOICES,
    synthesise: async (spoken, how, signal) => {
      const [outcome] = await speakBatch({ ...engine, slates: [] }, [spoken], how, signal);
      if (outcome === undefined) throw new Error('a sentence without an outcome');
      return outcome;
    },
    synthesiseAll: (spoken, how, signal) => speakAll(engine, spoken, how, signal),
  };
}

type Engine = Omit<BatchEngine, 'slates'> & {
  readonly version: (signal: AbortSignal) => Promise<Result<string, SpeechFault>>;
};

/** Of one call; its slates go with it. */
type Desk = Engine & Pick<BatchEngine, 'slates'>;

/** Version line of the engine, asked once: another version is another voice. */
function rememberVersion(command: string): Engine['version'] {
  let known: string | undefined;
  return async (signal) => {
    if (known !== undefined) return ok(known);
    const answer = await runEspeak({
      command,
      args: ['--version'],
      input: '',
      timeoutMs: VERSION_TIMEOUT_MS,
      signal,
    });
    if (!answer.ok) return answer;
    known = answer.value.split('Data at')[0]?.trim() ?? '';
    return ok(known);
  };
}

async function* speakAll(
  engine: Engine,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const running: Promise<Outcome[]>[] = [];
  const desk: Desk = { ...engine, slates: [] };
  let next = 0;
  try {
    while (next < spoken.length || running.length > 0) {
      while (next < spoken.length && running.length < BATCHES_AT_ONCE) {
        running.push(speakBatch(desk, spoken.slice(next, next + BATCH_SENTENCES), how, either));
        next += BATCH_SENTENCES;
      }
      yield* (await running.shift()) ?? [];
    }
  } finally {
    // The listener left early: end what still runs, and let it end before we say we are done.
    stop.abort();
    await Promise.allSettled(running);
  }
}

async function speakBatch(
  engine: Desk,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const refusal = refuseOptions(ESPEAK_VOICES, how);
  if (refusal) return spoken.map(() => err(refusal));
  if (signal.aborted) return spoken.map(() => err(CANCELLED));
  const version = await engine.version(signal);
  if (!version.ok) return spoken.map(() => version);
  const outcomes: (Outcome | undefined)[] = [];
  const lines: (Line & { readonly place: number })[] = [];
  for (const [place, sentence] of spoken.entries()) {
    const guarded = guardSpoken(sentence);
    if (!guarded.ok) {
      outcomes[place] = guarded;
      continue;
    }
    const { voiceId, wordsPerMinute, pitch } = how;
    const key = speechKey([version.value, voiceId, wordsPerMinute, pitch, guarded.value]);
    lines.push({ place, text: guarded.value, key });
  }
  const kept = await Promise.all(lines.map(({ key }) => engine.cache.find(key)));
  for (const [i, { place }] of lines.entries()) {
    const found = kept[i];
    if (found !== undefined) outcomes[place] = ok(found);
  }
  const missing = lines.filter((_, i) => kept[i] === undefined);
  const voiced = await speakLines(engine, missing, how, signal);
  for (const [i, { place }] of missing.entries()) outcomes[place] = voiced[i];
  return outcomes.map((outcome) => outcome ?? err(noOutcome));
}

const CANCELLED: SpeechFault = { code: 'cancelled', detail: 'đã huỷ' };
const noOutcome: SpeechFault = { code: 'engine-failed', detail: 'espeak-ng không trả kết quả' };
