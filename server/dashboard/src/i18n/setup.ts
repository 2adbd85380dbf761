/**
 * Languages — ngôn ngữ của trang.
 *
 * The frame's Vietnamese is there from the start, further rooms come with their screens; English is
 * fetched when chosen, and the choice is kept on this device. Keys are typed: a key that is not in the dictionary does not compile.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { vi } from './vi/index.js';
import { shell } from './vi/shell.js';
import { words } from './vi/words.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

export type Language = 'vi' | 'en';

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  vi: 'Tiếng Việt',
  en: 'English',
};

const STORED_AS = 'loaso.language';

const stored = (): Language => (localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'vi');

/** Loads the words of `language`, shows them and keeps the choice. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en/index.js');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(STORED_AS, language);
}

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    resources: { vi: { translation: { shell, words } } },
    interpolation: { escapeValue: false },
  });
  if (stored() === 'en') await chooseLanguage('en');
}
