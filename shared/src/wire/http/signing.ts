/**
 * Signing over HTTP — tình trạng ký kế hoạch.
 *
 * Whether this server may write, and what stands against it where an older database was put back.
 */
import { z } from 'zod';
import { AreaId, DeviceId, EntryId } from '../../ids.js';

/**
 * `ready`: plans are signed; `fenced`: another server has taken over, this one publishes nothing until
 * it is started again; `away`: the signer does not answer.
 */
export const Health = z.object({
  signing: z.enum(['ready', 'fenced', 'away']),
  /** Rises with every start of a server at this signer; null before its first answer. */
  epoch: z.int().positive().nullable(),
  /** Number of the list of keys that boxes should trust. */
  rootNum: z.int().positive().nullable(),
});
export type Health = z.infer<typeof Health>;

/** A box for which a higher number was signed than this database remembers. */
export const HeldBox = z.object({
  id: DeviceId,
  name: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  signed: z.int().nonnegative(),
  remembered: z.int().nonnegative(),
  /** What the box itself says it holds; null where it has said nothing since. */
  reported: z.int().nonnegative().nullable(),
  online: z.boolean(),
  /** What the box will play next by the plan it holds, which this database does not know. */
  next: z.object({ title: z.string(), startAt: z.number() }).nullable(),
});
export type HeldBox = z.infer<typeof HeldBox>;

/** Giữ việc phát hành: facts to compare before it is released. */
export const FleetHold = z.object({
  held: z.boolean(),
  boxes: z.array(HeldBox),
  /** Lines this database would send out again: take off here what was taken off since the backup. */
  lines: z.array(
    z.object({
      id: EntryId,
      title: z.string(),
      areaId: AreaId,
      areaName: z.string(),
      /** First instant of what would go out; null where nothing of it is due in the coming plans. */
      nextAt: z.number().nullable(),
    }),
  ),
  /** The newest event in the audit of this database: the backup is of about this time. */
  newestAt: z.number().nullable(),
});
export type FleetHold = z.infer<typeof FleetHold>;
