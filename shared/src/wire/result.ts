/**
 * Result of a command — kết quả của một lệnh.
 *
 * What came of a command that does more than change the box: a chime, a measurement, a log. The ack
 * says that the command was taken, the result what was found. Kept by the box, over restarts, until a
 * receipt names its command; a log alone is too large to outlive a restart, and is sent anew for an hour.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { DurationMs, Instant } from '../time.js';
import { DataPlanWish } from './data-plan.js';

/** A log on the wire: a slow line brings more than this only at the cost of its other messages. */
export const LOG_GZIP_BYTES_MAX = 64_000;
const LOG_GZIP_CHARS_MAX = Math.ceil(LOG_GZIP_BYTES_MAX / 3) * 4;

const common = {
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  commandId: z.string().min(8).max(64),
  /** The box sends this until a receipt names its command; absent where it does not. */
  receipt: z.literal(true).optional(),
};

/**
 * One try of the file server of the box, step by step; null where it did not come to a step. `fault`
 * names the first step that failed: the name, the connection, the certificate, the answer (`silent`,
 * a `portal`, `refused` by `status`), or the file itself, which broke off.
 */
export const FileTrial = z.object({
  fault: z
    .enum(['name', 'connect', 'certificate', 'silent', 'portal', 'refused', 'broken'])
    .nullable(),
  status: z.int().min(100).max(599).nullable(),
  /** Null also where the address is a number, and where there is no TLS. */
  nameMs: DurationMs.nullable(),
  connectMs: DurationMs.nullable(),
  tlsMs: DurationMs.nullable(),
  /** From the question to the first byte of the answer. */
  firstByteMs: DurationMs.nullable(),
  bytes: z.int().nonnegative(),
  /** Time that the bytes took, after the first. */
  tookMs: DurationMs,
});
export type FileTrial = z.infer<typeof FileTrial>;

export const CommandResult = z.discriminatedUnion('kind', [
  /** Taken and not done; `code` is a word of the box, `detail` English and short. */
  z.object({
    ...common,
    kind: z.literal('refused'),
    code: z.string().min(1).max(64),
    detail: z.string().max(300),
  }),
  /** The box made the sound; whether it was heard is for whoever stands there to say. */
  z.object({
    ...common,
    kind: z.literal('chime'),
    outcome: z.enum(['completed', 'interrupted']),
    startedAt: Instant,
    playedMs: DurationMs,
    volumePercent: z.int().min(0).max(100),
    /** True when the output was no real card. */
    virtual: z.boolean(),
  }),
  z.object({
    ...common,
    kind: z.literal('network'),
    files: FileTrial,
    /** Why no file was read: no data left this month, or no file known. */
    unread: z.enum(['no-data', 'no-file']).nullable(),
    /** There and back to the broker; null when it did not answer. */
    brokerMs: DurationMs.nullable(),
    operator: z.string().max(40).nullable(),
    signalDbm: z.number().min(-150).max(0).nullable(),
    /** How far the clock of the box may be off; null when it does not know the time. */
    clockErrorMs: z.number().nonnegative().nullable(),
  }),
  /** Of the files in the cache, and of those that the plan calls for. */
  z.object({
    ...common,
    kind: z.literal('files'),
    right: z.int().nonnegative(),
    /** Dropped; what the plan calls for is fetched again. */
    damaged: z.int().nonnegative(),
    /** Not come to within the time. */
    unchecked: z.int().nonnegative(),
    planned: z.int().nonnegative(),
    /** Of `planned`, not here at the end. */
    missing: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    tookMs: DurationMs,
  }),
  /** Turned down to this, from now on and over restarts. */
  z.object({ ...common, kind: z.literal('volume'), volumePercent: z.int().min(0).max(100) }),
  /** What its SIM may use a month from now on and over restarts; null: what its settings file says. */
  z.object({ ...common, kind: z.literal('data'), data: DataPlanWish.nullable() }),
  /** Text of many lines, the newest last. */
  z.object({
    ...common,
    kind: z.literal('log'),
    /** base64 of gzip; the server takes it out and keeps it apart. */
    gzip: z.base64().max(LOG_GZIP_CHARS_MAX),
    lines: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
  }),
  /** Told by the agent after the board has come back. */
  z.object({
    ...common,
    kind: z.literal('restarted'),
    orderedAt: Instant,
    /** Of the agent, by the clock that it has found meanwhile. */
    startedAt: Instant,
  }),
]);
export type CommandResult = z.infer<typeof CommandResult>;
