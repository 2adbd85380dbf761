/**
 * Voice service — dịch vụ giọng qua mạng.
 *
 * One call for one portion of text, with all its caution: budget first, then the guarded request,
 * the address to poll if that is how the service answers, a look at what came, decoding. Tries again
 * when that may help. Promises samples or a fault without key or text in it.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';
import type { CharacterBudget } from './character-budget.js';
import { type Breaker, type Patience, paused, persist, type TryFault } from './http-patience.js';
import { type Reached, type ReachFault, type ReachLimits, reach } from './http-reach.js';
import { fillRequest, type HttpCall } from './http-request.js';
import type { HttpVoice } from './http-voice-file.js';
import { type SoundKind, soundKindOf } from './sound-kind.js';

/** A whole file of a known kind → mono samples at `sampleRate`. */
export type Decode = (
  bytes: Buffer,
  how: { readonly kind: SoundKind; readonly sampleRate: number },
  signal: AbortSignal,
) => Promise<Result<Int16Array, { readonly code: string; readonly detail: string }>>;

export type Service = {
  readonly voice: HttpVoice;
  readonly secret: string;
  readonly breaker: Breaker;
  readonly tools: ServiceTools;
};

export type ServiceTools = {
  readonly budget: CharacterBudget;
  readonly decode: Decode;
  readonly patience: Omit<Patience, 'attempts'>;
  readonly allowPrivate: boolean;
  readonly resolve?: ReachLimits['resolve'];
};

export type Portion = { readonly text: string; readonly wordsPerMinute: number };

export async function askService(
  service: Service,
  portion: Portion,
  signal: AbortSignal,
): Promise<Result<Int16Array, SpeechFault>> {
  const restMs = service.breaker.restMs();
  if (restMs > 0) {
    const detail = `dịch vụ hỏng liên tiếp, nghỉ thêm ${Math.ceil(restMs / 1000)} giây`;
    return err({ code: 'engine-failed', detail });
  }
  const patience = { ...service.tools.patience, attempts: service.voice.attempts };
  const said = await persist(() => askOnce(service, portion, signal), patience, signal);
  if (said.ok) service.breaker.note(true);
  else if (said.error.again) service.breaker.note(false);
  if (said.ok) return said;
  const { code, detail } = said.error;
  return err({ code, detail });
}

type Tried<T> = Promise<Result<T, TryFault>>;

async function askOnce(service: Service, portion: Portion, signal: AbortSignal): Tried<Int16Array> {
  const { voice, secret, tools } = service;
  const paid = await tools.budget.spend(voice.id, portion.text.length, voice.charactersPerMonth);
  if (!paid.ok) return err({ code: 'budget-spent', detail: paid.error, again: false });
  const call = fillRequest(voice, { ...portion, secret });
  const host = new URL(call.url).host;
  const answer = await callTo(service, { call, hosts: [host] }, signal);
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return err(statusFault(answer.value.status));
  const sound =
    voice.reply.kind === 'audio' ? answer : await poll(service, answer.value.bytes, signal);
  return sound.ok ? await decode(service, sound.value.bytes, signal) : sound;
}

/** Wrong key, wrong shape, no such voice: the same call will not be right later. */
function statusFault(status: number): TryFault {
  const again = status >= 500 || status === 429 || status === 408;
  return { code: 'engine-failed', detail: `dịch vụ trả mã ${status}`, again };
}

type Guarded = { readonly call: HttpCall; readonly hosts: readonly string[] };

async function callTo(
  { voice, tools }: Service,
  { call, hosts }: Guarded,
  signal: AbortSignal,
): Tried<Reached> {
  const { allowPrivate, resolve } = tools;
  const { timeoutMs, maxBytes } = voice;
  const limits = { hosts, timeoutMs, maxBytes, allowPrivate };
  const reached = await reach(call, { ...limits, ...(resolve && { resolve }) }, signal);
  return reached.ok ? reached : err(reachFault(reached.error));
}

function reachFault({ kind, detail }: ReachFault): TryFault {
  if (kind === 'cancelled') return { code: 'cancelled', detail, again: false };
  const code = kind === 'timeout' ? 'engine-timeout' : 'engine-failed';
  return { code, detail, again: kind !== 'refused' };
}

/** Fetches the sound from the address in a JSON answer; at first it may not be there yet. */
async function poll(service: Service, json: Buffer, signal: AbortSignal): Tried<Reached> {
  const { reply, request } = service.voice;
  if (reply.kind !== 'json-url') throw new Error('nothing to poll');
  const url = addressIn(json, reply.path);
  if (url === undefined) {
    const detail = `dịch vụ không trả địa chỉ ở “${reply.path}”`;
    return err({ code: 'engine-failed', detail, again: true });
  }
  const call: HttpCall = { url, method: 'GET', headers: {}, body: undefined };
  const hosts = [new URL(request.url).host, ...reply.hosts];
  for (let tried = 0; tried < reply.attempts; tried += 1) {
    if (tried > 0 && !(await paused(reply.delayMs, signal))) {
      return err({ code: 'cancelled', detail: 'đã huỷ', again: false });
    }
    const answer = await callTo(service, { call, hosts }, signal);
    if (!answer.ok && !answer.error.again) return answer;
    if (answer.ok && answer.value.status === 200 && answer.value.bytes.length > 0) return answer;
  }
  const detail = `tiếng chưa có sau ${reply.attempts} lần hỏi`;
  return err({ code: 'engine-timeout', detail, again: true });
}

function addressIn(json: Buffer, path: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json.toString('utf8'));
  } catch {
    // No JSON, no address: the caller says so.
    return undefined;
  }
  for (const name of path.split('.')) {
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    value = holds ? (value as Record<string, unknown>)[name] : undefined;
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function decode(
  { voice, tools }: Service,
  bytes: Buffer,
  signal: AbortSignal,
): Tried<Int16Array> {
  const kind = soundKindOf(bytes);
  if (!kind.ok) {
    const detail = `dịch vụ trả ${kind.error}`;
    return err({ code: 'engine-failed', detail, again: true });
  }
  const how = { kind: kind.value, sampleRate: voice.sampleRate };
  const samples = await tools.decode(bytes, how, signal);
  if (samples.ok) return ok(samples.value);
  const cancelled = signal.aborted || samples.error.code === 'cancelled';
  if (cancelled) return err({ code: 'cancelled', detail: 'đã huỷ', again: false });
  const detail = `tiếng của dịch vụ không giải mã được: ${samples.error.detail}`;
  return err({ code: 'engine-failed', detail, again: true });
}
