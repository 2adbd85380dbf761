/**
 * Kinds of place in words — nơi đặt loa, gọi tên.
 *
 * How each kind is called, and what a change of limits changes at some kinds and not everywhere.
 */
import { SpecialPlaceKind } from '@loaso/shared/place-kind';
import type { ByPlace } from '@loaso/shared/trust/place-limits';
import type { Words } from './fate-words.js';
import { changesInWords } from './limit-words.js';

const NAMES: Readonly<Record<SpecialPlaceKind, Words>> = {
  school: { vi: 'Gần trường học', en: 'Near a school' },
  clinic: { vi: 'Gần bệnh viện, trạm y tế', en: 'Near a hospital or clinic' },
  market: { vi: 'Chợ', en: 'Market' },
  worship: { vi: 'Chùa, nhà thờ', en: 'Pagoda or church' },
  office: { vi: 'Cơ quan', en: 'Office' },
};

/** What changes everywhere once, then what changes at one kind of place besides. */
export function changesByPlace(now: ByPlace, next: ByPlace): Words[] {
  const everywhere = changesInWords(now('residential'), next('residential'));
  const told = new Set(everywhere.map(({ vi }) => vi));
  const besides = SpecialPlaceKind.options.flatMap((kind) =>
    changesInWords(now(kind), next(kind))
      .filter(({ vi }) => !told.has(vi))
      .map(({ vi, en }) => ({
        vi: `${NAMES[kind].vi}: ${vi}`,
        en: `${NAMES[kind].en}: ${en}`,
      })),
  );
  return [...everywhere, ...besides];
}
