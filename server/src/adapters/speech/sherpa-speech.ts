/**
 * Neural voices — giọng thần kinh sherpa-onnx.
 *
 * Voices whose model files the operator has put in a folder, spoken by an add-on that the operator
 * has installed. `start` finds and checks them; what is wrong with one is listed in words. Promises
 * that a voice is loaded from files that hash to its manifest. Holds no native code itself.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { ToneTake } from '../../core/speech/tone-test.js';
import type { Speech, SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';
import { createSentenceSpeech } from './sentence-speech.js';
import type { Said } from './sherpa-child.js';
import type { WorkerOrder } from './sherpa-messages.js';
import { createSherpaProcess, type SherpaLimits, type SherpaProcess } from './sherpa-process.js';
import { type FoundVoice, findVoices, type VoiceFinds } from './voice-folder.js';

export type SherpaOptions = {
  readonly voicesDir: string;
  /** Package folder, file or name of `sherpa-onnx-node`. */
  readonly addon: string;
  readonly cacheDir: string;
  readonly cacheMaxBytes: number;
  readonly threads: number;
  readonly limits?: Partial<SherpaLimits>;
  /** Told the memory of a worker after each sentence; for metrics. */
  readonly onMemory?: (voiceId: string, bytes: number) => void;
};

export type SherpaSpeech = Speech & {
  /** Looks at the folder of voices; again: looks anew. */
  start(signal: AbortSignal): Promise<void>;
  /** Ends every worker. */
  stop(): void;
  fingerprint(voiceId: string): string | undefined;
  /** One syllable without the model's own chance, so that takes can be compared. */
  take(
    voiceId: string,
    syllable: string,
    signal: AbortSignal,
  ): Promise<Result<ToneTake, SpeechFault>>;
};

const LIMITS: SherpaLimits = {
  loadTimeoutMs: 60_000,
  sentenceTimeoutMs: 120_000,
  memoryMaxBytes: 1_500_000_000,
  idleMs: 600_000,
};
/** Models in memory at once. */
const WORKERS_MAX = 2;
const TEST_WORDS_PER_MINUTE = 135;

type House = {
  readonly options: SherpaOptions;
  readonly limits: SherpaLimits;
  /** By voice and kind, the latest used last. */
  readonly workers: Map<string, SherpaProcess>;
  finds: VoiceFinds;
  /** Why the add-on does not load; null when it does. */
  addonProblem: string | null;
};

export function createSherpaSpeech(options: SherpaOptions): SherpaSpeech {
  const limits = { ...LIMITS, ...options.limits };
  const finds: VoiceFinds = { voices: [], broken: [] };
  const house: House = { options, limits, workers: new Map(), finds, addonProblem: null };
  const { cacheDir, cacheMaxBytes } = options;
  const speech = createSentenceSpeech(
    {
      voices: () => listVoices(house),
      fingerprint: (voiceId) => findVoice(house, voiceId).fingerprint,
      say: (text, how, signal) => say(house, { text, how }, signal),
    },
    { cacheDir, cacheMaxBytes, atOnce: 2 },
  );
  const stop = (): void => {
    for (const worker of house.workers.values()) worker.stop();
    house.workers.clear();
  };
  return {
    ...speech,
    start: async (signal) => {
      stop();
      house.finds = await findVoices(options.voicesDir);
      house.addonProblem = house.finds.voices.length > 0 ? await probeAddon(house, signal) : null;
    },
    stop,
    fingerprint: (voiceId) =>
      house.finds.voices.find(({ manifest }) => manifest.id === voiceId)?.fingerprint,
    take: (voiceId, syllable, signal) => takeSteady(house, { voiceId, syllable }, signal),
  };
}

function listVoices({ finds, addonProblem }: House): Voice[] {
  const sound = finds.voices.map(({ manifest }): Voice => {
    const { id, label, region, sampleRate, licence, wordsPerMinute } = manifest;
    return {
      id,
      label,
      engine: 'sherpa-onnx',
      region,
      sampleRate,
      licence: `${licence.spdx}: ${licence.text}`,
      ...(wordsPerMinute === undefined ? {} : { suits: { wordsPerMinute, pitch: 50 } }),
      ...(addonProblem === null
        ? {}
        : { standing: { state: 'engine-missing', why: howToInstall(addonProblem) } }),
    };
  });
  const broken = finds.broken.map(
    ({ folderName, why }): Voice => ({
      id: `hong:${folderName}`,
      label: `Thư mục giọng “${folderName}”`,
      engine: 'sherpa-onnx',
      region: 'north',
      sampleRate: 0,
      licence: 'chưa rõ',
      standing: { state: 'refused', why },
    }),
  );
  return [...sound, ...broken];
}

