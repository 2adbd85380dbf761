/**
 * Emergency over HTTP — cảnh báo khẩn cấp.
 *
 * Who, where, what, hear, confirm; then what each box did, while it happens. A drill goes the whole
 * way under its own name and makes no sound.
 */
import { z } from 'zod';
import { AreaId, BulletinId, ClusterGroupId, DeviceId, EntryId, Sha256 } from '../../ids.js';
import { FactorState, OneTimeCode, UrgentPath } from '../signer.js';
import { URGENT_PLAYS_MAX } from '../urgent.js';
import { InvitationWord } from '../warners.js';

/** Thật / diễn tập. */
export const EmergencyKind = z.enum(['real', 'drill']);
export type EmergencyKind = z.infer<typeof EmergencyKind>;

/**
 * chờ người thứ hai / đang đếm ngược / đang gửi / đã gửi / đang dừng / đã xong / đã dừng / bị ngăn /
 * quá hạn / không gửi được.
 */
export const EmergencyState = z.enum([
  'waiting-second',
  'counting-down',
  'sending',
  'sent',
  'stopping',
  'ended',
  'stopped',
  'vetoed',
  'lapsed',
  'failed',
]);
export type EmergencyState = z.infer<typeof EmergencyState>;

/** What one box did: its best news so far. */
export const EmergencyBoxState = z.enum([
  'unsent',
  'sent',
  'accepted',
  'refused',
  'sounding',
  'played',
  'cut',
  'missed',
]);
export type EmergencyBoxState = z.infer<typeof EmergencyBoxState>;

const Words = z.object({ vi: z.string(), en: z.string() });

export const EmergencyBox = z.object({
  deviceId: DeviceId,
  deviceName: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  state: EmergencyBoxState,
  /** Why it refused, was cut or stayed silent. */
  reason: Words.nullable(),
  /** From the confirmation to the word of the box, milliseconds. */
  acceptedAfterMs: z.int().nullable(),
  soundedAfterMs: z.int().nullable(),
});
export type EmergencyBox = z.infer<typeof EmergencyBox>;

export const Emergency = z.object({
  id: EntryId,
  kind: EmergencyKind,
  path: UrgentPath,
  state: EmergencyState,
  title: z.string(),
  bulletinId: BulletinId,
  /** First file, to hear it again. */
  sha256: Sha256,
  areaIds: z.array(AreaId),
  areaNames: z.array(z.string()),
  /** Of a warning for single stations: their names. */
  stationNames: z.array(z.string()).optional(),
  devices: z.int(),
  plays: z.int(),
  gapMs: z.int(),
  durationMs: z.int(),
  createdBy: z.string(),
  createdAt: z.number(),
  secondBy: z.string().nullable(),
  /** Path C: when it leaves unless somebody objects; path B: until when the second may confirm. */
  dueAt: z.number().nullable(),
  sentAt: z.number().nullable(),
  /** No box begins it after this. */
  endsAt: z.number().nullable(),
  stoppedBy: z.string().nullable(),
  stoppedAt: z.number().nullable(),
  /** While it is being stopped: boxes that need no stop any more or were handed one. */
  stopsHanded: z.int().nullable(),
  /** The earlier message that this one puts right. */
  corrects: EntryId.nullable(),
  counts: z.partialRecord(EmergencyBoxState, z.int()),
  /** May the person who asks confirm as the second, object, stop? */
  may: z.object({ second: z.boolean(), veto: z.boolean(), stop: z.boolean() }),
});
export type Emergency = z.infer<typeof Emergency>;

export const EmergencyDetail = Emergency.extend({ boxes: z.array(EmergencyBox) });
export type EmergencyDetail = z.infer<typeof EmergencyDetail>;

/** A message that could be sent: approved ones lie on the boxes already. */
export const EmergencyMessage = z.object({
  bulletinId: BulletinId,
  title: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  durationMs: z.int(),
  sha256: Sha256,
  /** Approved before and kept on every box, so that one person and a code are enough in one commune. */
  prepared: z.boolean(),
  /** Approved, but so many of `boxes` have no room for it beside warnings that come first. */
  without: z.int().default(0),
  /** Boxes of its area within that of who asks. */
  boxes: z.int().default(0),
});
export type EmergencyMessage = z.infer<typeof EmergencyMessage>;

/** The desk of who asks: everything the first screen needs, in one answer. */
export const EmergencyDesk = z.object({
  asOf: z.number(),
  factor: FactorState,
  mayStart: z.boolean(),
  messages: z.array(EmergencyMessage),
  /** Not over yet, newest first. */
  active: z.array(Emergency),
  /** The newest 20 that are over. */
  recent: z.array(Emergency),
});
export type EmergencyDesk = z.infer<typeof EmergencyDesk>;

const where = {
  kind: EmergencyKind,
  bulletinId: BulletinId,
  areaIds: z.array(AreaId).min(1).max(200),
  /** Only boxes of these stations there; absent: all of them. */
  stationIds: z.array(ClusterGroupId).min(1).max(20).optional(),
  /** One person alone, with a minute in which any officer may object. */
  breakGlass: z.boolean().default(false),
};

export const EmergencyQuestion = z.object(where);
export type EmergencyQuestion = z.infer<typeof EmergencyQuestion>;

/** What confirming would do, before it is confirmed. */
export const EmergencyForecast = z.object({
  path: UrgentPath,
  devices: z.int(),
  /** Connected now. */
  reachable: z.int(),
  /** Hold the sound already. */
  cached: z.int(),
  communes: z.int(),
  /** Path B: who may confirm as the second. */
  seconds: z.array(z.string()),
});
export type EmergencyForecast = z.infer<typeof EmergencyForecast>;

export const NewEmergency = z.object({
  ...where,
  plays: z.int().min(1).max(URGENT_PLAYS_MAX).default(3),
  gapMs: z.int().min(0).max(600_000).default(10_000),
  code: OneTimeCode,
  corrects: EntryId.optional(),
});
export type NewEmergency = z.infer<typeof NewEmergency>;

export const CodeRequest = z.object({ code: OneTimeCode });
export type CodeRequest = z.infer<typeof CodeRequest>;

/** `code` of the secret in force; where there is none, the word of an invitation. */
export const FactorRequest = z.object({
  code: OneTimeCode.optional(),
  invitation: InvitationWord.optional(),
});
export type FactorRequest = z.infer<typeof FactorRequest>;

/** Shown once, as text and as a picture to scan. */
export const FactorSecret = z.object({ secret: z.string(), uri: z.string() });
export type FactorSecret = z.infer<typeof FactorSecret>;

export const FactorStanding = z.object({ state: FactorState });
export type FactorStanding = z.infer<typeof FactorStanding>;
