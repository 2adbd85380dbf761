/**
 * Play record — nhật ký phát.
 *
 * What a box really did about one airing, or one piece of it. Numbered per box without gaps,
 * journalled before it is sent, kept until the server says it has stored it. One airing may have
 * several pieces (cut by an emergency, by a power cut) but one `playId`.
 */
import { z } from 'zod';
import { DeviceId, PlayId } from '../ids.js';
import { DurationMs, Instant } from '../time.js';
import { ClockState } from './clock.js';
import { RelaySums } from './relay.js';

/** Most records in one message. */
export const RECORDS_PER_MESSAGE_MAX = 50;

const common = {
  v: z.literal(1),
  /** Per-box counter, +1 for each record, kept across reboots: lets the server see a gap. */
  seq: z.int().positive(),
  playId: PlayId,
  recordedAt: Instant,
  clock: ClockState,
};

const piece = {
  /** First sample, box clock. */
  startedAt: Instant,
  /** Position inside the airing at which this piece began. */
  fromMs: DurationMs,
  playedMs: DurationMs,
  /** True when the output was no real card: never counted as aired. */
  virtual: z.boolean(),
  /** Of a relay: what sounded; `playedMs` is stream and fallback together. */
  relay: RelaySums.optional(),
};

export const PlayRecord = z.discriminatedUnion('outcome', [
  z.object({ ...common, ...piece, outcome: z.literal('completed') }),
  z.object({
    ...common,
    ...piece,
    outcome: z.literal('interrupted'),
    reason: z.enum([
      'emergency',
      'higher-priority',
      'operator',
      'power',
      'output-failed',
      'replanned',
      'envelope',
      'file-corrupt',
      'disk',
    ]),
  }),
  z.object({
    ...common,
    outcome: z.literal('missed'),
    reason: z.enum([
      'file-absent',
      'file-corrupt',
      'box-off',
      'too-late',
      'clock-untrusted',
      'envelope',
      'outranked',
      'output-failed',
      'stopped',
      'disk',
    ]),
  }),
]);
export type PlayRecord = z.infer<typeof PlayRecord>;

export const PlayRecords = z.object({
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  records: z.array(PlayRecord).min(1).max(RECORDS_PER_MESSAGE_MAX),
});
export type PlayRecords = z.infer<typeof PlayRecords>;
