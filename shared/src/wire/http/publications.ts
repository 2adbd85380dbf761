/**
 * Publications over HTTP — các lần phát hành, đã tới đâu.
 *
 * What a change sent to the boxes, in which groups, and how far each box has come. A box that is off
 * line is no fault: it gets its plan when it comes back, and the screen says so.
 */
import { z } from 'zod';
import { AreaId, DeviceId, EntryId, PublicationId } from '../../ids.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/** Đang gửi dần / đã dừng vì lỗi / đã gửi hết / đã rút lại / thay đổi ấy không còn. */
export const PublicationState = z.enum(['running', 'halted', 'sent', 'given-up', 'superseded']);
export type PublicationState = z.infer<typeof PublicationState>;

/** Chờ đợt sau / chưa kết nối / đã gửi / đã nhận, còn tải / sẵn sàng / từ chối / có sự cố. */
export const BoxProgress = z.enum([
  'held',
  'waiting',
  'sent',
  'stored',
  'ready',
  'refused',
  'troubled',
]);
export type BoxProgress = z.infer<typeof BoxProgress>;

export const PublicationAct = z.enum([
  'add',
  'edit',
  'leave-out',
  'cancel',
  'undo',
  'give-up',
  'approve',
  'take-off',
  'day',
  'group',
  'languages',
]);
export type PublicationAct = z.infer<typeof PublicationAct>;

export const PublicationSummary = z.object({
  id: PublicationId,
  areaId: AreaId,
  areaName: z.string(),
  title: z.string(),
  act: PublicationAct,
  /** Full name of who did it. */
  by: z.string(),
  createdAt: z.number(),
  state: PublicationState,
  /** The group that is being sent, from 1. */
  stage: z.int(),
  stages: z.int(),
  boxes: z.int(),
  communes: z.int(),
  counts: z.record(BoxProgress, z.int()),
  /** 'Đã tới 39/41 cụm; 2 cụm chưa kết nối, sẽ nhận khi có mạng.' */
  sentence: Words,
  /** What happens next, or why it stopped; null when nothing is left to say. */
  next: Words.nullable(),
});
export type PublicationSummary = z.infer<typeof PublicationSummary>;

export const PublicationBox = z.object({
  deviceId: DeviceId,
  name: z.string(),
  areaName: z.string(),
  stage: z.int(),
  progress: BoxProgress,
  words: Words,
  sentAt: z.number().nullable(),
});
export type PublicationBox = z.infer<typeof PublicationBox>;

export const Publication = PublicationSummary.extend({
  /** Those that need somebody first. */
  boxList: z.array(PublicationBox),
  /** May this person go on with a halted one, or take it back? */
  maySteer: z.boolean(),
});
export type Publication = z.infer<typeof Publication>;

/** What saving would send, before it is saved. */
export const PublishForecast = z.object({
  communes: z.int(),
  boxes: z.int(),
  programmes: z.int(),
  downloading: z.int(),
  offline: z.int(),
  /** 1: everywhere at once. */
  groups: z.int(),
  words: Words,
  /** Lines whose new sound is longer, with what it does to others; held: it does not go out there. */
  longer: z
    .array(z.object({ entryId: EntryId, held: z.boolean(), words: z.array(Words) }))
    .optional(),
});
export type PublishForecast = z.infer<typeof PublishForecast>;

/** What saving has sent. */
export const PublishedNow = z.object({
  devices: z.int(),
  planned: z.int(),
  /** Where its way can be followed. */
  publicationId: PublicationId.optional(),
});
export type PublishedNow = z.infer<typeof PublishedNow>;
