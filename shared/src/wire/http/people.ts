/**
 * People over HTTP — người dùng, đăng nhập, quyền.
 *
 * A role says what somebody may do, an area says where; both together decide every request.
 */
import { z } from 'zod';
import { AreaId, ClusterGroupId, UserId } from '../../ids.js';
import { LocalDate } from '../../time.js';

/** quản trị / cán bộ phụ trách / lãnh đạo duyệt / sở theo dõi / kỹ thuật viên. */
export const Role = z.enum(['administrator', 'official', 'approver', 'viewer', 'technician']);
export type Role = z.infer<typeof Role>;

export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/);
/** Length before classes (NIST 800-63B): at least 12 characters. */
export const Password = z.string().min(12).max(200);

export const User = z.object({
  id: UserId,
  username: z.string(),
  fullName: z.string(),
  role: Role,
  /** The part of the tree this person works in. */
  areaId: AreaId,
  areaName: z.string(),
  active: z.boolean(),
  /** Stations of the commune that they work for; absent: all of it. */
  stations: z.array(z.object({ id: ClusterGroupId, name: z.string() })).optional(),
  /** Leaders in whose place this person decides today; only said of who asks. */
  decidesFor: z
    .array(z.object({ leader: z.string(), areaId: AreaId, until: LocalDate }))
    .optional(),
});
export type User = z.infer<typeof User>;

/** Of which an account is; no commune was merged of more. */
const StationIds = z.array(ClusterGroupId).max(20);

export const LoginRequest = z.object({
  username: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
});
export type LoginRequest = z.infer<typeof LoginRequest>;

export const NewUser = z.object({
  username: Username,
  fullName: z.string().trim().min(2).max(80),
  role: Role,
  areaId: AreaId,
  stationIds: StationIds.optional(),
  password: Password,
});
export type NewUser = z.infer<typeof NewUser>;

export const UserChange = z.object({
  fullName: z.string().trim().min(2).max(80).optional(),
  role: Role.optional(),
  areaId: AreaId.optional(),
  /** None: the whole area. */
  stationIds: StationIds.optional(),
  active: z.boolean().optional(),
  password: Password.optional(),
});
export type UserChange = z.infer<typeof UserChange>;

export const Area = z.object({
  id: AreaId,
  parentId: AreaId.nullable(),
  name: z.string(),
  level: z.enum(['province', 'commune', 'hamlet']),
  kind: z.enum(['tinh', 'xa', 'phuong', 'dac-khu', 'thon', 'to-dan-pho']),
  urban: z.boolean(),
  /** It, or the commune it lies in, is no more: its last day, and whether clusters still hang there. */
  ended: z.object({ on: LocalDate, clusters: z.boolean() }).optional(),
});
export type Area = z.infer<typeof Area>;

export const AuditEvent = z.object({
  seq: z.int(),
  at: z.number(),
  actor: z.string(),
  act: z.string(),
  target: z.string(),
  detail: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
