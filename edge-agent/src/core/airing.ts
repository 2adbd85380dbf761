/**
 * Airing — lượt phát.
 *
 * A plan item as this box works with it: with its id, its end and the lengths of its files worked
 * out once, when the plan comes in. It is also the wish that the resolver reads.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { type DeviceId, type PlayId, playIdOf, type Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Return } from '@loaso/shared/timeline/wish';
import type { Plan, PlanItem, PlanPart } from '@loaso/shared/wire/plan';

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
  /** Cut before, and on the air again from here. */
  readonly back?: Return;
  /** A play of an urgent message: no plan knows it, and none can outrank it. */
  readonly ordered?: true;
};

type FilesByHash = ReadonlyMap<Sha256, AudioRef>;

export const byHash = (audio: readonly AudioRef[]): FilesByHash =>
  new Map(audio.map((one) => [one.sha256, one]));

/** @throws when a part names no listed file: the message was to be refused before */
export function soundPartsOf(files: FilesByHash, parts: readonly PlanPart[]): SoundPart[] {
  return parts.map(({ sha256, offsetMs }) => {
    const file = files.get(sha256);
    if (file === undefined) throw new Error(`a message was accepted without its file ${sha256}`);
    return { sha256, sizeBytes: file.sizeBytes, offsetMs, durationMs: file.durationMs };
  });
}

/**
 * The airings of `plan`, by ascending end (then id).
 *
 * @throws when a part names no listed file: `acceptPlan` has refused such a plan before
 */
export function airingsOf(plan: Plan, dev: DeviceId): Airing[] {
  const files = byHash(plan.audio);
  const airings = plan.items.map((item): Airing => {
    const parts = soundPartsOf(files, item.parts);
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
  if (a.relay?.url !== b.relay?.url || a.relay?.stallMs !== b.relay?.stallMs) return false;
  return a.parts.every((part, index) => {
    const other = b.parts[index];
    return other?.sha256 === part.sha256 && other.offsetMs === part.offsetMs;
  });
}

/** Emergencies do not count against the minutes of a day. */
export const isFree = (airing: Pick<Airing, 'priority'>): boolean =>
  airing.priority === 'emergency';
