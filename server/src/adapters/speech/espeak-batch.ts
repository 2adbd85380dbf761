/**
 * Batch of sentences — một lượt đọc nhiều câu.
 *
 * One espeak-ng process reads many lines, which is several times faster than a process a line; when
 * the cut is not certain each line is read alone. Promises one outcome a line, in order, and each
 * long enough for its syllables. Knows neither options' limits nor the guard: its lines are clean.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { PcmFile } from '../../ports/audio.js';
import type { SpeechFault, SpeechOptions } from '../../ports/speech.js';
import { createSlate, type Slate, speakToFile } from './espeak-process.js';
import { ESPEAK_SAMPLE_RATE } from './espeak-voices.js';
import type { SpeechCache } from './speech-cache.js';
import { checkLength } from './speech-length.js';
import { readWav, splitAtLongestGaps, trimSilence } from './wav-split.js';

/** A guarded sentence and the key of its sound. */
export type Line = { readonly key: string; readonly text: string };

export type BatchEngine = {
  readonly options: {
    readonly command: string;
    readonly onProcess?: ((sentences: number) => void) | undefined;
  };
  readonly cache: SpeechCache;
  /** Those not in use; as many as batches at once. */
  readonly slates: Slate[];
};

type Outcome = Result<PcmFile, SpeechFault>;
type Job = {
  readonly engine: BatchEngine;
  readonly how: SpeechOptions;
  readonly signal: AbortSignal;
  readonly slate: Slate;
};

/** Under 100 the engine does not clip (at 100 it reaches +0.1 dBTP). */
const AMPLITUDE = 70;
/** espeak-ng reads lines into a buffer of 1 000 bytes; longer ones go alone, all at once. */
const LINE_MAX_BYTES = 900;
/** Phoneme notation for a long pause, exactly silent; the guard lets no bracket of a text through. */
const GAP_LINE = '[[_::_::_::_::_::_::]]';
const TIMEOUT_MS = 10_000;
const TIMEOUT_PER_CHAR_MS = 5;

/** Voices lines that the cache does not hold; one outcome a line, in order. */
export async function speakLines(
  engine: BatchEngine,
  lines: readonly Line[],
  how: SpeechOptions,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const slate = engine.slates.pop() ?? createSlate();
  try {
    return await speakOnto({ engine, how, signal, slate }, lines);
  } finally {
    engine.slates.push(slate);
  }
}

async function speakOnto(job: Job, lines: readonly Line[]): Promise<Outcome[]> {
  const short = lines.filter((line) => Buffer.byteLength(line.text) <= LINE_MAX_BYTES);
  const together = short.length > 1 ? await speakTogether(job, short) : undefined;
  const outcomes: Outcome[] = [];
  for (const line of lines) {
    const outcome = together?.get(line.key) ?? (await speakAlone(job, line));
    outcomes.push(outcome);
  }
  return outcomes;
}

/** `undefined` when the result could not be cut for certain. */
async function speakTogether(
  job: Job,
  lines: readonly Line[],
): Promise<Map<string, Outcome> | undefined> {
  const input = `${lines.map((line) => line.text).join(`\n${GAP_LINE}\n`)}\n`;
  const samples = await run(job, [], input, lines.length);
  if (!samples.ok) return new Map(lines.map((line) => [line.key, samples]));
  const pieces = splitAtLongestGaps(samples.value, lines.length);
  if (!pieces) return undefined;
  const outcomes = new Map<string, Outcome>();
  for (const [i, line] of lines.entries()) {
    const piece = pieces[i];
    if (piece && lengthOf(line, piece, job.how).ok) {
      outcomes.set(line.key, ok(await job.engine.cache.keep(line.key, piece)));
    }
  }
  return outcomes;
}

async function speakAlone(job: Job, line: Line): Promise<Outcome> {
  const samples = await run(job, ['--stdin'], line.text, 1);
  if (!samples.ok) return samples;
  const speech = trimSilence(samples.value);
  const whole = lengthOf(line, speech, job.how);
  if (!whole.ok) return whole;
  return ok(await job.engine.cache.keep(line.key, speech));
}

async function run(
  job: Job,
  extra: readonly string[],
  input: string,
  sentences: number,
): Promise<Result<Int16Array, SpeechFault>> {
  const { how, engine, signal } = job;
  engine.options.onProcess?.(sentences);
  const style = ['-v', how.voiceId, '-s', `${how.wordsPerMinute}`, '-p', `${how.pitch}`];
  const order = {
    command: engine.options.command,
    args: [...style, '-a', `${AMPLITUDE}`, '-b', '1', ...extra],
    input,
    wavPath: await engine.cache.aside(),
    timeoutMs: TIMEOUT_MS + input.length * TIMEOUT_PER_CHAR_MS,
    signal,
  };
  const output = await speakToFile(order, job.slate);
  if (!output.ok) return output;
  const wav = readWav(output.value);
  if (!wav || wav.sampleRate !== ESPEAK_SAMPLE_RATE) {
    return err({ code: 'engine-failed', detail: 'espeak-ng không trả âm thanh như đã hứa' });
  }
  return ok(wav.samples);
}

function lengthOf(
  { text }: Line,
  speech: Int16Array,
  { wordsPerMinute }: SpeechOptions,
): Result<null, SpeechFault> {
  const sampleRate = ESPEAK_SAMPLE_RATE;
  return checkLength({ text, sampleCount: speech.length, sampleRate, wordsPerMinute });
}
