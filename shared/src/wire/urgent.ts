/**
 * Urgent message and drill — bản tin khẩn cấp và diễn tập.
 *
 * Sounds at once, outside any plan: single-use, short-lived, bounded in plays and minutes, for one
 * box. A drill has the same shape under another type, another key and another word in its body, so
 * that neither can be taken for the other; it makes no sound. Knows nothing of who gave the order.
 */
import { z } from 'zod';
import { AudioRef } from '../audio.js';
import { AreaId, DeviceId, EntryId } from '../ids.js';
import { Origin } from '../priority.js';
import { DurationMs, Instant } from '../time.js';
import { PlanPart } from './plan.js';

/** Longest life of an urgent message. */
export const URGENT_VALIDITY_MS_MAX = 6 * 3_600_000;
export const URGENT_PLAYS_MAX = 10;
/** All plays and gaps of one message together. */
export const URGENT_TOTAL_MS_MAX = 60 * 60_000;
/** Every id begins so, and no airing of a plan may: neither can take the other's place. */
export const URGENT_ID_PREFIX = 'urgent-';
/** Shorter sound is a click. */
export const URGENT_MS_MIN = 500;
/** The id is remembered this long after its end, so that no copy of it sounds again. */
export const URGENT_MEMORY_MS = 7 * 86_400_000;

const shape = {
  v: z.literal(1),
  /** The one box this message is for, and its area. */
  dev: DeviceId,
  area: AreaId,
  /** Once only; also names the airings that come of it. */
  id: EntryId,
  iat: Instant,
  nbf: Instant,
  exp: Instant,
  /** Who ordered it, for the record. */
  why: z.string().min(1).max(200),
  title: z.string().min(1).max(200),
  origin: Origin,
  audio: z.array(AudioRef).min(1).max(8),
  parts: z.array(PlanPart).min(1).max(16),
  durationMs: DurationMs,
  plays: z.int().min(1).max(URGENT_PLAYS_MAX),
  /** Silence between two plays. */
  gapMs: z.int().min(0).max(600_000),
  gainDb: z.number().min(-40).max(0),
  /**
   * The start of the box that the server last heard of. A box whose clock is not trusted obeys only
   * when it is its own: what was kept back from an earlier day cannot know it.
   */
  boot: z.string().min(8).max(64).nullable(),
};

export const Urgent = z.strictObject({ ...shape, kind: z.literal('urgent') });
export type Urgent = z.infer<typeof Urgent>;

export const Drill = z.strictObject({ ...shape, kind: z.literal('drill') });
export type Drill = z.infer<typeof Drill>;

/**
 * Start of play `index` (from 0) if the box begins at once; it names the play in every record, so
 * that the server knows the names before a box has answered.
 */
export const nominalStartOf = (
  { nbf, durationMs, gapMs }: Pick<Urgent, 'nbf' | 'durationMs' | 'gapMs'>,
  index: number,
): Instant => (nbf + index * (durationMs + gapMs)) as Instant;

/** Length of all plays and the gaps between them, milliseconds. */
export const totalMsOf = ({
  plays,
  durationMs,
  gapMs,
}: Pick<Urgent, 'plays' | 'durationMs' | 'gapMs'>): number =>
  plays * durationMs + (plays - 1) * gapMs;

/**
 * What is the same for every box of one order, as text: its SHA-256 is what people confirm and what
 * the signer compares each message with.
 */
export const urgentContent = (message: Urgent | Drill): string =>
  JSON.stringify([
    message.kind,
    message.id,
    message.nbf,
    message.exp,
    message.title,
    message.origin,
    message.audio,
    message.parts,
    message.durationMs,
    message.plays,
    message.gapMs,
    message.gainDb,
  ]);

/** Why a message contradicts itself, in English, or null. */
export function urgentFault(message: Urgent | Drill): string | null {
  return headFault(message) ?? partsFault(message);
}

function headFault(message: Urgent | Drill): string | null {
  if (!message.id.startsWith(URGENT_ID_PREFIX)) return 'its id is no id of an urgent message';
  if (message.exp <= message.nbf) return 'ends before it begins';
  if (message.exp - message.iat > URGENT_VALIDITY_MS_MAX) return 'lives over 6 hours';
  if (message.exp - message.nbf > URGENT_VALIDITY_MS_MAX) return 'begins long before it was made';
  // A play is named by its start, which is written with ten digits at least.
  if (message.nbf < 1e9) return 'begins before there were boxes';
  if (message.durationMs < URGENT_MS_MIN) return 'too short to be heard';
  return totalMsOf(message) > URGENT_TOTAL_MS_MAX ? 'over 60 minutes of plays' : null;
}

function partsFault(message: Urgent | Drill): string | null {
  const lengths = new Map<string, number>(message.audio.map((one) => [one.sha256, one.durationMs]));
  let endMs = 0;
  for (const { sha256, offsetMs } of message.parts) {
    const length = lengths.get(sha256);
    if (length === undefined) return `unlisted file ${sha256}`;
    if (offsetMs < endMs) return 'overlapping parts';
    endMs = offsetMs + length;
  }
  return endMs > message.durationMs + 1000 ? 'parts longer than the message' : null;
}
