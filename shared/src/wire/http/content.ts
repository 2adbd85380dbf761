/**
 * Content over HTTP — văn bản, bản tin, việc đang chạy.
 *
 * From a legal text to an approved, audible bulletin. States follow `core/bulletin/lifecycle`.
 */
import { z } from 'zod';
import { AreaId, BulletinId, ClusterGroupId, JobId, Sha256, UserId } from '../../ids.js';
import { Priority } from '../../priority.js';
import { Script } from '../script.js';
import { OneTimeCode } from '../signer.js';
import { SaveToLexicon } from './lexicon.js';
import { LanguageCode, Recording } from './recordings.js';

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

/** Read by a voice from a script, or recorded by a person. */
export const BulletinKind = z.enum(['text', 'recorded']);
export type BulletinKind = z.infer<typeof BulletinKind>;

/** The same bulletin in another language, recorded by a person — bản tiếng dân tộc. */
export const Variant = z.object({ language: LanguageCode, clip: Clip, recording: Recording });
export type Variant = z.infer<typeof Variant>;

/** Where a bulletin stands in a series — loạt kỳ của một văn bản dài. */
export const SeriesPlace = z.object({
  /** The bulletin that was divided. */
  of: BulletinId,
  /** From 1; 0 is the divided bulletin itself, which is not aired. */
  number: z.int().nonnegative(),
  count: z.int().positive(),
});
export type SeriesPlace = z.infer<typeof SeriesPlace>;

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
  /** Who made or changed its text, its readings or its sound: none of them approves it. */
  writtenBy: z.array(z.object({ userId: UserId, name: z.string() })).default([]),
  createdAt: z.number(),
  updatedAt: z.number(),
  approvedBy: z.string().nullable(),
  rejectionReason: z.string().nullable(),
  jobId: JobId.nullable(),
  /** Rises with every change; sent back with a decision, it binds the decision to what was seen. */
  revision: z.int().default(0),
  kind: BulletinKind.default('text'),
  /** Languages it can be heard in, its own first. */
  languages: z.array(LanguageCode).default([]),
  series: SeriesPlace.nullable().default(null),
});
export type BulletinSummary = z.infer<typeof BulletinSummary>;

/** Where a warning stands among those that boxes keep: as it is, or as it would be once approved. */
export const BulletinStanding = z.object({
  /** Boxes of its area. */
  boxes: z.int(),
  /** Of them, those that have no room for it. */
  without: z.int(),
  /** Warnings that lose their place on some box to it. */
  pushesOff: z.array(z.object({ title: z.string(), areaName: z.string() })),
});
export type BulletinStanding = z.infer<typeof BulletinStanding>;

export const Bulletin = BulletinSummary.extend({
  /** Null for what is no warning, or has no sound. */
  standing: BulletinStanding.nullable().default(null),
  script: Script,
  source: z.object({ name: z.string(), sha256: Sha256, characters: z.int() }),
  /** Of a recorded bulletin: what came and what was repaired. */
  recording: Recording.nullable().default(null),
  variants: z.array(Variant).default([]),
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
    /** The station of the area whose name is said; that of the area itself where absent. */
    stationId: ClusterGroupId.optional(),
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
  /** Sentences that were left out, to be read again as the rules read them today, by index. */
  bringBack: z.array(z.int().nonnegative()).max(5000).optional(),
  /** Corrects one word here and, through the lexicon of the area, everywhere. */
  saveToLexicon: SaveToLexicon.optional(),
});
export type BulletinChange = z.infer<typeof BulletinChange>;

export const VoiceRequest = z.object({
  voice: z.string().max(60).default('vi'),
  /** Absent: what suits the voice, as `VoiceInfo.wordsPerMinute` says. */
  wordsPerMinute: z.int().min(80).max(300).optional(),
});
export type VoiceRequest = z.infer<typeof VoiceRequest>;

/** `POST …/submit`, `POST …/approve`: the revision that was looked at; refused when it moved on. */
export const DecisionRequest = z
  .object({
    revision: z.int().nonnegative().optional(),
    /** Of who approves, where the signer wants one. */
    code: OneTimeCode.optional(),
  })
  .optional();
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/** `POST …/sentences/:index/hear`: as it stands, or as it would be said; answers with a WAV. */
export const HearRequest = z
  .object({
    spoken: z.string().min(1).max(2000).optional(),
    voice: z.string().max(60).optional(),
    wordsPerMinute: z.int().min(80).max(300).optional(),
  })
  .optional();
export type HearRequest = z.infer<typeof HearRequest>;

export const RejectRequest = z.object({
  reason: z.string().trim().min(3).max(500),
  /** The revision that was judged; refused when it moved on. */
  revision: z.int().nonnegative().optional(),
});
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
  /** What suits this voice, or the speed of the house (`voiceSpeed`). */
  wordsPerMinute: z.int().default(135),
  /** Why it may not speak, in Vietnamese; absent: it may. */
  problem: z.string().optional(),
});
export type VoiceInfo = z.infer<typeof VoiceInfo>;

const fileName = z.string().max(200).default('');
const summary = z.string().trim().max(2000).default('');

/** `POST /api/bulletins/recordings?…`: the body is the file itself, of any kind. */
export const RecordingQuery = z.object({
  areaId: AreaId,
  title: z.string().trim().min(1).max(200),
  field: Field.default('general'),
  priority: Priority.default('normal'),
  language: LanguageCode.default('vi'),
  fileName,
  summary,
});
export type RecordingQuery = z.infer<typeof RecordingQuery>;

/** `POST /api/bulletins/:bulletinId/variants/:language?…` */
export const VariantQuery = z.object({ fileName, summary });
export type VariantQuery = z.infer<typeof VariantQuery>;
