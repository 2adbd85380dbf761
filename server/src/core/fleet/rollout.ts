/**
 * Rollout — phát hành từng đợt.
 *
 * A wide change goes to a few communes first, then to a growing part, then to all; what boxes answer
 * decides whether it goes on. It never delays what sounds soon or what takes sound away, it never
 * waits for a box that is off line, and once halted it sends nothing more by itself. Knows neither
 * plans nor the store.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';

/** Changes of so many communes go everywhere at once. */
export const COMMUNES_AT_ONCE = 5;
/** Communes of the first group, and the part of the others that the second takes. */
const FIRST_COMMUNES = 3;
const SECOND_PART = 0.25;
/** What begins within this must not wait for a later group. */
export const SOON_MS = 3_600_000;
/** Boxes need so long to take a plan and to speak of it (a box speaks every minute). */
export const DWELL_MS = 90_000;
/** So long a group is waited for; silence is no fault. */
export const PATIENCE_MS = 5 * 60_000;
/** More faults than this part of the boxes that answer stop the rest. */
const FAULT_PART = 0.1;
/** One faulty box among many says nothing of the change. */
const FAULTS_MIN = 2;

export type RolloutBox = {
  readonly id: DeviceId;
  readonly communeId: AreaId;
  /** On line and in order before the change. */
  readonly healthy: boolean;
  /** The change only takes sound away from it. */
  readonly losing: boolean;
};

export type RolloutPace = {
  /** Withdrawals and small things: no groups. */
  readonly atOnce: boolean;
  /** First airing that the change puts on or takes off; null for none. */
  readonly firstAt: number | null;
  readonly now: number;
};

/** @returns the groups in their order, none empty; each box is in exactly one */
export function groupsOf(boxes: readonly RolloutBox[], pace: RolloutPace): DeviceId[][] {
  const communes = communesOf(boxes);
  const wide = communes.length > COMMUNES_AT_ONCE && !pace.atOnce && !isSoon(pace);
  if (!wide) return boxes.length === 0 ? [] : [boxes.map(({ id }) => id).sort()];
  const first = new Set(spread(preferred(communes), FIRST_COMMUNES));
  const rest = communes.filter(({ id }) => !first.has(id)).map(({ id }) => id);
  const second = new Set(spread(rest, Math.ceil(rest.length * SECOND_PART)));
  const groupOf = ({ communeId, losing }: RolloutBox): number =>
    losing || first.has(communeId) ? 0 : second.has(communeId) ? 1 : 2;
  return [0, 1, 2]
    .map((group) =>
      boxes
        .filter((box) => groupOf(box) === group)
        .map(({ id }) => id)
        .sort(),
    )
    .filter((group) => group.length > 0);
}

export const isSoon = ({ firstAt, now }: Pick<RolloutPace, 'firstAt' | 'now'>): boolean =>
  firstAt !== null && firstAt - now <= SOON_MS;

type Commune = { readonly id: AreaId; readonly healthy: number };

/** In the order of their ids, with how many of their boxes are well. */
function communesOf(boxes: readonly RolloutBox[]): Commune[] {
  const healthy = new Map<AreaId, number>();
  for (const box of boxes) {
    healthy.set(box.communeId, (healthy.get(box.communeId) ?? 0) + (box.healthy ? 1 : 0));
  }
  return [...healthy]
    .map(([id, count]) => ({ id, healthy: count }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Communes that can answer; all of them when too few can. */
function preferred(communes: readonly Commune[]): AreaId[] {
  const able = communes.filter(({ healthy }) => healthy > 0);
  return (able.length >= FIRST_COMMUNES ? able : communes).map(({ id }) => id);
}

/** `count` of them at even distances: not all from one corner of the province. */
export function spread(ids: readonly AreaId[], wanted: number): AreaId[] {
  const count = Math.min(wanted, ids.length);
  const at = (index: number): number => Math.floor(((index + 0.5) * ids.length) / count);
  return Array.from({ length: count }, (_, index) => ids[at(index)]).filter(
    (id) => id !== undefined,
  );
}

/** What a box of the group says: took it, would not, took it and is in trouble, nothing, not there. */
export type BoxAnswer = 'well' | 'refused' | 'troubled' | 'silent' | 'offline';

export type Faults = {
  readonly refused: number;
  readonly troubled: number;
  readonly answered: number;
};

export type Verdict =
  | { readonly kind: 'wait' }
  /** `all`: there is no time for another group. */
  | { readonly kind: 'go-on'; readonly all: boolean }
  | ({ readonly kind: 'halt' } & Faults);

/** @param sentAt when the last box of the group was sent its plan */
export function judgeGroup(
  answers: readonly BoxAnswer[],
  {
    sentAt,
    firstAt,
    now,
  }: { readonly sentAt: number; readonly firstAt: number | null; readonly now: number },
): Verdict {
  const count = (answer: BoxAnswer): number => answers.filter((one) => one === answer).length;
  const [refused, troubled] = [count('refused'), count('troubled')];
  const answered = count('well') + refused + troubled;
  const silent = count('silent');
  const isLate = now - sentAt >= PATIENCE_MS;
  const heard = isLate || isSoon({ firstAt, now }) ? answered : answered + silent;
  if (isTooMany(refused + troubled, heard)) return { kind: 'halt', refused, troubled, answered };
  if (isSoon({ firstAt, now })) return { kind: 'go-on', all: true };
  const settled = silent === 0 && answered > 0 && now - sentAt >= DWELL_MS;
  return settled || isLate ? { kind: 'go-on', all: false } : { kind: 'wait' };
}

const isTooMany = (faults: number, heard: number): boolean =>
  faults > 0 && faults >= Math.min(FAULTS_MIN, heard) && faults > heard * FAULT_PART;
