/**
 * Who is told when — báo ai, lúc nào.
 *
 * People are told once when an incident opens, once when it is over, and somebody above them when
 * nobody has taken it on. Outside the hours only what cannot wait is told; the rest waits for morning.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { instant, instantAt, localDateOf, MINUTE_MS, msOfDay } from '@loaso/shared/time';
import { CAUSES } from './diagnose-causes.js';
import { type Incident, isForewarning } from './incidents.js';

export type AlarmRules = {
  /** Minutes of the day in Việt Nam between which people may be disturbed. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** An incident that is over sooner than this is nobody's business but the screen's. */
  readonly settleMs: number;
  /** So long somebody may take to acknowledge. */
  readonly escalateMs: number;
  /** From so many boxes on, an incident does not wait for the morning. */
  readonly graveBoxes: number;
};

export type Telling = 'opened' | 'escalated' | 'resolved';

/** Causes that somebody may have brought about on purpose. */
const SUSPICIOUS: ReadonlySet<string> = new Set(
  CAUSES.filter((cause) => cause === 'cloned-card' || cause === 'server-line'),
);

/** Too large, or too suspicious, to wait for the morning. */
export const isGrave = ({ peak, cause }: Incident, { graveBoxes }: AlarmRules): boolean =>
  !isForewarning(cause) && (peak >= graveBoxes || SUSPICIOUS.has(cause));

/** Somebody is at work on all of its boxes, and said so before: nobody need be told. */
export const isAtWork = (
  { resolvedAt, deviceIds }: Incident,
  planned: ReadonlySet<DeviceId>,
): boolean => resolvedAt === null && deviceIds.every((id) => planned.has(id));

export function mayDisturb(incident: Incident, rules: AlarmRules, now: number): boolean {
  const minute = Math.floor(msOfDay(instant(now)) / MINUTE_MS);
  return isGrave(incident, rules) || (minute >= rules.fromMinute && minute < rules.untilMinute);
}

/** What is to be told of an incident now; null for nothing. */
export function tellingOf(incident: Incident, rules: AlarmRules, now: number): Telling | null {
  const what = courseTold(incident, rules, now);
  return what !== 'opened' && isForewarning(incident.cause) ? null : what;
}

function courseTold(incident: Incident, rules: AlarmRules, now: number): Telling | null {
  const { toldAt, resolvedAt, toldEndAt, openedAt, acked, escalatedAt } = incident;
  if (!mayDisturb(incident, rules, now)) return null;
  if (resolvedAt !== null) {
    return toldAt !== null && toldEndAt === null && incident.ended === 'healed' ? 'resolved' : null;
  }
  if (toldAt === null) return now - openedAt >= rules.settleMs ? 'opened' : null;
  const waited = acked === null && escalatedAt === null && now - toldAt >= rules.escalateMs;
  return waited ? 'escalated' : null;
}

/** Since when it could be told: what the night held back is not old in the morning. */
export function tellableSince(
  incident: Incident,
  what: Telling,
  { rules, now }: { readonly rules: AlarmRules; readonly now: number },
): number {
  const dueAt = dueAtOf(incident, what, rules);
  if (isGrave(incident, rules)) return dueAt;
  return Math.max(dueAt, instantAt(localDateOf(instant(now)), rules.fromMinute));
}

function dueAtOf(incident: Incident, what: Telling, { settleMs, escalateMs }: AlarmRules): number {
  const { openedAt, toldAt, resolvedAt } = incident;
  if (what === 'opened') return openedAt + settleMs;
  return what === 'escalated' ? (toldAt ?? openedAt) + escalateMs : (resolvedAt ?? openedAt);
}
