/**
 * Course of incidents — diễn biến sự cố: mở, lan, đổi nguyên nhân, tự hết.
 *
 * Compares what ails boxes now with the incidents that are open, and says what to write. The same
 * trouble is never two incidents, and one is over only after a while in which all its boxes were seen
 * to be well. An outage is over when most are back; who stays behind has a trouble of its own.
 */
import type { AreaId, DeviceId, IncidentId } from '@loaso/shared/ids';
import { STROKE_MS } from './diagnose-scene.js';
import { type Case, type Group, type Incident, isStroke, type LeftArea } from './incidents.js';

/** An incident is over when nothing of it was seen for so long. */
export const CALM_MS = 60_000;
const EVIDENCE_MAX = 6;

export type Change = {
  readonly kind: 'opened' | 'changed' | 'resolved';
  readonly incident: Incident;
};

/** What one look at the fleet found. */
export type Found = {
  readonly groups: readonly Group[];
  /** Boxes that are not seen to be well, whether they are in a group or not. */
  readonly unsettled: ReadonlySet<DeviceId>;
  /** Boxes whose trouble is told of elsewhere by now. */
  readonly taken?: ReadonlySet<DeviceId>;
};

/**
 * @param open  incidents that are not over
 * @param newId called once for each that opens
 * @returns what to write, in an order in which each can be written alone
 */
export function courseOf(
  open: readonly Incident[],
  { groups, unsettled, taken = new Set() }: Found,
  now: number,
  newId: () => IncidentId,
): Change[] {
  const left = new Map(open.map((one) => [one.id, one]));
  const takes = [sameTrouble, sameBoxes];
  const matched = new Map<Group, Incident>();
  for (const fits of takes) {
    for (const group of groups) {
      if (matched.has(group)) continue;
      const found = bestOf([...left.values()], group, fits);
      if (found === undefined) continue;
      matched.set(group, found);
      left.delete(found.id);
    }
  }
  const heldNow = new Set([
    ...taken,
    ...groups.flatMap(({ cases }) => cases.map(({ deviceId }) => deviceId)),
  ]);
  return [
    ...groups.flatMap((group) => grow(matched.get(group), group, now, newId)),
    ...[...left.values()].flatMap((one) => calm(one, { heldNow, unsettled }, now)),
  ];
}

type Fit = (incident: Incident, group: Group) => number;

/** Same cause, and the same boxes, stroke or place; 0: not the same. */
const sameTrouble: Fit = (incident, group) => {
  if (incident.cause !== group.cause || incident.operator !== group.operator) return 0;
  const shared = sharedBoxes(incident, group);
  if (shared > 0) return 1 + shared;
  const communes = new Set(group.cases.map(({ communeId }) => communeId));
  const here = incident.areaIds.some((area) => communes.has(area));
  const close = Math.abs(incident.startedAt - group.since) <= 2 * STROKE_MS;
  return here || close ? 0.5 : 0;
};

/** The same boxes under another name: the cause has become clear, or clearer. */
const sameBoxes: Fit = (incident, group) => {
  if (!isStroke(group.cause) && isMostlyBack(incident, group.cases.length)) return 0;
  const shared = sharedBoxes(incident, group);
  return shared * 2 >= Math.min(incident.deviceIds.length, group.cases.length) ? shared : 0;
};

/** An outage in which fewer than half of its boxes are left. */
const isMostlyBack = ({ cause, peak }: Incident, left: number): boolean =>
  isStroke(cause) && left * 2 < peak;

function sharedBoxes({ deviceIds }: Incident, { cases }: Group): number {
  const ids = new Set<DeviceId>(deviceIds);
  return cases.filter(({ deviceId }) => ids.has(deviceId)).length;
}

function bestOf(list: readonly Incident[], group: Group, fits: Fit): Incident | undefined {
  let best: { one: Incident; fit: number } | undefined;
  for (const one of list) {
    const fit = fits(one, group);
    if (fit > (best?.fit ?? 0)) best = { one, fit };
  }
  return best?.one;
}

