/**
 * Words in a component — lời và cách viết trong một thành phần.
 *
 * One hook: the typed translator, the formats of the current language, and a picker for sentences
 * that the server sends in both languages.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formats, formatsOf, type Translate } from './format.js';
import type { Language } from './setup.js';

export type Both = { readonly vi: string; readonly en: string };

export type WordsInUse = {
  readonly t: Translate;
  readonly lang: Language;
  readonly fmt: Formats;
  readonly pick: (sentence: Both) => string;
};

export function useWords(): WordsInUse {
  const { t, i18n } = useTranslation();
  const lang: Language = i18n.language === 'en' ? 'en' : 'vi';
  return useMemo(
    () => ({
      t,
      lang,
      fmt: formatsOf(t, lang === 'en' ? 'en-GB' : 'vi-VN'),
      pick: (sentence) => sentence[lang],
    }),
    [t, lang],
  );
}
