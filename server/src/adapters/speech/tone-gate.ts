/**
 * Tone gate — cổng thử thanh điệu.
 *
 * No voice speaks before it has said the six tones apart: the first sentence, or `examine` at the
 * start, has it say them, a judge that is handed in compares them, and the verdict stays under the
 * hash of the voice. A voice that fails is listed and refused in words. Knows no engine.
 */
import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import type { judgeTones, TONE_SYLLABLES, ToneTake } from '../../core/speech/tone-test.js';
import type { Speech, SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';
import type { ToneResults } from './tone-results.js';

export type ToneGateOptions = {
  readonly judge: typeof judgeTones;
  readonly syllables: typeof TONE_SYLLABLES;
  readonly results: ToneResults;
  /** Hash of all that makes the voice; `undefined`: tested anew in each run of the program. */
  readonly fingerprint: (voiceId: string) => string | undefined;
  /** How the voice says one syllable, always alike; absent: as it says a sentence. */
  readonly take?: (
    voiceId: string,
    syllable: string,
    signal: AbortSignal,
  ) => Promise<Result<ToneTake, SpeechFault>>;
};

export type ToneGate = Speech & {
  /** Tests every voice that is ready; faults of an engine are left for its first sentence. */
  examine(signal: AbortSignal): Promise<void>;
};

type Verdict = Result<null, string>;
type Gate = {
  readonly speech: Speech;
  readonly options: ToneGateOptions;
  /** By voice and fingerprint, so that new files are new voices. */
  readonly verdicts: Map<string, Verdict>;
  readonly underWay: Map<string, Promise<Result<Verdict, SpeechFault>>>;
};

const TEST_SPEED = 135;
const TEST_PITCH = 50;

export function createToneGate(speech: Speech, options: ToneGateOptions): ToneGate {
  const gate: Gate = { speech, options, verdicts: new Map(), underWay: new Map() };
  return {
    voices: () => speech.voices().map((voice) => withVerdict(gate, voice)),
    synthesise: async (spoken, how, signal) => {
      const fault = await pass(gate, how.voiceId, signal);
      return fault ? err(fault) : await speech.synthesise(spoken, how, signal);
    },
    synthesiseAll: (spoken, how, signal) => speakAll(gate, spoken, how, signal),
    examine: async (signal) => {
      for (const { id } of speech.voices()) await pass(gate, id, signal);
    },
  };
}

function withVerdict(gate: Gate, voice: Voice): Voice {
  const verdict = gate.verdicts.get(nameOf(gate, voice.id));
  return verdict === undefined || verdict.ok
    ? voice
    : { ...voice, standing: { state: 'refused', why: verdict.error } };
}

const nameOf = ({ options }: Gate, voiceId: string): string =>
  `${voiceId} ${options.fingerprint(voiceId) ?? ''}`;

async function* speakAll(
  gate: Gate,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): ReturnType<Speech['synthesiseAll']> & AsyncGenerator {
  const fault = await pass(gate, how.voiceId, signal);
  if (fault) {
    for (const _ of spoken) yield err(fault);
    return;
  }
  yield* gate.speech.synthesiseAll(spoken, how, signal);
}

/** Why the voice may not speak; `undefined` when it may, or when its own engine will say why not. */
async function pass(
  gate: Gate,
  voiceId: string,
  signal: AbortSignal,
): Promise<SpeechFault | undefined> {
  const voice = gate.speech.voices().find(({ id }) => id === voiceId);
  if (voice === undefined || (voice.standing?.state ?? 'ready') !== 'ready') return undefined;
  const verdict = await verdictOf(gate, voiceId, signal);
  if (!verdict.ok) return verdict.error;
  if (verdict.value.ok) return undefined;
  const detail = `giọng “${voice.label}” không qua thử thanh điệu: ${verdict.value.error}`;
  return { code: 'voice-refused', detail };
}

async function verdictOf(
  gate: Gate,
  voiceId: string,
  signal: AbortSignal,
): Promise<Result<Verdict, SpeechFault>> {
  const name = nameOf(gate, voiceId);
  const known = gate.verdicts.get(name);
  if (known !== undefined) return ok(known);
  const running = gate.underWay.get(name);
  // Who joins a test that another one calls off tries again, unless called off as well.
  if (running !== undefined) {
    const shared = await running;
    const calledOff = !shared.ok && shared.error.code === 'cancelled' && !signal.aborted;
    return calledOff ? await verdictOf(gate, voiceId, signal) : shared;
  }
  const mine = test(gate, voiceId, signal).finally(() => gate.underWay.delete(name));
  gate.underWay.set(name, mine);
  const outcome = await mine;
  if (outcome.ok) gate.verdicts.set(name, outcome.value);
  return outcome;
}

async function test(
  gate: Gate,
  voiceId: string,
  signal: AbortSignal,
): Promise<Result<Verdict, SpeechFault>> {
  const { judge, syllables, results, fingerprint } = gate.options;
  const hash = fingerprint(voiceId);
  const noted = hash === undefined ? undefined : await results.find(hash);
  if (noted !== undefined) return ok(noted);
  const takes: ToneTake[] = [];
  for (const syllable of syllables) {
    const take = await takeOf(gate, { voiceId, syllable }, signal);
    if (!take.ok) return take;
    takes.push(take.value);
  }
  const verdict = judge(takes);
  if (hash !== undefined) await results.keep(hash, verdict);
  return ok(verdict);
}

async function takeOf(
  { speech, options }: Gate,
  { voiceId, syllable }: { readonly voiceId: string; readonly syllable: string },
  signal: AbortSignal,
): Promise<Result<ToneTake, SpeechFault>> {
  if (options.take !== undefined) return await options.take(voiceId, syllable, signal);
  const how = { voiceId, wordsPerMinute: TEST_SPEED, pitch: TEST_PITCH };
  const said = await speech.synthesise(syllable, how, signal);
  if (!said.ok) return said;
  const bytes = await readFile(said.value.path);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  return ok({ samples, sampleRate: said.value.sampleRate });
}
