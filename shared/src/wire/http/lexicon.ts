/**
 * Lexicon and area settings over HTTP — từ điển và cách đọc của địa bàn.
 *
 * A station's own readings (names of places, minority names, corrections), and how it reads, speaks
 * and calls itself. Both are inherited: the nearest area that says something wins.
 */
import { z } from 'zod';
import { AreaId, BulletinId, LexiconId } from '../../ids.js';
import { ReadingStyle } from '../script.js';
import { Languages } from './recordings.js';

/** How exactly the text must agree: to the letter; but for case; but for case and diacritics. */
export const LexiconMatch = z.enum(['exact', 'any-case', 'any-marks']);
export type LexiconMatch = z.infer<typeof LexiconMatch>;

const written = z.string().trim().min(1).max(100);
const spoken = z.string().trim().min(1).max(300);

export const LexiconEntry = z.object({
  id: LexiconId,
  areaId: AreaId,
  areaName: z.string(),
  written: z.string(),
  spoken: z.string(),
  match: LexiconMatch,
  createdBy: z.string(),
  createdAt: z.number(),
  /** A nearer area reads the same words otherwise. */
  shadowed: z.boolean(),
});
export type LexiconEntry = z.infer<typeof LexiconEntry>;

/** All readings that an area hears, its own and those from above, with the version of the whole. */
export const Lexicon = z.object({ version: z.string(), entries: z.array(LexiconEntry) });
export type Lexicon = z.infer<typeof Lexicon>;

/** `POST /api/lexicon`; the same words again replace the older reading of that area. */
export const NewLexiconEntry = z.object({
  areaId: AreaId,
  written,
  spoken,
  match: LexiconMatch.default('any-case'),
});
export type NewLexiconEntry = z.infer<typeof NewLexiconEntry>;

/** Corrects one word of a bulletin for good, in the lexicon of its area. */
export const SaveToLexicon = z.object({ written, spoken });

/** What a change of the lexicon did: these read differently now, and wait to be voiced and approved. */
export const LexiconEffect = z.object({
  version: z.string(),
  returned: z.array(z.object({ id: BulletinId, title: z.string(), wasApproved: z.boolean() })),
});
export type LexiconEffect = z.infer<typeof LexiconEffect>;

export const LexiconAdded = LexiconEffect.extend({ entry: LexiconEntry });
export type LexiconAdded = z.infer<typeof LexiconAdded>;

/** `POST /api/lexicon/preview`: what the reading would change, nothing of it done. */
export const LexiconPreview = z.object({
  bulletins: z.array(
    z.object({
      id: BulletinId,
      title: z.string(),
      /** It would leave the air until it is voiced and approved again. */
      wasApproved: z.boolean(),
      /** The first few sentences that would read otherwise. */
      sentences: z.array(z.object({ index: z.int(), before: z.string(), after: z.string() })),
      /** How many would, those shown among them. */
      changed: z.int(),
    }),
  ),
});
export type LexiconPreview = z.infer<typeof LexiconPreview>;

const stationName = z.string().trim().min(1).max(100);

/** What holds in an area, and which part of it the area says itself (null: inherited). */
export const AreaSettings = z.object({
  areaId: AreaId,
  style: ReadingStyle,
  languages: Languages,
  /** As inside a sentence: 'xã Phù Mỹ'. */
  stationName: z.string(),
  own: z.object({
    style: ReadingStyle.nullable(),
    languages: Languages.nullable(),
    stationName: z.string().nullable(),
  }),
  updatedBy: z.string().nullable(),
  updatedAt: z.number().nullable(),
});
export type AreaSettings = z.infer<typeof AreaSettings>;

/** `PATCH /api/areas/:areaId/settings`; null takes the area's own word back. */
export const AreaSettingsChange = z.object({
  style: ReadingStyle.nullable().optional(),
  languages: Languages.nullable().optional(),
  stationName: stationName.nullable().optional(),
});
export type AreaSettingsChange = z.infer<typeof AreaSettingsChange>;
