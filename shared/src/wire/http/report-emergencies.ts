/**
 * Emergencies of a period over HTTP — tin khẩn trong kỳ, bao lâu thì loa kêu.
 *
 * Every warning and drill that was ordered in a period, and how long it took the boxes, from what
 * they recorded themselves.
 */
import { z } from 'zod';
import { DeviceId, EntryId } from '../../ids.js';
import { EmergencyKind, EmergencyState } from './emergency.js';
import { PeriodSpan } from './report-faults.js';
import { reportHead } from './reports.js';

/** Orders of one period that are told, the newest. */
export const EMERGENCIES_TOLD_MAX = 100;

/** Boxes of the area that is asked for: ordered = begun + virtual + silent + unheard. */
export const EmergencyPace = z.object({
  ordered: z.int(),
  /** Sounded on a real loudspeaker; of a drill, which makes no sound: said that it was ready to. */
  begun: z.int(),
  /** Sounded into something that is no loudspeaker. */
  virtual: z.int(),
  /** Gave word, and did not sound. */
  silent: z.int(),
  /** No word of any kind. */
  unheard: z.int(),
  /** From the moment nothing was waited for any more; null where none has begun. */
  firstMs: z.number().nullable(),
  /** Until 95 % of those that begun had begun. */
  mostMs: z.number().nullable(),
});
export type EmergencyPace = z.infer<typeof EmergencyPace>;

export const EmergencyTold = z.object({
  id: EntryId,
  kind: EmergencyKind,
  state: EmergencyState,
  title: z.string(),
  places: z.array(z.string()),
  orderedAt: z.number(),
  /** When the second person, or the minute in which any officer may object, was no longer waited for. */
  confirmedAt: z.number().nullable(),
  /** First sample heard; null where none was, and of a drill. */
  firstSoundAt: z.number().nullable(),
  /** Null of an order that was never sent. */
  pace: EmergencyPace.nullable(),
});
export type EmergencyTold = z.infer<typeof EmergencyTold>;

export const EmergencyReport = z.object({
  ...reportHead,
  /** Sent, of those below. */
  warnings: z.int(),
  drills: z.int(),
  /** Slowest of the warnings below, until 95 % had begun. */
  slowestMs: z.number().nullable(),
  /** Newest first. */
  orders: z.array(EmergencyTold),
  /** True when more were ordered than are told. */
  cut: z.boolean(),
});
export type EmergencyReport = z.infer<typeof EmergencyReport>;

/** Boxes of one page. */
export const ORDER_BOXES_PAGE = 100;

/** A count of {@link EmergencyPace}. */
export const OrderBoxesOf = z.enum(['ordered', 'begun', 'virtual', 'silent', 'unheard']);
export type OrderBoxesOf = z.infer<typeof OrderBoxesOf>;

export const OrderBoxesQuery = PeriodSpan.extend({
  order: EntryId,
  of: OrderBoxesOf,
  /** The page, from 1 on. */
  page: z.coerce.number().int().min(1).max(1_000).optional(),
});
export type OrderBoxesQuery = z.infer<typeof OrderBoxesQuery>;

/** The boxes that one count of an order counts. */
export const OrderBoxes = z.object({
  ...reportHead,
  order: EmergencyTold.pick({ id: true, kind: true, title: true, orderedAt: true }),
  /** As the figure says. */
  total: z.int(),
  boxes: z.array(
    z.object({
      id: DeviceId,
      name: z.string(),
      /** Where the order counted it. */
      areaName: z.string(),
      became: OrderBoxesOf.exclude(['ordered']),
      /** From the moment nothing was waited for any more; null where it has not begun. */
      afterMs: z.number().nullable(),
      /** Why it would not or could not sound, was cut, or sounded nothing real; null where it named nothing. */
      why: z.object({ vi: z.string(), en: z.string() }).nullable(),
    }),
  ),
});
export type OrderBoxes = z.infer<typeof OrderBoxes>;
