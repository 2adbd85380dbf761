/**
 * Script of a text — kịch bản phát thanh (lời đọc).
 *
 * What a listener will hear, sentence by sentence, each pointing at the clause it came from, beside
 * what was left out and why. Made by the server's cores, shown by the dashboard, printed by
 * `loaso import --json`. It knows nothing of voices or of audio.
 */
import { z } from 'zod';

/** Where a sentence stands in the document: 'Điều 1', 'Phụ lục, 4.5, d)'. Empty for preambles. */
const Clause = z.string().max(300);

export const SentenceKind = z.enum([
  'opening',
  'title',
  'heading',
  'body',
  'item',
  'row',
  'closing',
]);
export type SentenceKind = z.infer<typeof SentenceKind>;

/** The three regional choices of Vietnamese number words — giọng vùng miền của lời đọc. */
export const ReadingStyle = z.object({
  thousand: z.enum(['nghìn', 'ngàn']),
  zeroTens: z.enum(['linh', 'lẻ']),
  /** The last 4 of 24, 34 …; months and ordinals always say "tư". */
  four: z.enum(['tư', 'bốn']),
});
export type ReadingStyle = z.infer<typeof ReadingStyle>;

export const ScriptSentence = z.object({
  /** Position in the script, from 0. */
  index: z.int().nonnegative(),
  clause: Clause,
  kind: SentenceKind,
  /** As the document writes it, repaired but not expanded. */
  written: z.string(),
  /** As it will be read: Vietnamese words and the punctuation , . ? ! : ; only. */
  spoken: z.string(),
  /** Words said before the written ones ('khoản', 'tiếp theo là'), part of `spoken`. */
  lead: z.string().max(40).optional(),
  /** A person worded it: neither rules nor lexicon change it any more. */
  edited: z.boolean().optional(),
  /** Silence after the sentence, milliseconds. */
  pauseAfterMs: z.int().nonnegative(),
  /** Tokens that no rule could read for certain and an editor must look at (spelt out meanwhile). */
  uncertain: z.array(z.object({ written: z.string(), spoken: z.string(), why: z.string() })),
});
export type ScriptSentence = z.infer<typeof ScriptSentence>;

/** A line that is not read, with the reason in Vietnamese ('Nơi nhận', 'chữ ký', …). */
export const DroppedLine = z.object({ text: z.string(), reason: z.string() });
export type DroppedLine = z.infer<typeof DroppedLine>;

/** One mended letter or word ('kǶ' → 'kỳ'), for the editor's eye. */
export const Repair = z.object({ from: z.string(), to: z.string(), why: z.string() });
export type Repair = z.infer<typeof Repair>;

export const Script = z.object({
  v: z.literal(1),
  title: z.string(),
  /** Version of the reading rules; an approval binds it. */
  rulesVersion: z.string(),
  /** Version of the site lexicon it was read with; absent or '' where there was none. */
  lexiconVersion: z.string().max(80).optional(),
  /** The style it was read in; absent: northern. */
  style: ReadingStyle.optional(),
  /** Short forms that the document defines itself: letters → words. */
  definitions: z.record(z.string(), z.string()).optional(),
  sentences: z.array(ScriptSentence),
  dropped: z.array(DroppedLine),
  repairs: z.array(Repair),
  /** Predicted length of speech, milliseconds, before any voice exists. */
  expectedMs: z.int().nonnegative(),
});
export type Script = z.infer<typeof Script>;
