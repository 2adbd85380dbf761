/**
 * More rows — xem thêm dòng.
 *
 * A long list is shown in pieces: an old laptop slows down long before anybody has read it.
 */
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';

export const STEP = 50;

type Props = { readonly rest: number; readonly onMore: () => void };

export function MoreRows({ rest, onMore }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  if (rest <= 0) return null;
  return (
    <Button variant="default" onClick={onMore}>
      {t('coverage.communes.more', {
        n: fmt.number(Math.min(STEP, rest)),
        rest: fmt.number(rest),
      })}
    </Button>
  );
}
