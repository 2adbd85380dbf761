/**
 * Incidents — sự cố: gom theo nguyên nhân và nơi.
 *
 * Thirty boxes behind one fallen line are one incident. What came at one stroke is grouped by the
 * stroke, what is at home in a place by the commune, what came with software by the software.
 */
import type { AreaId, DeviceId, IncidentId, UserId } from '@loaso/shared/ids';
import type { Cause } from './diagnose-causes.js';
import { STROKE_MS } from './diagnose-scene.js';
import type { Words } from './refusal-words.js';

/** `data-short`: nothing ails yet; told in good time. */
export type IncidentCause = Cause | 'unknown' | 'data-short';

/** Told once to whoever can still prevent it: no fault, nothing to hurry for, no end worth a message. */
export const isForewarning = (cause: IncidentCause): boolean => cause === 'data-short';

/** One ailing box. */
export type Case = {
  readonly deviceId: DeviceId;
  readonly communeId: AreaId;
  readonly operator: string | null;
  readonly cause: IncidentCause;
  /** When it began, as far as is known. */
  readonly since: number;
  /** Out of sight, not merely ailing. */
  readonly gone: boolean;
  readonly carriesOn: boolean;
  readonly sentence: Words;
  readonly next: Words | null;
  readonly evidence: readonly Words[];
};

export type Note = {
  readonly at: number;
  readonly by: UserId;
  readonly name: string;
  readonly text: string;
};

export type LeftArea = { readonly areaId: AreaId; readonly at: number };

export type Incident = {
  readonly id: IncidentId;
  readonly cause: IncidentCause;
  /** Of an outage of an operator. */
  readonly operator: string | null;
  readonly areaIds: readonly AreaId[];
  /** Communes that had it and have it no more, and since when; none in those of older versions. */
  readonly left?: readonly LeftArea[];
  /** Ailing now; once it is over, those of the last moment. */
  readonly deviceIds: readonly DeviceId[];
  /** Boxes that had it and have it no more; none in those of older versions. */
  readonly had?: readonly DeviceId[];
  /** Most boxes at one time. */
  readonly peak: number;
  readonly startedAt: number;
  readonly openedAt: number;
  /** Since when nothing of it was seen any more; null while it lasts. */
  readonly calmSince: number | null;
  readonly resolvedAt: number | null;
  /** How it ended: by itself, or because another incident took it in. */
  readonly ended: 'healed' | 'merged' | null;
  readonly sentence: Words;
  readonly next: Words | null;
  readonly evidence: readonly Words[];
  readonly acked: { readonly by: UserId; readonly name: string; readonly at: number } | null;
  /** `by`: who gave it to them, where they did not take it on themselves. */
  readonly assignee: { readonly id: UserId; readonly name: string; readonly by?: string } | null;
  readonly notes: readonly Note[];
  /** When people outside the screen were told, and when somebody above them was. */
  readonly toldAt: number | null;
  readonly escalatedAt: number | null;
  readonly toldEndAt: number | null;
  readonly revision: number;
};

/** Planned work — lịch bảo trì: nothing in it is an incident. */
export type Maintenance = {
  readonly id: string;
  readonly areaId: AreaId;
  /** One box; null for all of the area. */
  readonly deviceId: DeviceId | null;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly why: string;
  readonly by: UserId;
  readonly createdAt: number;
};

export type Group = {
  readonly cause: IncidentCause;
  readonly operator: string | null;
  readonly cases: readonly Case[];
  readonly since: number;
};

/** Causes that strike many boxes at one stroke, wherever they stand. */
const STROKES: ReadonlySet<IncidentCause> = new Set([
  'commune-power',
  'operator-outage',
  'server-line',
]);
export const isStroke = (cause: IncidentCause): boolean => STROKES.has(cause);

/** Causes that come with what the server sent out. */
const SENT: ReadonlySet<IncidentCause> = new Set(['crash-loop', 'plan-refused', 'downloads-stuck']);
/** From so many communes on, what came with software is one incident of the whole fleet. */
const WIDE_COMMUNES = 4;
/** From so many boxes on, those lost at one stroke for no known reason are one incident. */
const STROKE_BOXES = 5;

const bundle = <T>(list: readonly T[], keyOf: (one: T) => string): T[][] => {
  const bundles = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    bundles.set(key, [...(bundles.get(key) ?? []), one]);
  }
  return [...bundles.values()];
};

/** The cases of one cause and operator, cut where nothing began for a while. */
function strokesOf(cases: readonly Case[]): Case[][] {
  const strokes: Case[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const one of [...cases].sort((a, b) => a.since - b.since)) {
    const current = strokes.at(-1);
    if (current === undefined || one.since - last > STROKE_MS) strokes.push([one]);
    else current.push(one);
    last = one.since;
  }
  return strokes;
}

const byCommune = (cases: readonly Case[]): Case[][] => bundle(cases, ({ communeId }) => communeId);

function unknownsOf(cases: readonly Case[]): Case[][] {
  const strokes = strokesOf(cases.filter(({ gone }) => gone));
  const [many, few] = [
    strokes.filter(({ length }) => length >= STROKE_BOXES),
    strokes.filter(({ length }) => length < STROKE_BOXES).flat(),
  ];
  return [...many, ...byCommune([...few, ...cases.filter(({ gone }) => !gone)])];
}

function sentOf(cases: readonly Case[]): Case[][] {
  const communes = byCommune(cases);
  return communes.length >= WIDE_COMMUNES ? [[...cases]] : communes;
}

function partsOf(cause: IncidentCause, cases: readonly Case[]): Case[][] {
  if (cause === 'maintenance') return [];
  if (isStroke(cause)) {
    return bundle(cases, ({ operator }) =>
      cause === 'operator-outage' ? (operator ?? '') : '',
    ).flatMap(strokesOf);
  }
  if (cause === 'unknown') return unknownsOf(cases);
  return SENT.has(cause) ? sentOf(cases) : byCommune(cases);
}

/** One group for each cause and place, each case in exactly one; planned work is in none. */
export function groupCases(cases: readonly Case[]): Group[] {
  return bundle(cases, ({ cause }) => cause).flatMap((ofCause) => {
    const cause = ofCause[0]?.cause ?? 'unknown';
    return partsOf(cause, ofCause).map((part) => ({
      cause,
      operator: cause === 'operator-outage' ? (part[0]?.operator ?? null) : null,
      cases: part,
      since: Math.min(...part.map(({ since }) => since)),
    }));
  });
}
