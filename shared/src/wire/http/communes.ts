/**
 * Communes through time over HTTP — xã, phường qua các lần sắp xếp.
 *
 * Since when a commune stands, what it came from and became; and what others a figure counts with it.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { LocalDate } from '../../time.js';

export const Kin = z.object({ areaId: AreaId, name: z.string() });

/** A commune that went wholly to another, and its last day. */
export const Included = z.object({ areaId: AreaId, name: z.string(), until: LocalDate });
export type Included = z.infer<typeof Included>;

/** One commune of which the register says something, as of a day. */
export const RegisteredCommune = z.object({
  areaId: AreaId,
  name: z.string(),
  urban: z.boolean(),
  /** Null where only what it became is said. */
  from: LocalDate.nullable(),
  /** Its last day; null while it stands. */
  until: LocalDate.nullable(),
  predecessors: z.array(Kin),
  successors: z.array(Kin),
  source: z.string(),
});
export type RegisteredCommune = z.infer<typeof RegisteredCommune>;
