/**
 * Words of a silence — lời kể một lượt phải im.
 *
 * Why an airing stays silent, and at how many of the speakers where it is not all of them.
 */
import type { EntryPreview } from '@loaso/shared/wire/http/schedule';
import { useWords } from '../../i18n/use-words.js';

/** @returns the sentence for one silence, of so many speakers that the line reaches */
export function useSilenceWords(): (
  one: EntryPreview['refusals'][number],
  reached: number,
) => string {
  const { t, fmt, pick } = useWords();
  return (one, reached) =>
    one.devices < reached
      ? `${t('schedule.add.silentSome', {
          n: fmt.number(one.devices),
          of: fmt.number(reached),
        })} ${pick(one)}`
      : pick(one);
}
