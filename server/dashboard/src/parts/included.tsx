/**
 * Former areas — gồm cả địa bàn cũ.
 *
 * Says which communes that are no more a figure counts, and up to which day.
 */
import type { Included as Former } from '@loaso/shared/wire/http/communes';
import type { JSX } from 'react';
import { formatDate } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';

export function Included({
  of,
}: {
  readonly of: readonly Former[] | undefined;
}): JSX.Element | null {
  const { t } = useWords();
  if (of === undefined || of.length === 0) return null;
  const names = of
    .map(({ name, until }) => t('words.included', { name, day: formatDate(until) }))
    .join(', ');
  return (
    <Notice tone="info" testId="included">
      {t('words.includes', { names })}
    </Notice>
  );
}
