/**
 * HTTP voices — giọng dịch vụ.
 *
 * Voices of providers outside, as the operator's file describes them, behind the speech port. `start`
 * reads the file and the keys; what is wrong is listed in words. Sentences are cut to what a service
 * takes, paid from a budget, kept in the cache. Falling back is somebody else's work.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ok, type Result } from '@loaso/shared/result';
import type { Speech, SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';
import { createBreaker } from './http-patience.js';
import { askService, type Service, type ServiceTools } from './http-service.js';
import { type HttpVoice, readHttpVoices } from './http-voice-file.js';
import { createSentenceSpeech } from './sentence-speech.js';
import { portionsOf } from './text-portions.js';

export type HttpSpeechOptions = {
  /** The operator's file; '' has no voices. */
  readonly file: string;
  readonly cacheDir: string;
  readonly cacheMaxBytes: number;
  readonly tools: ServiceTools;
  readonly now: () => number;
};

export type HttpSpeech = Speech & {
  start(): Promise<void>;
  fingerprint(voiceId: string): string | undefined;
  /** What to do when this voice fails. */
  fallbackOf(voiceId: string): HttpVoice['fallback'];
};

type Broken = { readonly place: number; readonly why: string };
type Shelf = { services: readonly Service[]; broken: readonly Broken[] };

const FILE_MAX_BYTES = 500_000;
const SECRET_MAX_CHARS = 500;
const BREAKER = { failures: 5, restMs: 60_000 };
/** Between two portions of one sentence. */
const BREATH_MS = 150;
/** Calls under way at once: providers count them. */
const CALLS_AT_ONCE = 2;

export function createHttpSpeech(options: HttpSpeechOptions): HttpSpeech {
  const shelf: Shelf = { services: [], broken: [] };
  const find = (voiceId: string): Service | undefined =>
    shelf.services.find(({ voice }) => voice.id === voiceId);
  const fingerprint = (voiceId: string): string | undefined => {
    const voice = find(voiceId)?.voice;
    return voice && createHash('sha256').update(JSON.stringify(voice)).digest('hex');
  };
  const { cacheDir, cacheMaxBytes } = options;
  const speech = createSentenceSpeech(
    {
      voices: () => [...shelf.services.map(({ voice }) => listed(voice)), ...listBroken(shelf)],
      fingerprint: (voiceId) => soundPrint(find(voiceId)?.voice),
      say: (text, how, signal) => say(find(how.voiceId), { text, how }, signal),
    },
    { cacheDir, cacheMaxBytes, atOnce: CALLS_AT_ONCE },
  );
  return {
    ...speech,
    fingerprint,
    fallbackOf: (voiceId) => find(voiceId)?.voice.fallback ?? 'none',
    start: async () => {
      const { services, broken } = await readShelf(options);
      shelf.services = services;
      shelf.broken = broken;
    },
  };
}

/** What shapes the sound; a raised budget or time-out does not voice everything anew. */
function soundPrint(voice: HttpVoice | undefined): string {
  if (voice === undefined) throw new Error('a service voice vanished');
  const { request, sampleRate, speed, naturalWordsPerMinute, maxCharacters } = voice;
  return JSON.stringify([
    request,
    voice.voice,
    sampleRate,
    speed,
    naturalWordsPerMinute,
    maxCharacters,
  ]);
}

async function readShelf({ file, tools, now }: HttpSpeechOptions): Promise<Shelf> {
  if (file === '') return { services: [], broken: [] };
  const text = await readSmall(file, FILE_MAX_BYTES);
  if (!text.ok) return { services: [], broken: [{ place: 0, why: text.error }] };
  const services: Service[] = [];
  const broken: Broken[] = [];
  for (const [place, voice] of readHttpVoices(text.value).entries()) {
    const secret = voice.ok ? await secretOf(voice.value) : voice;
    if (!voice.ok) broken.push({ place, why: voice.error });
    else if (!secret.ok) broken.push({ place, why: `${voice.value.id}: ${secret.error}` });
    else if (services.some((other) => other.voice.id === voice.value.id)) {
      broken.push({ place, why: `mã giọng “${voice.value.id}” khai hai lần` });
    } else {
      const breaker = createBreaker({ ...BREAKER, now });
      services.push({ voice: voice.value, secret: secret.value, breaker, tools });
    }
  }
  return { services, broken };
}

async function secretOf({ secretFile }: HttpVoice): Promise<Result<string, string>> {
  if (secretFile === '') return ok('');
  const text = await readSmall(secretFile, SECRET_MAX_CHARS);
  return text.ok ? ok(text.value.trim()) : text;
}

async function readSmall(file: string, maxBytes: number): Promise<Result<string, string>> {
  try {
    const text = await readFile(file, 'utf8');
    return text.length <= maxBytes ? ok(text) : { ok: false, error: `${file} quá lớn` };
  } catch (cause) {
    const { code = 'lỗi' } = cause as NodeJS.ErrnoException;
    return { ok: false, error: `không đọc được ${file} (${code})` };
  }
}

const listed = (voice: HttpVoice): Voice => {
  const { id, label, region, sampleRate, licence, wordsPerMinute } = voice;
  const suits = wordsPerMinute === undefined ? {} : { suits: { wordsPerMinute, pitch: 50 } };
  return { id, label, engine: 'http', region, sampleRate, licence, ...suits };
};

const listBroken = ({ broken }: Shelf): Voice[] =>
  broken.map(({ place, why }) => ({
    id: `hong:dich-vu-${place + 1}`,
    label: `Giọng dịch vụ thứ ${place + 1}`,
    engine: 'http',
    region: 'north',
    sampleRate: 0,
    licence: 'chưa rõ',
    standing: { state: 'refused', why: `khai báo sai: ${why}` },
  }));

async function say(
  service: Service | undefined,
  { text, how }: { readonly text: string; readonly how: SpeechOptions },
  signal: AbortSignal,
): Promise<Result<Int16Array, SpeechFault>> {
  if (service === undefined) throw new Error('a service voice vanished');
  const { maxCharacters, sampleRate } = service.voice;
  const breath = new Int16Array(Math.round((BREATH_MS / 1000) * sampleRate));
  const pieces: Int16Array[] = [];
  for (const portion of portionsOf(text, maxCharacters)) {
    const said = await askService(
      service,
      { text: portion, wordsPerMinute: how.wordsPerMinute },
      signal,
    );
    if (!said.ok) return said;
    if (pieces.length > 0) pieces.push(breath);
    pieces.push(said.value);
  }
  return ok(joined(pieces));
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
