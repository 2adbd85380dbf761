/**
 * Standing warnings — cảnh báo thường trực.
 *
 * Which approved emergency bulletins a box of an area must hold before they are needed: those of its
 * area and of the areas above it, in the languages heard there, within what the box has room for. Of
 * each area the newest approval comes first, and the areas take turns, the nearest first: neither a
 * province nor a commune can push all of the other's off. Whatever says "ready" asks here.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { AreaId, BulletinId, Sha256 } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { STANDING_BYTES_MAX, STANDING_FILES_BEFORE } from '@loaso/shared/wire/plan';
import { clipsHeard, type Tongue } from '../programme/heard-languages.js';
import type { AreaPath } from '../schedule/policy.js';

/** An emergency bulletin that is fit to air now, in all its languages, its own first. */
export type Warning = {
  readonly bulletinId: BulletinId;
  readonly areaId: AreaId;
  readonly approvedAt: number;
  readonly tongues: readonly Tongue<AudioRef>[];
};

export type Standing = {
  /** In the order in which they are to be kept. */
  readonly sha256s: readonly Sha256[];
  readonly audio: readonly AudioRef[];
  /** The bulletins that are kept with all that is heard of them. */
  readonly kept: ReadonlySet<BulletinId>;
  /** Two boxes with one key hold the same. */
  readonly key: string;
};

export const NO_STANDING: Standing = { sha256s: [], audio: [], kept: new Set(), key: '' };

export type StandingPlace = {
  /** Nearest first. */
  readonly path: AreaPath;
  readonly languages: readonly LanguageCode[];
  /** As many files as the box reads. */
  readonly filesMax: number;
};

/** A bulletin is kept with all that is heard of it or not at all. */
export function standingOf(warnings: readonly Warning[], place: StandingPlace): Standing {
  const here = inTurn(warnings, place.path);
  if (here.length === 0) return NO_STANDING;
  const audio = new Map<Sha256, AudioRef>();
  const kept = new Set<BulletinId>();
  let bytes = 0;
  for (const { bulletinId, tongues } of here) {
    const clips = new Map(clipsHeard(place.languages, tongues).map((clip) => [clip.sha256, clip]));
    const fresh = [...clips.values()].filter(({ sha256 }) => !audio.has(sha256));
    const size = fresh.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const fits = audio.size + fresh.length <= place.filesMax && bytes + size <= STANDING_BYTES_MAX;
    if (!fits || clips.size === 0) continue;
    for (const clip of fresh) audio.set(clip.sha256, clip);
    kept.add(bulletinId);
    bytes += size;
  }
  const sha256s = [...audio.keys()];
  return { sha256s, audio: [...audio.values()], kept, key: sha256s.join(' ') };
}

/** The newest of the area, the newest of the one above it, the second of the area, and so on. */
function inTurn(warnings: readonly Warning[], path: AreaPath): Warning[] {
  const turns = path.flatMap((areaId, level) =>
    warnings
      .filter((one) => one.areaId === areaId)
      .sort((a, b) => b.approvedAt - a.approvedAt || (a.bulletinId < b.bulletinId ? -1 : 1))
      .map((warning, turn) => ({ warning, turn, level })),
  );
  return turns.sort((a, b) => a.turn - b.turn || a.level - b.level).map(({ warning }) => warning);
}

/** True where a box that reads the fewest could be without one of them. */
export const maySpill = (warnings: readonly Warning[]): boolean => {
  const clips = warnings.flatMap(({ tongues }) => tongues.map(({ clip }) => clip));
  const bytes = clips.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return clips.length > STANDING_FILES_BEFORE || bytes > STANDING_BYTES_MAX;
};

export type StandingGround = {
  readonly warnings: readonly Warning[];
  /** Every area with those above it, nearest first (see `schedule/reach`). */
  readonly paths: ReadonlyMap<AreaId, AreaPath>;
  /** What is heard of a warning in an area (see `warningLanguages`); Vietnamese where it says nothing. */
  readonly tongues: ReadonlyMap<AreaId, readonly LanguageCode[]>;
};

/** One answer for all boxes of an area that read as many. */
export function standingAsked(
  ground: StandingGround,
): (areaId: AreaId, filesMax: number | undefined) => Standing {
  const known = new Map<string, Standing>();
  return (areaId, filesMax = STANDING_FILES_BEFORE) => {
    const key = `${areaId} ${filesMax}`;
    const path = ground.paths.get(areaId) ?? [areaId];
    const languages = ground.tongues.get(areaId) ?? ['vi'];
    const standing = known.get(key) ?? standingOf(ground.warnings, { path, languages, filesMax });
    known.set(key, standing);
    return standing;
  };
}
