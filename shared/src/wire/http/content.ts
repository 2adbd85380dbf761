/**
 * Content over HTTP — văn bản, bản tin, việc đang chạy.
 *
 * From a legal text to an approved, audible bulletin. States follow `core/bulletin/lifecycle`.
 */
import { z } from 'zod';
import { AreaId, BulletinId, JobId, Sha256 } from '../../ids.js';
import { Priority } from '../../priority.js';
import { Script } from '../script.js';

/** nháp → có tiếng → chờ duyệt → đã duyệt; bị trả lại; đã rút. */
export const BulletinState = z.enum([
  'draft',
  'voiced',
  'submitted',
  'approved',
  'rejected',
  'withdrawn',
]);
export type BulletinState = z.infer<typeof BulletinState>;

/** `LoaiLinhVuc` of the source system, in words; 'law' is code 3. */
export const Field = z.enum(['general', 'adhoc', 'law', 'direction', 'knowledge', 'examples']);
export type Field = z.infer<typeof Field>;

export const Clip = z.object({
  sha256: Sha256,
  sizeBytes: z.int(),
  durationMs: z.int(),
  codec: z.enum(['mp3', 'opus']),
  loudnessLufs: z.number(),
  truePeakDbtp: z.number(),
  voice: z.string(),
});
export type Clip = z.infer<typeof Clip>;

export const BulletinSummary = z.object({
  id: BulletinId,
  areaId: AreaId,
  areaName: z.string(),
  title: z.string(),
  field: Field,
  priority: Priority,
  state: BulletinState,
  /** Length of the clip, or what the script is expected to last. */
  durationMs: z.int(),
  clip: Clip.nullable(),
  createdBy: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  approvedBy: z.string().nullable(),
  rejectionReason: z.string().nullable(),
  jobId: JobId.nullable(),
});
export type BulletinSummary = z.infer<typeof BulletinSummary>;

export const Bulletin = BulletinSummary.extend({
  script: Script,
  source: z.object({ name: z.string(), sha256: Sha256, characters: z.int() }),
  /** Who did what when, oldest first. */
  history: z.array(
    z.object({ at: z.number(), actor: z.string(), act: z.string(), note: z.string() }),
  ),
});
export type Bulletin = z.infer<typeof Bulletin>;

/** Longest text accepted, characters. */
export const TEXT_CHARACTERS_MAX = 4_000_000;

/** `POST /api/bulletins`: pasted text, or a file in base64. */
export const ImportRequest = z
  .object({
    areaId: AreaId,
    /** Derived from the text when absent. */
    title: z.string().trim().min(1).max(200).optional(),
    field: Field.default('law'),
    priority: Priority.default('normal'),
    text: z.string().max(TEXT_CHARACTERS_MAX).optional(),
    file: z.object({ name: z.string().max(200), base64: z.string().max(12_000_000) }).optional(),
    /** Clause prefixes to read; all when absent. */
    clauses: z.array(z.string().max(300)).max(500).optional(),
  })
  .refine(
    (request) => (request.text === undefined) !== (request.file === undefined),
    'text or file',
  );
export type ImportRequest = z.infer<typeof ImportRequest>;

export const BulletinChange = z.object({
  title: z.string().trim().min(1).max(200).optional(),
  field: Field.optional(),
  priority: Priority.optional(),
  /** New spoken text of single sentences, by index. */
  spoken: z.record(z.string().regex(/^\d+$/), z.string().min(1).max(2000)).optional(),
  /** Sentences left out of the reading, by index. */
  leaveOut: z.array(z.int().nonnegative()).max(5000).optional(),
});
export type BulletinChange = z.infer<typeof BulletinChange>;

export const VoiceRequest = z.object({
  voice: z.string().max(60).default('vi'),
  wordsPerMinute: z.int().min(80).max(220).default(135),
});
export type VoiceRequest = z.infer<typeof VoiceRequest>;

export const RejectRequest = z.object({ reason: z.string().trim().min(3).max(500) });
export type RejectRequest = z.infer<typeof RejectRequest>;

export const Job = z.object({
  id: JobId,
  kind: z.enum(['voice']),
  bulletinId: BulletinId,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** 0..1. */
  progress: z.number(),
  /** 'voicing' | 'mastering' | 'checking' … in a word for the screen. */
  phase: z.string(),
  startedAt: z.number().nullable(),
  /** Estimated end, UTC milliseconds. */
  expectedEndAt: z.number().nullable(),
  problem: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

export const VoiceInfo = z.object({
  id: z.string(),
  label: z.string(),
  region: z.enum(['north', 'central', 'south']),
  licence: z.string(),
});
export type VoiceInfo = z.infer<typeof VoiceInfo>;
