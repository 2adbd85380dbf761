/**
 * Language in a component — ngôn ngữ trong một thành phần.
 *
 * The typed translator and a picker for sentences that the server sends in both languages. What is
 * written with dates and figures takes {@link useWords}, which needs the calendar.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from './format.js';
import type { Language } from './setup.js';

export type Both = { readonly vi: string; readonly en: string };

export type LanguageInUse = {
  readonly t: Translate;
  readonly lang: Language;
  readonly pick: (sentence: Both) => string;
};

export function useLanguage(): LanguageInUse {
  const { t, i18n } = useTranslation();
  const lang: Language = i18n.language === 'en' ? 'en' : 'vi';
  return useMemo(() => ({ t, lang, pick: (sentence) => sentence[lang] }), [t, lang]);
}
