/**
 * Share of a hamlet in earshot — phần dân trong tầm nghe.
 *
 * A hamlet is people spread evenly over a disc, looked at in the same 512 places every time; a
 * cluster is a circle of sound. What counts is places heard, so overlaps count once and the order of
 * the input changes nothing.
 */

export type Place = { readonly lat: number; readonly lng: number };
export type Circle = { readonly centre: Place; readonly radiusM: number };

/** Places looked at in one hamlet: the share is right to about half a hundredth. */
export const PLACES = 512;
const WORDS = PLACES / 32;
const METRES_PER_DEGREE = 111_320;
/** Turns each place away from the one before by the golden angle: even without a grid. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

type Offset = { readonly eastM: number; readonly northM: number };

const PATTERN: readonly Offset[] = Array.from({ length: PLACES }, (_, index) => {
  const radius = Math.sqrt((index + 0.5) / PLACES);
  const angle = index * GOLDEN;
  return { eastM: radius * Math.cos(angle), northM: radius * Math.sin(angle) };
});

/** Which places of a disc are heard: one bit each. */
export type Heard = Uint32Array;

export const nobody = (): Heard => new Uint32Array(WORDS);

/** The places of `disc` inside `circle`; null where they do not touch. */
export function heardIn(disc: Circle, circle: Circle): Heard | null {
  const at = offsetOf(disc.centre, circle.centre);
  const apartM = Math.hypot(at.eastM, at.northM);
  if (apartM >= disc.radiusM + circle.radiusM) return null;
  if (apartM + disc.radiusM <= circle.radiusM) return nobody().fill(0xffffffff);
  const heard = nobody();
  for (const [index, unit] of PATTERN.entries()) {
    const east = unit.eastM * disc.radiusM - at.eastM;
    const north = unit.northM * disc.radiusM - at.northM;
    if (east * east + north * north > circle.radiusM * circle.radiusM) continue;
    heard[index >> 5] = (heard[index >> 5] ?? 0) | (1 << (index & 31));
  }
  return heard;
}

/** Adds the places of `more` to `into`. */
export function addHeard(into: Heard, more: Heard): void {
  for (let word = 0; word < WORDS; word += 1) into[word] = (into[word] ?? 0) | (more[word] ?? 0);
}

export const shareOf = (heard: Heard): number =>
  heard.reduce((total, word) => total + bitsOf(word), 0) / PLACES;

/** Share of the places that `more` would add to `before`. */
export const gainedBy = (before: Heard, more: Heard): number =>
  more.reduce((total, word, index) => total + bitsOf(word & ~(before[index] ?? 0)), 0) / PLACES;

/** Ones in 32 bits (Hacker's Delight, 5-1). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Metres east and north from `from` to `to`; flat, good for some tens of kilometres. */
export function offsetOf(from: Place, to: Place): Offset {
  const eastPerDegree = METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return {
    eastM: (to.lng - from.lng) * eastPerDegree,
    northM: (to.lat - from.lat) * METRES_PER_DEGREE,
  };
}