function grow(
  before: Incident | undefined,
  group: Group,
  now: number,
  newId: () => IncidentId,
): Change[] {
  const seen = seenNow(group);
  if (before === undefined) {
    const incident: Incident = {
      id: newId(),
      ...seen,
      peak: seen.deviceIds.length,
      startedAt: group.since,
      openedAt: now,
      calmSince: null,
      resolvedAt: null,
      ended: null,
      acked: null,
      assignee: null,
      notes: [],
      toldAt: null,
      escalatedAt: null,
      toldEndAt: null,
      revision: 1,
    };
    return [{ kind: 'opened', incident }];
  }
  const same =
    before.calmSince === null &&
    before.cause === seen.cause &&
    before.deviceIds.join() === seen.deviceIds.join();
  if (same) return [];
  const incident: Incident = {
    ...before,
    ...seen,
    left: leftOf(before, seen.areaIds, now),
    had: hadOf(before, seen.deviceIds),
    peak: Math.max(before.peak, seen.deviceIds.length),
    startedAt: Math.min(before.startedAt, group.since),
    calmSince: null,
    revision: before.revision + 1,
  };
  return [{ kind: 'changed', incident }];
}

/** Who was told of it is told that it is over, also where it is over before the whole. */
function leftOf(
  { areaIds, left = [] }: Incident,
  areasNow: readonly AreaId[],
  now: number,
): LeftArea[] {
  const gone = areaIds.map((areaId) => ({ areaId, at: now }));
  return [...left, ...gone].filter(({ areaId }) => !areasNow.includes(areaId));
}

/** So that the diary of a station tells it also where its boxes were well before the others. */
function hadOf({ deviceIds, had = [] }: Incident, now: readonly DeviceId[]): DeviceId[] {
  const left = new Set(now);
  return [...new Set([...had, ...deviceIds])].filter((id) => !left.has(id)).sort();
}

function seenNow({ cause, operator, cases }: Group) {
  const told = spokesmanOf(cases);
  return {
    cause,
    operator,
    areaIds: [...new Set(cases.map(({ communeId }) => communeId))].sort() as AreaId[],
    deviceIds: cases.map(({ deviceId }) => deviceId).sort(),
    sentence: told?.sentence ?? { vi: '', en: '' },
    next: told?.next ?? null,
    evidence: (told?.evidence ?? []).slice(0, EVIDENCE_MAX),
  };
}

/** The case with most to say for the cause. */
function spokesmanOf(cases: readonly Case[]): Case | undefined {
  let best: Case | undefined;
  for (const one of cases) {
    if (best === undefined || one.evidence.length > best.evidence.length) best = one;
  }
  return best;
}

type Others = Pick<Found, 'unsettled'> & { readonly heldNow: ReadonlySet<DeviceId> };

/** Its boxes are well: over after a while; at once where another incident has its boxes now. */
function calm(incident: Incident, { heldNow, unsettled }: Others, now: number): Change[] {
  const revision = incident.revision + 1;
  const left = incident.deviceIds.filter((id) => heldNow.has(id) || unsettled.has(id));
  const since = incident.calmSince;
  if (left.length > 0 && !isMostlyBack(incident, left.length)) {
    if (left.some((id) => heldNow.has(id))) {
      return [
        { kind: 'resolved', incident: { ...incident, resolvedAt: now, ended: 'merged', revision } },
      ];
    }
    if (since === null) return [];
    return [{ kind: 'changed', incident: { ...incident, calmSince: null, revision } }];
  }
  if (since === null)
    return [{ kind: 'changed', incident: { ...incident, calmSince: now, revision } }];
  if (now - since < CALM_MS) return [];
  return [
    { kind: 'resolved', incident: { ...incident, resolvedAt: since, ended: 'healed', revision } },
  ];
}
