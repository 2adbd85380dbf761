/**
 * Delegations over HTTP — uỷ quyền duyệt.
 *
 * A leader who is away lets another person approve in their place, from one day to another. The
 * deed stays the other person's own: the trail names both.
 */
import { z } from 'zod';
import { AreaId, DelegationId, UserId } from '../../ids.js';
import { LocalDate } from '../../time.js';
import { Role } from './people.js';

/** Longest delegation, days: longer absences are a matter for the account. */
export const DELEGATION_DAYS_MAX = 90;

export const NewDelegation = z
  .object({
    toUserId: UserId,
    /** First and last day, both whole. */
    from: LocalDate,
    until: LocalDate,
    reason: z.string().trim().min(3).max(200),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'not before from' });
export type NewDelegation = z.infer<typeof NewDelegation>;

export const Delegation = z.object({
  id: DelegationId,
  fromUserId: UserId,
  fromName: z.string(),
  toUserId: UserId,
  toName: z.string(),
  /** Where the deciding holds: the area of the leader. */
  areaId: AreaId,
  areaName: z.string(),
  from: LocalDate,
  until: LocalDate,
  reason: z.string(),
  /** sắp tới / đang hiệu lực / đã hết / đã thu lại. */
  state: z.enum(['coming', 'in-force', 'over', 'taken-back']),
});
export type Delegation = z.infer<typeof Delegation>;

export const Delegations = z.object({
  /** By and to the person who asks, newest first. */
  delegations: z.array(Delegation),
  /** To whom this person may delegate; empty for who decides nothing. */
  candidates: z.array(z.object({ id: UserId, fullName: z.string(), role: Role })),
});
export type Delegations = z.infer<typeof Delegations>;
