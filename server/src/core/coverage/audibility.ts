/**
 * Audibility — bán kính nghe rõ.
 *
 * How far speech from a horn stays above the noise around a house. Promises a radius with its
 * uncertainty, never one bare figure. Outdoors, level falls by 6 dB per doubling of the distance plus
 * an excess that ground, plants and houses take per 100 m; speech is clear 10 dB above the noise.
 *
 * Sources: spherical spreading and excess attenuation as in ISO 9613-2; 8 to 15 dB above noise for
 * voice alarms (ISO 7731, practice of public address). Sensitivity of common re-entrant horns:
 * 105 to 110 dB at 1 W and 1 m.
 */

import { Terrain } from '@loaso/shared/wire/http/coverage';

export type { Terrain };

export const TERRAINS = Terrain.options;

/** Excess attenuation beyond spreading, dB per 100 m, at speech frequencies. */
const EXCESS_DB: Readonly<Record<Terrain, number>> = { open: 1, village: 2.5, town: 4, hills: 5 };
/** Noise around a house in the early morning and late afternoon, dBA. */
const NOISE_DBA: Readonly<Record<Terrain, number>> = { open: 42, village: 45, town: 55, hills: 40 };

export const MARGIN_DB = 10;
/** What the whole estimate may be off by: sensitivity, wind, noise of the day. */
export const UNCERTAINTY_DB = 5;
const SENSITIVITY_DB = 106;
/** Below this the formula of a point source says nothing. */
const RADIUS_MIN_M = 1;
const RADIUS_MAX_M = 3_000;
/** A horn that stands low has walls and hedges before it: half of the reach at roof height. */
const LOW_HEIGHT_M = 4;
const LOW_LOSS_DB = 4;

export type Horn = {
  readonly powerW: number;
  readonly heightM: number;
  /** Level at 1 W and 1 m, dB; the common one where nobody has read the label. */
  readonly sensitivityDb?: number | undefined;
};

export type Surroundings = {
  readonly terrain: Terrain;
  /** Measured noise, dBA; the usual one of the terrain where nobody has measured. */
  readonly noiseDba?: number | undefined;
};

/** Radii in metres: `low` is sure, `high` is possible. */
export type Reach = { readonly low: number; readonly likely: number; readonly high: number };

export const SILENT: Reach = { low: 0, likely: 0, high: 0 };

/** Reach of the horns of one cluster together; each way has its loudest horn, so the best one counts. */
export function reachOf(horns: readonly Horn[], around: Surroundings): Reach {
  const levels = horns.filter(({ powerW }) => powerW > 0).map(levelAtOneMetre);
  if (levels.length === 0) return SILENT;
  const level = Math.max(...levels);
  return {
    low: radiusFor(level - UNCERTAINTY_DB, around),
    likely: radiusFor(level, around),
    high: radiusFor(level + UNCERTAINTY_DB, around),
  };
}

const levelAtOneMetre = ({ powerW, heightM, sensitivityDb }: Horn): number =>
  (sensitivityDb ?? SENSITIVITY_DB) +
  10 * Math.log10(powerW) -
  (heightM < LOW_HEIGHT_M ? LOW_LOSS_DB : 0);

/** Level of speech at `metres`, dB; falls with the distance, always. */
export const levelAt = (oneMetreDb: number, metres: number, terrain: Terrain): number =>
  oneMetreDb - 20 * Math.log10(Math.max(metres, 1)) - (EXCESS_DB[terrain] * metres) / 100;

/** The distance at which the level meets noise and margin; by halving, to the decimetre. */
function radiusFor(oneMetreDb: number, { terrain, noiseDba }: Surroundings): number {
  const needed = (noiseDba ?? NOISE_DBA[terrain]) + MARGIN_DB;
  if (levelAt(oneMetreDb, RADIUS_MIN_M, terrain) <= needed) return 0;
  let [near, far] = [RADIUS_MIN_M, RADIUS_MAX_M];
  while (far - near > 0.1) {
    const middle = (near + far) / 2;
    if (levelAt(oneMetreDb, middle, terrain) > needed) near = middle;
    else far = middle;
  }
  return Math.round(near);
}
