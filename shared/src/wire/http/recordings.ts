/**
 * Recordings over HTTP — bản thu, các thứ tiếng của một bản tin.
 *
 * What people record instead of what a voice reads: the languages an area may hear, what was found
 * in an uploaded file, what was repaired, and the figures before and after.
 */
import { z } from 'zod';
import { Sha256 } from '../../ids.js';

/** ISO 639-3 (Vietnamese keeps its two letters), with the names that officials use. */
export const LANGUAGES = {
  vi: 'Tiếng Việt',
  bdq: 'Ba Na',
  jra: 'Gia Rai',
  hre: 'H’rê',
  cjm: 'Chăm',
  rad: 'Ê Đê',
  sed: 'Xơ Đăng',
  tyz: 'Tày',
  nut: 'Nùng',
  mtq: 'Mường',
  hmn: 'Mông',
  khm: 'Khơ-me',
} as const;

export const LanguageCode = z.enum([
  'vi',
  'bdq',
  'jra',
  'hre',
  'cjm',
  'rad',
  'sed',
  'tyz',
  'nut',
  'mtq',
  'hmn',
  'khm',
]);
export type LanguageCode = z.infer<typeof LanguageCode>;

/** What a listener of an area hears, in this order; those that a bulletin lacks are left out. */
export const Languages = z
  .array(LanguageCode)
  .min(1)
  .max(4)
  .refine((list) => new Set(list).size === list.length, 'each language once');

export const RecordingRepair = z.enum([
  'mixed-to-mono',
  'resampled',
  'silence-trimmed',
  'was-clipped',
  'was-truncated',
]);

/** A file somebody recorded — bản thu: what came, what was done to it, what it is now. */
export const Recording = z.object({
  language: LanguageCode,
  file: z.object({ name: z.string(), sizeBytes: z.int(), sha256: Sha256 }),
  /** Typed by the sender, for those who decide without hearing the language; may be empty. */
  summary: z.string(),
  repairs: z.array(RecordingRepair),
  before: z.object({
    container: z.string(),
    codec: z.string(),
    sampleRate: z.number(),
    channels: z.number(),
    durationMs: z.number(),
    loudnessLufs: z.number(),
  }),
  after: z.object({
    durationMs: z.number(),
    codec: z.enum(['mp3', 'opus']),
    loudnessLufs: z.number(),
    truePeakDbtp: z.number(),
  }),
  /** Name of the person who sent it. */
  by: z.string(),
  at: z.number(),
});
export type Recording = z.infer<typeof Recording>;

/** Largest uploaded recording, bytes. */
export const RECORDING_BYTES_MAX = 200 * 1024 * 1024;
/** Uploaded by one person in one day, bytes. */
export const RECORDING_DAY_BYTES_MAX = 2 * 1024 * 1024 * 1024;
