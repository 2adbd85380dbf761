/**
 * Sounded anyway, over HTTP — đã rút mà vẫn phát.
 *
 * Airings of the last days that were taken back and sounded all the same on a box that did not know.
 */
import { z } from 'zod';
import { AreaId, DeviceId, EntryId } from '../../ids.js';
import { Instant } from '../../time.js';

export const SoundedAnyway = z.object({
  entryId: EntryId,
  deviceId: DeviceId,
  areaId: AreaId,
  startAt: Instant,
  cancelledAt: Instant,
  /** What sounded, where, when it was taken back and why the box did not know. */
  words: z.object({ vi: z.string(), en: z.string() }),
});
export type SoundedAnyway = z.infer<typeof SoundedAnyway>;
