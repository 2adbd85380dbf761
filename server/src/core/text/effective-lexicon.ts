/** Effective lexicon — từ điển có hiệu lực tại một địa bàn.
 *
 * The readings of an area and of those above it as one lexicon: for the same words the nearest area
 * wins. Its version is a hash of exactly what it says, so equal versions read equally.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LexiconMatch } from '@loaso/shared/wire/http/lexicon';
import type { SiteLexicon } from './reading.js';

export type AreaReading = {
  readonly areaId: AreaId;
  readonly written: string;
  readonly spoken: string;
  readonly match: LexiconMatch;
};

/** What makes two readings compete: the same words, whatever their case. */
export const wordsOf = (written: string): string =>
  written.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** The readings in force, nearest area first, and among one area by their words. */
export function readingsInForce<R extends AreaReading>(
  readings: readonly R[],
  path: readonly AreaId[],
): R[] {
  const distance = new Map(path.map((id, index) => [id, index]));
  const placed = readings
    .filter(({ areaId }) => distance.has(areaId))
    .map((reading) => ({
      reading,
      far: distance.get(reading.areaId) ?? 0,
      words: wordsOf(reading.written),
    }))
    .sort((a, b) => a.far - b.far || (a.words < b.words ? -1 : 1));
  const taken = new Set<string>();
  return placed.flatMap(({ reading, words }) => {
    if (taken.has(words)) return [];
    taken.add(words);
    return [reading];
  });
}

/**
 * @param path the area and those above it, nearest first
 * @param hash SHA-256 in hex
 * @returns version '' where nothing is said
 */
export function effectiveLexicon(
  readings: readonly AreaReading[],
  path: readonly AreaId[],
  hash: (text: string) => string,
): SiteLexicon {
  const entries = readingsInForce(readings, path).map(({ written, spoken, match }) => ({
    written,
    spoken,
    match,
  }));
  if (entries.length === 0) return { version: '', entries };
  // By words alone: from which area a reading comes does not change how it sounds.
  const said = entries.map(({ written, spoken, match }) => [written, spoken, match]);
  const text = JSON.stringify(said.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  return { version: `td-${hash(text).slice(0, 16)}`, entries };
}
