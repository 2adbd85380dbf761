/**
 * Colour scheme at the door — nền sáng, nền tối trước khi vào.
 *
 * The login knows no component library: it reads the choice that the library keeps, and marks the page
 * in the library's way, so that the same tokens answer.
 */
export const SCHEME_STORED_AS = 'loaso.scheme';

export function showScheme(): void {
  const stored = localStorage.getItem(SCHEME_STORED_AS);
  const dark =
    stored === 'dark' ||
    (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}
