/**
 * Changes of state — thay đổi trạng thái của cụm.
 *
 * What is worth a line on the time axis of a box when a new word comes: only what differs from the
 * word before. A heartbeat that says nothing new leaves nothing behind.
 */
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Status } from '@loaso/shared/wire/status';
import { FAULT_REASONS, type LastAiring } from './presence.js';

export type StateChange = {
  readonly kind: 'started' | 'release' | 'mains' | 'line' | 'output' | 'clock' | 'plan';
  readonly detail: string;
};

type Facet = {
  readonly kind: StateChange['kind'];
  /** Null where the box cannot tell. */
  readonly of: (status: Status) => string | null;
};

const FACETS: readonly Facet[] = [
  { kind: 'release', of: ({ agentVersion }) => agentVersion },
  { kind: 'mains', of: ({ vitals }) => vitals?.mains ?? null },
  { kind: 'line', of: ({ vitals }) => vitals?.line ?? null },
  { kind: 'output', of: ({ output }) => (output.healthy ? 'ok' : output.detail || 'faulty') },
  { kind: 'clock', of: ({ clock }) => (clock.trust === 'holdover' ? 'locked' : clock.trust) },
  { kind: 'plan', of: ({ plan }) => (plan === null ? null : `${plan.epoch}.${plan.num}`) },
];

/** @param before the word before; null: this is the first, and nothing has changed */
export function changesBetween(before: Status | null, now: Status): StateChange[] {
  if (before === null) return [];
  const changes: StateChange[] = [];
  if (before.bootId !== now.bootId) {
    changes.push({ kind: 'started', detail: now.vitals?.lastStart ?? 'unknown' });
  }
  for (const { kind, of } of FACETS) {
    const value = of(now);
    if (value !== null && value !== of(before)) changes.push({ kind, detail: value.slice(0, 120) });
  }
  return changes;
}

/** What the newest of these records says of the loudspeaker; null where none says anything. */
export function lastAiringOf(records: readonly PlayRecord[]): LastAiring | null {
  let last: LastAiring | null = null;
  for (const record of records) {
    const told = airingOf(record);
    if (told !== null && told.at >= (last?.at ?? 0)) last = told;
  }
  return last;
}

/** A decision of people or of the envelope says nothing of the loudspeaker. */
function airingOf(record: PlayRecord): LastAiring | null {
  const { outcome, recordedAt: at } = record;
  if (outcome === 'completed') return { at, outcome, reason: null, virtual: record.virtual };
  if (!FAULT_REASONS.has(record.reason)) return null;
  const virtual = outcome === 'interrupted' && record.virtual;
  return { at, outcome, reason: record.reason, virtual };
}
