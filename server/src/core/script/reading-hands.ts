/** Reading hands — ai đã đặt cách đọc.
 *
 * When a sentence reads otherwise than before, somebody has set or taken away a reading, and is from
 * then on one of its writers. Knows nothing of stores; where it cannot tell who it was, it names more
 * people rather than fewer.
 */
import type { UserId } from '@loaso/shared/ids';
import type { Script } from '@loaso/shared/wire/script';
import { wordsOf } from '../text/effective-lexicon.js';
import { RULES_VERSION } from '../text/rules-version.js';

/** A reading that stands or stood in the area, or above it, and who set it and took it away. */
export type ReadingHand = { readonly written: string; readonly by: readonly UserId[] };

export type Rereading = {
  /** As it was before. */
  readonly script: Script;
  /** Sentences that read otherwise now. */
  readonly changed: readonly number[];
  /** Who is changing a reading at this moment; null where a change is only found out. */
  readonly person: UserId | null;
};

export function rereadBy(
  { script, changed, person }: Rereading,
  hands: readonly ReadingHand[],
): UserId[] {
  // Found out later, under the same rules: any change of the readings may have been it.
  if (person === null && script.rulesVersion === RULES_VERSION) return everybody(hands);
  const wanted = new Set(changed);
  const texts = script.sentences
    .filter(({ index }) => wanted.has(index))
    .map(({ written }) => wordsOf(written));
  const named = hands.filter(({ written }) => {
    const words = wordsOf(written);
    return texts.some((text) => text.includes(words));
  });
  return [...new Set([...(person === null ? [] : [person]), ...everybody(named)])];
}

const everybody = (hands: readonly ReadingHand[]): UserId[] => [
  ...new Set(hands.flatMap(({ by }) => by)),
];
