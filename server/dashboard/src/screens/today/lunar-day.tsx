/**
 * Lunar day — ngày âm lịch hôm nay.
 *
 * Beside the solar date; the calendar comes after the first picture.
 */
import { localDateOf } from '@loaso/shared/time';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { lunarLong } from '../calendar/lunar-text.js';

export function LunarDay(): JSX.Element {
  const { t } = useWords();
  return <>{`, ${lunarLong(localDateOf(useNow(60_000)), t)}`}</>;
}
