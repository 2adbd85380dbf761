/**
 * Sources of relays over HTTP — nguồn tiếp âm.
 *
 * Streams that lines may relay: entered by an administrator, tried by the server, approved by a
 * leader. A line names a source, its own length, and when the source counts as lost.
 */
import { z } from 'zod';
import { AreaId, RelaySourceId } from '../../ids.js';
import { Origin } from '../../priority.js';
import { RelayUrl, STALL_MS_MAX, STALL_MS_MIN } from '../relay.js';
import { OneTimeCode } from '../signer.js';

/** Chờ duyệt / đã duyệt / bị trả lại / đã thôi dùng. */
export const RelaySourceState = z.enum(['pending', 'approved', 'rejected', 'withdrawn']);
export type RelaySourceState = z.infer<typeof RelaySourceState>;

export const RelayTrial = z.object({
  at: z.number(),
  ok: z.boolean(),
  /** What was heard or what went wrong, in Vietnamese. */
  detail: z.string(),
});
export type RelayTrial = z.infer<typeof RelayTrial>;

export const RelaySource = z.object({
  id: RelaySourceId,
  areaId: AreaId,
  areaName: z.string(),
  name: z.string(),
  url: RelayUrl,
  /** Whose word it is: the standing of the lines that relay it. */
  origin: Origin,
  state: RelaySourceState,
  reason: z.string().nullable(),
  trial: RelayTrial.nullable(),
  createdBy: z.string(),
  createdAt: z.number(),
  decidedBy: z.string().nullable(),
  /** The person asking may approve or reject it. */
  mayDecide: z.boolean(),
});
export type RelaySource = z.infer<typeof RelaySource>;

export const NewRelaySource = z.object({
  areaId: AreaId,
  name: z.string().trim().min(1).max(120),
  url: RelayUrl,
  origin: Origin.exclude(['commune']),
});
export type NewRelaySource = z.infer<typeof NewRelaySource>;

export const RelayDecision = z
  .object({
    act: z.enum(['approve', 'reject', 'withdraw']),
    reason: z.string().trim().max(500),
    /** A one-time code of who approves, where the signer wants one. */
    code: OneTimeCode.optional(),
  })
  .refine(({ act, reason }) => act !== 'reject' || reason !== '', 'a rejection has a reason');
export type RelayDecision = z.infer<typeof RelayDecision>;

/** What a line says of its relay; its bulletins are the fallback, none means silence. */
export const RelayLine = z.object({
  sourceId: RelaySourceId,
  minutes: z.int().min(1).max(240),
  stallSeconds: z
    .int()
    .min(STALL_MS_MIN / 1000)
    .max(STALL_MS_MAX / 1000),
});
export type RelayLine = z.infer<typeof RelayLine>;
