/**
 * Status of a box — trạng thái của cụm.
 *
 * What the box holds and does, as of `at`: the reported side of desired-and-reported. Sent on
 * change and every minute; the server keeps the newest and the changes.
 */
import { z } from 'zod';
import { DeviceId, EntryId, PlayId, Sha256 } from '../ids.js';
import { DurationMs, Instant } from '../time.js';
import { ClockState } from './clock.js';
import { DataPlanWish } from './data-plan.js';
import { HearingReport } from './hearing.js';
import { PlanMark, STANDING_FILES_BEFORE, STANDING_FILES_MAX } from './plan.js';
import { UpdateReport } from './release.js';
import { Vitals } from './vitals.js';

/** Something the box would not do, for the box page. */
export const BoxRefusal = z.object({
  at: Instant,
  what: z.enum([
    'plan',
    'envelope',
    'urgent',
    'drill',
    'command',
    'stop',
    'receipt',
    'time',
    'root',
    'file',
    'message',
  ]),
  code: z.string().max(64),
  detail: z.string().max(300),
});
export type BoxRefusal = z.infer<typeof BoxRefusal>;

export const Status = z.object({
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  bootId: z.string().min(8).max(64),
  agentVersion: z.string().max(40),
  uptimeS: z.int().nonnegative(),
  clock: ClockState,
  plan: PlanMark.nullable(),
  envelopeNum: z.int().nonnegative(),
  cache: z.object({
    needed: z.int().nonnegative(),
    have: z.int().nonnegative(),
    /** Needed and absent, at most 20. */
    missing: z.array(Sha256).max(20),
    bytes: z.int().nonnegative(),
    freeBytes: z.int().nonnegative(),
  }),
  onAir: z.object({ playId: PlayId, positionMs: DurationMs, title: z.string() }).nullable(),
  next: z.object({ entryId: EntryId, startAt: Instant, title: z.string() }).nullable(),
  output: z.object({
    kind: z.enum(['card', 'silent', 'file']),
    virtual: z.boolean(),
    healthy: z.boolean(),
    detail: z.string().max(200),
  }),
  /** Whether the box has its amplifier on; absent where it has no relay for it. */
  amplifier: z
    .object({
      on: z.boolean(),
      /** When it was last switched; null where that is not known, absent from older boxes. */
      sinceAt: Instant.nullable().optional(),
      /** Why its relay cannot be switched; null where it can. */
      fault: z.string().max(200).nullable().optional(),
    })
    .optional(),
  unsentRecords: z.int().nonnegative(),
  /** The newest refusals, at most 20. */
  refusals: z.array(BoxRefusal).max(20),
  /** How far the box is turned down, since when, by which command; null for not at all. */
  trim: z
    .object({
      percent: z.int().min(0).max(100),
      setAt: Instant,
      commandId: z.string().min(8).max(64),
    })
    .nullable()
    .optional(),
  /** What the office has set of its SIM, by which command; null for nothing, absent where it cannot be set. */
  dataPlan: DataPlanWish.extend({ setAt: Instant, commandId: z.string().min(8).max(64) })
    .nullable()
    .optional(),
  /** Absent from boxes of before version 1.1. */
  vitals: Vitals.optional(),
  /** Absent from older boxes. */
  update: UpdateReport.optional(),
  /** The last play that its microphone could judge, or why it cannot; absent without one. */
  hearing: HearingReport.optional(),
  /**
   * Why the box can keep nothing on its disk: nothing but a warning sounds then. Absent where it can, and
   * from older boxes.
   */
  diskFault: z.string().max(200).optional(),
  /**
   * How many standing warnings of a plan it reads; absent from older boxes, and while an agent is on trial,
   * since the one that it may go back to reads the plan too: `STANDING_FILES_BEFORE`.
   */
  standingFiles: z.int().positive().optional(),
});
export type Status = z.infer<typeof Status>;

/**
 * A status as it is read from a box: a word of a newer one on what it heard that is not known here costs
 * that report alone, never the status around it.
 */
export const ToldStatus: z.ZodType<Status> = Status.extend({
  hearing: HearingReport.optional().catch(undefined),
});

/** How many standing warnings may be sent to a box that reported so; null for one that never did. */
export const standingFilesOf = (status: Pick<Status, 'standingFiles'> | null): number =>
  Math.min(status?.standingFiles ?? STANDING_FILES_BEFORE, STANDING_FILES_MAX);
