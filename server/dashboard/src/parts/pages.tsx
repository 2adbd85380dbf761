/**
 * Pages of a list — các trang của danh sách.
 *
 * Which lines of how many stand here, and links to the page before and the next; nothing where all do.
 */
import type { JSX, ReactNode } from 'react';
import { useWords } from '../i18n/use-words.js';

type PagesProps = {
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** 'Dòng 1 đến 200 trong 612' */
  readonly said: (range: { from: string; to: string; n: string }) => string;
  readonly pageLink: (page: number, words: string) => ReactNode;
};

export function Pages({ total, page, size, said, pageLink }: PagesProps): JSX.Element | null {
  const { t, fmt } = useWords();
  if (total <= size) return null;
  const first = (page - 1) * size;
  const last = Math.min(first + size, total);
  return (
    <p className="row small">
      <span className="muted">
        {said({ from: fmt.number(first + 1), to: fmt.number(last), n: fmt.number(total) })}
      </span>
      {page > 1 ? pageLink(page - 1, t('report.opened.earlier')) : null}
      {last < total ? pageLink(page + 1, t('report.opened.later')) : null}
    </p>
  );
}
