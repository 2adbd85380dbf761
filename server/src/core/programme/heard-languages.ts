/**
 * Languages heard — các thứ tiếng người nghe một địa bàn được nghe.
 *
 * Which of a bulletin's clips sound in an area, in the order the area declares. Promises at least one
 * for a bulletin that has any: Vietnamese where none of the declared ones exists.
 */
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';

export type Tongue<C> = { readonly language: LanguageCode; readonly clip: C };

/** @param tongues the bulletin's own first */
export function clipsHeard<C>(
  languages: readonly LanguageCode[],
  tongues: readonly Tongue<C>[],
): C[] {
  const inLanguage = (language: LanguageCode): Tongue<C> | undefined =>
    tongues.find((tongue) => tongue.language === language);
  const heard = languages.flatMap((language) => inLanguage(language) ?? []);
  const spare = inLanguage('vi') ?? tongues[0];
  const chosen = heard.length > 0 || spare === undefined ? heard : [spare];
  return chosen.map(({ clip }) => clip);
}
