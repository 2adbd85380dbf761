/**
 * Building plans — lập kế hoạch phát của từng cụm.
 *
 * Lines × boxes × horizon → one plan body per box, as final JSON text. Same input in any order gives
 * the same text, hence the same hash. Only content that is approved now and whose very audio was
 * approved gets in. Boxes that hear the same lines share one computed part, so a province costs little
 * more than its distinct communes. Knows no keys and no store.
 */
import type { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import { addDays, type Instant, type Interval, localDateOf, startOfDay } from '@loaso/shared/time';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import type { AreaPath } from '../schedule/policy.js';
import { namedBy, reaches } from '../schedule/reach.js';
import { type Airable, type AirableLines, airableOf, type PlanSources } from './airable.js';
import { type ItemSet, itemSetOf } from './item-set.js';
import { NO_STANDING, standingAsked, type Warning } from './standing.js';

export const HORIZON_DAYS = 14;
export const PLAN_VALIDITY_MS = 21 * 86_400_000;

export type PlanDevice = { readonly id: DeviceId; readonly areaId: AreaId };

/** What the next plan of a box is called, and the one it follows. */
export type PlanNumber = {
  readonly epoch: number;
  readonly num: number;
  readonly prevHash: Sha256 | null;
};

export type PlanInput = PlanSources & {
  readonly devices: readonly PlanDevice[];
  /** Every area with those above it, nearest first (see `schedule/reach`). */
  readonly paths: ReadonlyMap<AreaId, AreaPath>;
  readonly horizon: Interval;
  readonly numbers: ReadonlyMap<DeviceId, PlanNumber>;
  readonly now: Instant;
  /** Approved emergency bulletins of all areas. */
  readonly warnings?: readonly Warning[];
  /** What is heard of a warning in each area; Vietnamese where absent. */
  readonly tongues?: ReadonlyMap<AreaId, readonly LanguageCode[]>;
  /** How many standing warnings a box reads; as many as the oldest agent where absent. */
  readonly standingReads?: ReadonlyMap<DeviceId, number>;
};

export type BuiltPlan = {
  readonly deviceId: DeviceId;
  readonly plan: Plan;
  /** `JSON.stringify(plan)`: what is signed and hashed. */
  readonly body: string;
  /** Before `horizon.endAt` when the plan would have grown too large. */
  readonly horizonEndAt: Instant;
};

/** One planned airing of one box, as the ledger keeps it. */
export type BuiltAiring = {
  readonly playId: string;
  readonly entryId: PlanItem['entryId'];
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly title: string;
  readonly startAt: number;
  readonly durationMs: number;
  readonly priority: PlanItem['priority'];
  readonly cancelledAt: null;
};

export type BuiltPlans = {
  readonly plans: readonly BuiltPlan[];
  readonly airings: readonly BuiltAiring[];
};

/** From now to the end of the fourteenth full day: plans of one day cover the same days. */
export const horizonFrom = (now: Instant): Interval => ({
  startAt: now,
  endAt: startOfDay(addDays(localDateOf(now), HORIZON_DAYS + 1)),
});

/** @throws when a device has no number or stands in an unknown area: the caller mixed up its data */
export function buildPlans(input: PlanInput): BuiltPlans {
  const lines = airableOf(input);
  const sets = new Map<string, ItemSet>();
  const plans: BuiltPlan[] = [];
  const airings: BuiltAiring[] = [];
  const devices = [...input.devices].sort((a, b) => (a.id < b.id ? -1 : 1));
  const heardIn = linesByArea(lines, input.paths);
  const namedFor = linesByDevice(lines);
  const { warnings = [], tongues = new Map(), paths, standingReads } = input;
  const keptBy = standingAsked({ warnings, paths, tongues });
  for (const device of devices) {
    const heard = linesFor({ device, paths: input.paths }, heardIn, namedFor);
    const standing =
      warnings.length === 0 ? NO_STANDING : keptBy(device.areaId, standingReads?.get(device.id));
    const key = `${heard.map(({ order }) => order).join(' ')}|${standing.key}`;
    const set = sets.get(key) ?? itemSetOf(heard, { horizon: input.horizon, standing });
    sets.set(key, set);
    plans.push(planOf(device, set, input));
    for (const item of set.items) airings.push(airingOf(device, item));
  }
  return { plans, airings };
}

type HeardIn = ReadonlyMap<AreaId, readonly Airable[]>;

/** What every box of an area hears, whichever box it is. */
function linesByArea(lines: AirableLines, paths: ReadonlyMap<AreaId, AreaPath>): HeardIn {
  const nobody = '' as DeviceId;
  return new Map(
    [...paths].map(([id, path]) => [id, lines.filter(({ entry }) => reaches(entry, nobody, path))]),
  );
}

/** What single boxes hear because a line names them. */
function linesByDevice(lines: AirableLines): ReadonlyMap<DeviceId, readonly Airable[]> {
  const named = new Map<DeviceId, Airable[]>();
  for (const line of lines) {
    for (const id of namedBy(line.entry.target)) named.set(id, [...(named.get(id) ?? []), line]);
  }
  return named;
}

function linesFor(
  { device, paths }: Pick<PlanInput, 'paths'> & { readonly device: PlanDevice },
  heardIn: HeardIn,
  namedFor: ReadonlyMap<DeviceId, readonly Airable[]>,
): readonly Airable[] {
  const here = heardIn.get(device.areaId);
  if (here === undefined) throw new Error(`device ${device.id} in unknown area ${device.areaId}`);
  const path = paths.get(device.areaId) ?? [];
  const named = namedFor.get(device.id)?.filter(({ entry }) => reaches(entry, device.id, path));
  if (named === undefined) return here;
  return [...new Set([...here, ...named])].sort((a, b) => a.order - b.order);
}

function planOf(device: PlanDevice, set: ItemSet, input: PlanInput): BuiltPlan {
  const number = input.numbers.get(device.id);
  if (number === undefined) throw new Error(`device ${device.id} has no plan number`);
  const head = {
    v: 1,
    dev: device.id,
    area: device.areaId,
    epoch: number.epoch,
    num: number.num,
    iat: input.now,
    nbf: input.now,
    exp: (input.now + PLAN_VALIDITY_MS) as Instant,
    prev: number.prevHash,
  } as const;
  // The shared part is stringified once for all boxes of the set; it must stay `JSON.stringify(plan)`.
  const body = `${JSON.stringify(head).slice(0, -1)},${set.tail}}`;
  const plan: Plan = { ...head, audio: set.audio, items: set.items, standing: set.standing };
  return { deviceId: device.id, plan, body, horizonEndAt: set.endAt };
}

const airingOf = (device: PlanDevice, item: PlanItem): BuiltAiring => ({
  playId: `${item.entryId}.${device.id}.${item.startAt}`,
  entryId: item.entryId,
  deviceId: device.id,
  areaId: device.areaId,
  title: item.title,
  startAt: item.startAt,
  durationMs: item.durationMs,
  priority: item.priority,
  cancelledAt: null,
});
