/**
 * Search button — nút tìm mọi thứ.
 *
 * Looks like the field that it opens; Ctrl+K opens it from everywhere. What it opens is fetched then.
 */
import { type JSX, lazy, Suspense, useEffect, useState } from 'react';
import { withWords } from '../i18n/rooms.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from '../parts/icon.js';
import './search-button.css';

const SearchDialog = lazy(
  withWords(['search'], async () => ({
    default: (await import('../screens/search/search-dialog.js')).SearchDialog,
  })),
);

const asksForSearch = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';

/** Ctrl+K, once for the page, whichever button is on screen. */
export function SearchAnywhere(): JSX.Element | null {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!asksForSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    const onAsk = (): void => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(ASKED, onAsk);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(ASKED, onAsk);
    };
  }, []);
  if (!open) return null;
  return (
    <Suspense>
      <SearchDialog onClose={() => setOpen(false)} />
    </Suspense>
  );
}

/** Between the buttons of laptop and phone and the one dialog. */
const ASKED = 'loaso-search';

export function SearchButton({ short = false }: { readonly short?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <button
      type="button"
      className={short ? 'search-button search-short' : 'search-button'}
      {...(short ? { 'aria-label': t('shell.nav.search') } : {})}
      aria-keyshortcuts="Control+K"
      onClick={() => window.dispatchEvent(new Event(ASKED))}
    >
      <Icon name="search" />
      {short ? null : (
        <>
          <span className="grow">{t('shell.nav.search')}</span>
          <kbd className="small">{t('shell.nav.searchKey')}</kbd>
        </>
      )}
    </button>
  );
}