const howToInstall = (problem: string): string =>
  `thiếu bộ máy sherpa-onnx: cài bằng lệnh “npm install sherpa-onnx-node” trong một thư mục riêng, rồi đặt sherpaModule là thư mục node_modules/sherpa-onnx-node ở đó (${problem})`;

const findVoice = ({ finds }: House, voiceId: string): FoundVoice => {
  const found = finds.voices.find(({ manifest }) => manifest.id === voiceId);
  if (found === undefined) throw new Error(`no neural voice ${voiceId}`);
  return found;
};

function orderOf(
  { options }: House,
  { folder, manifest }: FoundVoice,
  steady: boolean,
): WorkerOrder {
  const inside = (path: string): string => (path === '' ? '' : join(folder, path));
  return {
    addon: options.addon,
    model: inside(manifest.model),
    tokens: inside(manifest.tokens),
    dataDir: inside(manifest.dataDir),
    lexicon: inside(manifest.lexicon),
    noiseScale: steady ? 0 : manifest.noiseScale,
    noiseScaleW: steady ? 0 : manifest.noiseScaleW,
    threads: options.threads,
  };
}

/** Starts a worker without a model: the add-on is there when it is the model that is refused. */
async function probeAddon(house: House, signal: AbortSignal): Promise<string | null> {
  const { addon, threads } = house.options;
  const none = { model: '', tokens: '', dataDir: '', lexicon: '', noiseScale: 0, noiseScaleW: 0 };
  const probe = createSherpaProcess({ addon, threads, ...none }, house.limits);
  const loaded = await probe.load(signal);
  probe.stop();
  if (loaded.ok || loaded.error.code === 'cancelled') return null;
  if (loaded.error.detail.startsWith('model-refused')) return null;
  return loaded.error.detail;
}

/** The worker of a voice, natural or steady; the longest unused ones make room. */
function workerOf(house: House, voice: FoundVoice, steady: boolean): SherpaProcess {
  const name = `${voice.manifest.id} ${steady ? 'steady' : 'natural'}`;
  const known = house.workers.get(name);
  const worker = known ?? createSherpaProcess(orderOf(house, voice, steady), house.limits);
  house.workers.delete(name);
  house.workers.set(name, worker);
  for (const [other, old] of [...house.workers].slice(0, -WORKERS_MAX)) {
    old.stop();
    house.workers.delete(other);
  }
  return worker;
}

async function say(
  house: House,
  { text, how }: { readonly text: string; readonly how: SpeechOptions },
  signal: AbortSignal,
): Promise<Result<Int16Array, SpeechFault>> {
  const voice = findVoice(house, how.voiceId);
  const worker = workerOf(house, voice, false);
  const said = await worker.say(sentenceOf(voice, text, how.wordsPerMinute), signal);
  if (said.ok) house.options.onMemory?.(how.voiceId, said.value.memoryBytes);
  return samplesOf(voice, said);
}

const sentenceOf = ({ manifest }: FoundVoice, text: string, wordsPerMinute: number) => ({
  text,
  speed: wordsPerMinute / manifest.naturalWordsPerMinute,
  speaker: manifest.speaker,
});

function samplesOf(
  { manifest }: FoundVoice,
  said: Result<Said, SpeechFault>,
): Result<Int16Array, SpeechFault> {
  if (!said.ok) return said;
  const { samples, sampleRate } = said.value;
  if (sampleRate === manifest.sampleRate) return ok(samples);
  const detail = `mô hình đọc ${sampleRate} Hz mà tờ khai ghi ${manifest.sampleRate} Hz`;
  return err({ code: 'engine-failed', detail });
}

async function takeSteady(
  house: House,
  { voiceId, syllable }: { readonly voiceId: string; readonly syllable: string },
  signal: AbortSignal,
): Promise<Result<ToneTake, SpeechFault>> {
  const voice = findVoice(house, voiceId);
  const sentence = sentenceOf(voice, `${syllable}.`, TEST_WORDS_PER_MINUTE);
  const said = await workerOf(house, voice, true).say(sentence, signal);
  const samples = samplesOf(voice, said);
  if (!samples.ok) return samples;
  return ok({ samples: samples.value, sampleRate: voice.manifest.sampleRate });
}
