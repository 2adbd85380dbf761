/**
 * Airing — lượt phát.
 *
 * A plan item as this box works with it: with its id, its end and the lengths of its files worked
 * out once, when the plan comes in. It is also the wish that the resolver reads.
 */
import { type DeviceId, type PlayId, playIdOf, type Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';

/** One file of a sound: where it begins inside the airing, and how long it is. */
export type SoundPart = {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
  readonly offsetMs: number;
  readonly durationMs: number;
};

export type Airing = Omit<PlanItem, 'parts'> & {
  readonly playId: PlayId;
  readonly endAt: Instant;
  readonly parts: readonly SoundPart[];
};

/**
 * The airings of `plan`, by ascending end (then id).
 *
 * @throws when a part names no listed file: `acceptPlan` has refused such a plan before
 */
export function airingsOf(plan: Plan, dev: DeviceId): Airing[] {
  const files = new Map(plan.audio.map((one) => [one.sha256, one]));
  const airings = plan.items.map((item): Airing => {
    const parts = item.parts.map(({ sha256, offsetMs }) => {
      const file = files.get(sha256);
      if (file === undefined) throw new Error(`a plan was accepted without its file ${sha256}`);
      return { sha256, sizeBytes: file.sizeBytes, offsetMs, durationMs: file.durationMs };
    });
    const endAt = (item.startAt + item.durationMs) as Instant;
    return { ...item, parts, endAt, playId: playIdOf(item.entryId, dev, item.startAt) };
  });
  return airings.sort((a, b) => a.endAt - b.endAt || (a.playId < b.playId ? -1 : 1));
}

/** True when both would sound alike at every position. */
export function soundsAlike(a: Airing, b: Airing): boolean {
  if (a.playId !== b.playId || a.parts.length !== b.parts.length || a.gainDb !== b.gainDb) {
    return false;
  }
  return a.parts.every((part, index) => {
    const other = b.parts[index];
    return other?.sha256 === part.sha256 && other.offsetMs === part.offsetMs;
  });
}

/** Emergencies do not count against the minutes of a day. */
export const isFree = (airing: Pick<Airing, 'priority'>): boolean =>
  airing.priority === 'emergency';
