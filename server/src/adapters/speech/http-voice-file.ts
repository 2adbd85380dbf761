/**
 * HTTP voice file — tệp khai báo giọng dịch vụ.
 *
 * How the operator describes a voice service: where, with which key, in which shape, how it answers,
 * what it may cost. One template fits the style of the Vietnamese providers (raw text, JSON, form;
 * sound at once or by an address to poll). Promises templates that are complete, or words.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { z } from 'zod';

const wordsPerMinute = z.int().min(80).max(300);
/** `{text}`, `{voice}`, `{speed}` and `{secret}` are filled in. */
const template = z.string().max(2_000);
const fields = z.record(z.string().max(60), template.or(z.number()).or(z.boolean()));
const host = z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, 'chỉ tên máy, có thể kèm cổng');

const Body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('text'), text: template }),
  z.strictObject({ kind: z.literal('json'), fields }),
  z.strictObject({ kind: z.literal('form'), fields }),
]);

/** What `{speed}` becomes: words a minute over natural ones, or whole steps from zero. */
const Speed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), value: z.number() }),
  z.strictObject({ kind: z.literal('ratio'), min: z.number().positive(), max: z.number() }),
  z.strictObject({
    kind: z.literal('steps'),
    min: z.int(),
    max: z.int(),
    wordsPerStep: z.number().positive(),
  }),
]);

const Reply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('audio') }),
  z.strictObject({
    kind: z.literal('json-url'),
    /** Where in the JSON the address of the sound stands: 'async', 'data.url'. */
    path: z.string().regex(/^[\w-]+(\.[\w-]+)*$/),
    /** Hosts besides the service's own from which the sound may come. */
    hosts: z.array(host).max(10).default([]),
    attempts: z.int().min(1).max(100).default(30),
    delayMs: z.int().min(10).max(10_000).default(1_000),
  }),
]);

export const HttpVoice = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,58}$/, 'chỉ chữ thường, số và dấu nối'),
  label: z.string().min(3).max(80),
  region: z.enum(['north', 'central', 'south']),
  /** Terms of the service for public broadcasting, shown beside the voice. */
  licence: z.string().min(3).max(2_000),
  sampleRate: z.int().min(8_000).max(48_000).default(22_050),
  request: z.strictObject({
    url: z.string().regex(/^https?:\/\/[^/{}@\s]+\//, 'địa chỉ đầy đủ, tên máy không để trống'),
    method: z.enum(['GET', 'POST']).default('POST'),
    headers: z
      .record(
        z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
        z
          .string()
          .max(500)
          .regex(/^[\x20-\x7e]*$/)
          .refine((value) => !value.includes('{text}'), 'lời đọc không đặt trong header'),
      )
      .default({}),
    body: Body,
  }),
  /** File with the key, read at the start; its text takes the place of `{secret}`. */
  secretFile: z.string().max(500).default(''),
  /** What `{voice}` becomes. */
  voice: z.string().max(100).default(''),
  speed: Speed.default({ kind: 'fixed', value: 1 }),
  naturalWordsPerMinute: wordsPerMinute.default(170),
  reply: Reply,
  /** A longer sentence is cut at commas into several calls. */
  maxCharacters: z.int().min(40).max(8_000),
  charactersPerMonth: z.int().min(0).max(1_000_000_000),
  timeoutMs: z.int().min(50).max(120_000).default(20_000),
  attempts: z.int().min(1).max(10).default(3),
  maxBytes: z.int().min(1_000).max(50_000_000).default(20_000_000),
  /** When the service fails: the whole clip, or one sentence, is read by this machine; or nothing. */
  fallback: z.enum(['whole-clip', 'sentence', 'none']).default('whole-clip'),
  wordsPerMinute: wordsPerMinute.optional(),
});
export type HttpVoice = z.infer<typeof HttpVoice>;

const VOICES_MAX = 50;

/** Reads the file: a list of voices. Each entry stands or falls by itself. */
export function readHttpVoices(text: string): Result<HttpVoice, string>[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return [err(`không phải JSON: ${(cause as Error).message}`)];
  }
  if (!Array.isArray(json) || json.length > VOICES_MAX) {
    return [err(`phải là danh sách không quá ${VOICES_MAX} giọng`)];
  }
  return json.map((entry) => {
    const parsed = HttpVoice.safeParse(entry);
    if (parsed.success) return ok(parsed.data);
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return err(lines.join('; '));
  });
}
