/**
 * Words in a component — lời và cách viết trong một thành phần.
 *
 * One hook: what {@link useLanguage} gives, and the formats of the current language.
 */
import { useMemo } from 'react';
import { type Formats, formatsOf } from './format.js';
import { type LanguageInUse, useLanguage } from './use-language.js';

export type WordsInUse = LanguageInUse & { readonly fmt: Formats };

export function useWords(): WordsInUse {
  const language = useLanguage();
  return useMemo(() => {
    const fmt = formatsOf(language.t, language.lang === 'en' ? 'en-GB' : 'vi-VN');
    return { ...language, fmt };
  }, [language]);
}
