/**
 * Fleet over HTTP — cụm loa trên màn hình.
 *
 * What a box should hold, what it says it holds, and how old that word is.
 */
import { z } from 'zod';
import { AreaId, DeviceId, UserId } from '../../ids.js';
import { PlaceKind } from '../../place-kind.js';
import { DataPlanWish } from '../data-plan.js';
import { PlanItem, PlanMark } from '../plan.js';
import { BoxRefusal, Status } from '../status.js';
import { StationToday, TodaySums } from './stations.js';

/** Ba đèn: có kết nối / sẵn sàng / phát được; `unknown` where nothing has been heard. */
export const Light = z.enum(['green', 'amber', 'red', 'unknown']);
export type Light = z.infer<typeof Light>;

const Words = z.object({ vi: z.string(), en: z.string() });

/** Why a box is as it is — chẩn đoán: nguyên nhân, mức tin cậy, bằng chứng, việc cần làm. */
export const Diagnosis = z.object({
  /** Null where nothing ails the box; `unknown` where the evidence is thin. */
  cause: z.string().nullable(),
  /** 0..1, of `cause`. */
  confidence: z.number().min(0).max(1),
  next: Words.nullable(),
  evidence: z.array(Words),
  /** Likeliest first. */
  ranked: z.array(z.object({ cause: z.string(), share: z.number(), name: Words })),
  sinceAt: z.number().nullable(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** Mobile data of this calendar month — dữ liệu di động trong tháng. */
export const DataMonth = z.object({
  usedBytes: z.int().nonnegative(),
  /** If it goes on like this; null in the first days. */
  forecastBytes: z.int().nonnegative().nullable(),
  /** What the box may use; null where no limit is set at it. */
  budgetBytes: z.int().nonnegative().nullable(),
  /** `free`: no limit; `young`: too early to say; `short`: it ends before the month; `over`: it has ended. */
  standing: z.enum(['free', 'young', 'lasts', 'short', 'over']),
});
export type DataMonth = z.infer<typeof DataMonth>;

export const DataOutlook = z.object({
  /** When the box last told; null while it does not know the time. */
  saidAt: z.number().nullable(),
  /** Null where it has not told this month. */
  month: DataMonth.nullable(),
});
export type DataOutlook = z.infer<typeof DataOutlook>;

export const DeviceSummary = z.object({
  id: DeviceId,
  name: z.string(),
  areaId: AreaId,
  areaName: z.string(),
  /** WGS 84; null: no position known, never a default point. */
  position: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  state: z.enum(['registered', 'enrolled', 'revoked']),
  online: z.boolean(),
  lastSeenAt: z.number().nullable(),
  lights: z.object({ reachable: Light, ready: Light, audible: Light }),
  /** The instant for which each light stands; null where nothing is known. */
  lightsAt: z
    .object({
      reachable: z.number().nullable(),
      ready: z.number().nullable(),
      audible: z.number().nullable(),
    })
    .optional(),
  /** Ailing or out of sight, and sounding on time by itself: sẽ tự phát. */
  carriesOn: z.boolean().optional(),
  /** One sentence that names what is wrong, or that all is well. */
  sentence: z.object({ vi: z.string(), en: z.string() }),
  onAirTitle: z.string().nullable(),
  next: z.object({ title: z.string(), startAt: z.number() }).nullable(),
  /** Where the data of its SIM will not last the month. */
  dataShort: DataMonth.optional(),
  /** What the office has set of its SIM; null for nothing, absent where the box knows no such order. */
  dataPlan: z.object(DataPlanWish.shape).nullable().optional(),
});
export type DeviceSummary = z.infer<typeof DeviceSummary>;

/** One data plan for boxes whose SIMs are of one kind — đặt gói dữ liệu cho nhiều cụm. */
export const DATA_PLAN_BOXES_MAX = 50;
export const DataPlanOrder = z.strictObject({
  deviceIds: z.array(DeviceId).min(1).max(DATA_PLAN_BOXES_MAX),
  /** Null for the settings file of each box. */
  data: DataPlanWish.nullable(),
});
export type DataPlanOrder = z.infer<typeof DataPlanOrder>;

/** Each box for itself, in the order in which they were named; what a box makes of it, it tells later. */
export const DataPlanOrdered = z.object({
  boxes: z.array(z.object({ deviceId: DeviceId, refusal: Words.nullable() })),
});
export type DataPlanOrdered = z.infer<typeof DataPlanOrdered>;

/** What came of a command — lệnh và kết quả. */
export const DeviceCommand = z.object({
  id: z.string(),
  /** A kind of command, or `stop`. */
  kind: z.string(),
  at: z.number(),
  by: z.string(),
  /** `taken`: on its way or under way at the box; `lost`: no answer came in its time. */
  state: z.enum(['sent', 'taken', 'done', 'refused', 'lost']),
  words: Words,
  /** True while the log that came of it is kept. */
  hasLog: z.boolean().optional(),
});
export type DeviceCommand = z.infer<typeof DeviceCommand>;

/** Desired against reported. */
export const DeviceDetail = DeviceSummary.extend({
  placeKind: PlaceKind,
  /** Said to stand there now, which would let more sound: a second person must agree. */
  placeAsked: z
    .object({
      kind: PlaceKind,
      byId: UserId,
      by: z.string(),
      at: z.number(),
      /** What would change for this box. */
      changes: z.array(Words),
    })
    .nullable()
    .default(null),
  desired: z
    .object({ mark: PlanMark, publishedAt: z.number(), items: z.array(PlanItem) })
    .nullable(),
  acked: z
    .object({
      mark: PlanMark.nullable(),
      at: z.number(),
      outcome: z.string(),
      code: z.string().nullable(),
    })
    .nullable(),
  status: Status.nullable(),
  statusAt: z.number().nullable(),
  refusals: z.array(BoxRefusal),
  recordsStored: z.int(),
  lastRecordAt: z.number().nullable(),
  envelope: z.object({ num: z.int(), windows: z.array(z.string()) }).nullable(),
  /** Until when a code that was given lets a box in; null where none is open. */
  codeUntil: z.number().nullable().optional(),
  /** Null where the box counts none. */
  data: DataOutlook.nullable().optional(),
  diagnosis: Diagnosis.optional(),
  /** How far it is turned down, by whom; null for not at all. */
  trim: z
    .object({ percent: z.int(), at: z.number(), by: z.string().nullable() })
    .nullable()
    .optional(),
  /** What the office has set of its SIM, by whom; null for nothing, absent where the box knows no such order. */
  dataPlan: DataPlanWish.extend({ at: z.number(), by: z.string().nullable() })
    .nullable()
    .optional(),
  /** Newest first. */
  commands: z.array(DeviceCommand).optional(),
});
export type DeviceDetail = z.infer<typeof DeviceDetail>;

export const NewDevice = z.object({
  id: DeviceId.optional(),
  name: z.string().trim().min(2).max(80),
  areaId: AreaId,
  position: z
    .object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
    .nullable()
    .default(null),
});
export type NewDevice = z.infer<typeof NewDevice>;

/** Until the day of the installation, and no longer than a lost paper may be missed. */
export const TICKET_DAYS_MAX = 14;
export const TicketWish = z.object({ days: z.int().min(1).max(TICKET_DAYS_MAX).default(1) });

/** Shown once; the server keeps only its hash. */
export const EnrolmentTicket = z.object({
  deviceId: DeviceId,
  code: z.string(),
  /** The whole line for the box: what is typed there, and what a QR holds. */
  line: z.string(),
  expiresAt: z.number(),
});
export type EnrolmentTicket = z.infer<typeof EnrolmentTicket>;

export const Overview = z.object({
  asOf: z.number(),
  devices: z.object({ total: z.int(), reachable: z.int(), ready: z.int(), silent: z.int() }),
  today: TodaySums,
  /** Of a commune that has stations, with what is in none: together all of it. */
  stations: z.array(StationToday).optional(),
  waitingForApproval: z.int(),
  /** Boxes ahead of this database after a restore: until a person has looked they are sent nothing. */
  held: z.int(),
  onAir: z.array(
    z.object({ deviceId: DeviceId, deviceName: z.string(), title: z.string(), endsAt: z.number() }),
  ),
  next: z.array(
    z.object({ title: z.string(), startAt: z.number(), devices: z.int(), areaName: z.string() }),
  ),
});
export type Overview = z.infer<typeof Overview>;
