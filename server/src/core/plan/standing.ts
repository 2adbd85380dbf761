/**
 * Standing warnings — cảnh báo thường trực.
 *
 * Which approved emergency bulletins every box of an area must hold before they are needed: those of
 * its area and of the areas above it, the newest approval first, within what a plan has room for.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { AreaId, BulletinId, Sha256 } from '@loaso/shared/ids';
import type { AreaPath } from '../schedule/policy.js';

/** Most files that a plan may name as standing. */
const STANDING_MAX = 32;

/** An emergency bulletin that is fit to air now, with all its clips. */
export type Warning = {
  readonly bulletinId: BulletinId;
  readonly areaId: AreaId;
  readonly approvedAt: number;
  readonly clips: readonly AudioRef[];
};

export type Standing = {
  /** In the order in which they are to be kept. */
  readonly sha256s: readonly Sha256[];
  readonly audio: readonly AudioRef[];
  /** Two areas with one key hold the same. */
  readonly key: string;
};

export const NO_STANDING: Standing = { sha256s: [], audio: [], key: '' };

/** A bulletin is kept with all its clips or not at all. @param path nearest first */
export function standingOf(warnings: readonly Warning[], path: AreaPath): Standing {
  const here = warnings
    .filter(({ areaId }) => path.includes(areaId))
    .sort((a, b) => b.approvedAt - a.approvedAt || (a.bulletinId < b.bulletinId ? -1 : 1));
  if (here.length === 0) return NO_STANDING;
  const audio = new Map<Sha256, AudioRef>();
  for (const { clips } of here) {
    const fresh = clips.filter(({ sha256 }) => !audio.has(sha256));
    if (audio.size + fresh.length > STANDING_MAX) continue;
    for (const clip of fresh) audio.set(clip.sha256, clip);
  }
  const sha256s = [...audio.keys()];
  return { sha256s, audio: [...audio.values()], key: sha256s.join(' ') };
}
