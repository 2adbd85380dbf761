/**
 * Exemptions over HTTP — ngoại lệ về giờ phát của địa bàn.
 *
 * Single days on which other hours hold in an area, or silence, or nothing but priority bulletins. Boxes
 * get them in their next signed envelope and begin and end them by themselves.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { Instant, LocalDate } from '../../time.js';
import { ExemptionWord } from '../../trust/exemption-word.js';
import { OneTimeCode } from '../signer.js';
import { LostAiring } from './sound-rules.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/** đang hiệu lực / chờ người thứ hai / chờ người thứ hai để rút / đã rút / bị trả lại. */
export const SoundExemptionState = z.enum([
  'in-force',
  'pending',
  'withdrawing',
  'withdrawn',
  'refused',
]);
export type SoundExemptionState = z.infer<typeof SoundExemptionState>;

/** Dates are local, both inclusive. */
export const SoundExemptionDraft = z.object({
  fromDate: LocalDate,
  toDate: LocalDate,
  word: ExemptionWord,
});
export type SoundExemptionDraft = z.infer<typeof SoundExemptionDraft>;

const why = z.string().trim().min(3).max(300);
/** The newest that the person saw. */
const seen = z.int().nonnegative();

export const NewSoundExemption = SoundExemptionDraft.extend({ why, seen });
export type NewSoundExemption = z.infer<typeof NewSoundExemption>;

export const SoundExemption = SoundExemptionDraft.extend({
  num: z.int().positive(),
  state: SoundExemptionState,
  /** Over before today. */
  isPast: z.boolean(),
  /** What it says, in a sentence. */
  said: Words,
  why: z.string(),
  /** The area whose people confirm it: its own, or one above whose hours it leaves. */
  confirmIn: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  decidedBy: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type SoundExemption = z.infer<typeof SoundExemption>;

export const SoundExemptions = z.object({
  areaId: AreaId,
  areaName: z.string(),
  /** Of the newest; 0 where there is none. */
  num: z.int().nonnegative(),
  /** Newest first; at most 50. */
  list: z.array(SoundExemption),
  /** Of areas above, in force here and not over. */
  above: z.array(
    SoundExemptionDraft.extend({ areaName: z.string(), said: Words, why: z.string() }),
  ),
  /** Null: no exemption leaves the ordinary bounds. */
  caps: z.object({ daysMax: z.int(), daysPerYearMax: z.int() }).nullable(),
  mayWrite: z.boolean(),
});
export type SoundExemptions = z.infer<typeof SoundExemptions>;

/** What storing it would do. */
export const SoundExemptionPreview = z.object({
  said: Words,
  /** Against an ordinary day, one sentence for each difference; what nobody permits is not in it. */
  changes: z.array(Words),
  needsSecond: z.boolean(),
  /** Whose people confirm it. */
  confirmIn: z.string(),
  boxes: z.int(),
  /** Airings of its first days that would sound less than now; at most 50. */
  lost: z.array(LostAiring),
  lostCount: z.int(),
});
export type SoundExemptionPreview = z.infer<typeof SoundExemptionPreview>;

/** Approve or refuse what waits: the exemption, or its withdrawal. */
export const SoundExemptionDecision = z.object({
  num: z.int().positive(),
  approve: z.boolean(),
  /** Of who has one-time codes, where it lets more sound. */
  code: OneTimeCode.optional(),
});
export type SoundExemptionDecision = z.infer<typeof SoundExemptionDecision>;

export const SoundExemptionWithdrawal = z.object({ num: z.int().positive(), why });
export type SoundExemptionWithdrawal = z.infer<typeof SoundExemptionWithdrawal>;
