/**
 * Incidents over HTTP — sự cố, lịch bảo trì, trục thời gian của cụm.
 *
 * One trouble, one row: cause, place, since when, what to do, who has taken it on.
 */
import { z } from 'zod';
import { AreaId, DeviceId, IncidentId, Sha256, UserId } from '../../ids.js';
import { DeviceSummary } from './fleet.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/** Việc phải làm: đến tận nơi, gọi điện, hay làm tại bàn. */
export const Errand = z.enum(['visit', 'call', 'desk']);
export type Errand = z.infer<typeof Errand>;

export const Incident = z.object({
  id: IncidentId,
  cause: z.string(),
  title: Words,
  sentence: Words,
  next: Words.nullable(),
  errand: Errand,
  areaIds: z.array(AreaId),
  places: z.array(z.string()),
  /** Ailing now, within the area of who asks; of one that is over, those of its last moment. */
  devices: z.int(),
  /** Most at one time, everywhere. */
  peak: z.int(),
  /** Of `devices`, those that sound on time by themselves. */
  carryOn: z.int(),
  /** About how many people do not hear by it; null where nobody has said who lives there. */
  people: z.int().nullable().optional(),
  startedAt: z.number(),
  openedAt: z.number(),
  /** Since when nothing of it was seen any more. */
  calmSince: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  /** Another incident took its boxes in. */
  merged: z.boolean(),
  acked: z.object({ name: z.string(), at: z.number() }).nullable(),
  /** `by`: who gave it to them; absent where they took it on themselves. */
  assignee: z.object({ id: UserId, name: z.string(), by: z.string().optional() }).nullable(),
  notes: z.array(z.object({ at: z.number(), name: z.string(), text: z.string() })),
  toldAt: z.number().nullable(),
  escalatedAt: z.number().nullable(),
  /** Told to nobody outside the screen until the hours begin. */
  quiet: z.boolean(),
});
export type Incident = z.infer<typeof Incident>;

/** Người nhận được việc. */
export const Hand = z.object({ id: UserId, name: z.string(), areaName: z.string() });
export type Hand = z.infer<typeof Hand>;

export const IncidentDetail = Incident.extend({
  evidence: z.array(Words),
  /** Within the area of who asks, at most 200. */
  boxes: z.array(DeviceSummary),
  /** Who can be given it; nobody where who asks may not give it. At most 100. */
  hands: z.array(Hand),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** What a person does with an incident. */
export const IncidentAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledge') }),
  /** To oneself, or to nobody. */
  z.strictObject({ kind: z.literal('take') }),
  z.strictObject({ kind: z.literal('leave') }),
  z.strictObject({ kind: z.literal('assign'), userId: UserId }),
  z.strictObject({ kind: z.literal('note'), text: z.string().trim().min(2).max(500) }),
]);
export type IncidentAct = z.infer<typeof IncidentAct>;

/** Việc hôm nay của kỹ thuật viên: open incidents with their boxes, the most needed first. */
export const WorkItem = Incident.extend({
  boxes: z.array(
    z.object({
      id: DeviceId,
      name: z.string(),
      areaName: z.string(),
      position: z.object({ lat: z.number(), lng: z.number() }).nullable(),
      carriesOn: z.boolean(),
      /** The small file of the newest photo of it, at `/photo/:sha256`. */
      photo: Sha256.nullable(),
    }),
  ),
});
export type WorkItem = z.infer<typeof WorkItem>;

export const MAINTENANCE_MS_MAX = 14 * 86_400_000;

export const NewMaintenance = z
  .strictObject({
    areaId: AreaId,
    deviceId: DeviceId.nullable().default(null),
    fromAt: z.number(),
    untilAt: z.number(),
    why: z.string().trim().min(3).max(200),
  })
  .refine(({ fromAt, untilAt }) => untilAt > fromAt && untilAt - fromAt <= MAINTENANCE_MS_MAX, {
    path: ['untilAt'],
    message: 'after fromAt, within 14 days',
  });
export type NewMaintenance = z.infer<typeof NewMaintenance>;

export const Maintenance = z.object({
  id: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  deviceId: DeviceId.nullable(),
  deviceName: z.string().nullable(),
  fromAt: z.number(),
  untilAt: z.number(),
  why: z.string(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** One line of the time axis of a box — trục thời gian. */
export const BoxMoment = z.object({
  at: z.number(),
  track: z.enum(['power', 'network', 'agent', 'play', 'command', 'fault']),
  kind: z.string(),
  detail: z.string(),
  /** Of something that lasts. */
  untilAt: z.number().nullable(),
  /** In place of `kind` and `detail`, where the server has said it whole. */
  words: Words.optional(),
});
export type BoxMoment = z.infer<typeof BoxMoment>;
