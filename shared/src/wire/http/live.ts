/**
 * Live feed — dòng tin trực tiếp cho màn hình.
 *
 * Small hints over one WebSocket (`/api/live`): what changed, so that a screen refetches or patches.
 * A lost hint costs nothing but age: every screen can always ask again.
 */
import { z } from 'zod';
import { BulletinId, DeviceId, EntryId, IncidentId, PublicationId, RolloutId } from '../../ids.js';
import { Job } from './content.js';
import { DeviceSummary } from './fleet.js';
import { PublicationState } from './publications.js';
import { RolloutState } from './releases.js';

export const LiveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), at: z.number(), serverVersion: z.string() }),
  z.object({ kind: z.literal('device'), at: z.number(), device: DeviceSummary }),
  z.object({
    kind: z.literal('record'),
    at: z.number(),
    deviceId: DeviceId,
    entryId: EntryId,
    outcome: z.string(),
  }),
  z.object({
    kind: z.literal('bulletin'),
    at: z.number(),
    bulletinId: BulletinId,
    state: z.string(),
  }),
  z.object({ kind: z.literal('job'), at: z.number(), job: Job }),
  z.object({ kind: z.literal('schedule'), at: z.number(), entryId: EntryId }),
  z.object({
    kind: z.literal('publication'),
    at: z.number(),
    publicationId: PublicationId,
    state: PublicationState,
  }),
  z.object({
    kind: z.literal('rollout'),
    at: z.number(),
    rolloutId: RolloutId,
    state: RolloutState,
  }),
  z.object({
    kind: z.literal('incident'),
    at: z.number(),
    incidentId: IncidentId,
    state: z.enum(['open', 'resolved']),
  }),
  z.object({
    kind: z.literal('emergency'),
    at: z.number(),
    emergencyId: EntryId,
    state: z.string(),
  }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
