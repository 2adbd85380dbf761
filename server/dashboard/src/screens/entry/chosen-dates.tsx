/**
 * Days chosen one by one — các ngày tự chọn.
 *
 * Picked in the date field, listed with their lunar day, each with a button that drops it.
 */
import { addDays, localDateOf } from '@loaso/shared/time';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { now } from '../../app/clock.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { lunarShort } from '../calendar/lunar-text.js';
import { DateField } from './date-field.js';
import type { PartProps } from './part-props.js';

export function ChosenDates({ draft, change }: PartProps): JSX.Element {
  const { t, fmt } = useWords();
  const [next, setNext] = useState(() => addDays(localDateOf(now()), 1));
  const add = (): void => change({ dates: [...new Set([...draft.dates, next])].sort() });
  return (
    <div className="stack-sm">
      <div className="row entry-pick">
        <DateField
          label={t('schedule.add.date')}
          value={next}
          onChange={(date) => (date === null ? undefined : setNext(date))}
        />
        <Button variant="default" onClick={add}>
          {t('schedule.when.pick')}
        </Button>
      </div>
      {draft.dates.length === 0 ? (
        <p className="small muted">{t('schedule.when.none')}</p>
      ) : (
        <ul className="plain-list row" aria-label={t('schedule.when.picked')}>
          {draft.dates.map((date) => (
            <li key={date}>
              <Button
                size="sm"
                variant="default"
                rightSection={<Icon name="cross" size={15} />}
                aria-label={t('schedule.when.drop', { date: fmt.longDate(date) })}
                onClick={() => change({ dates: draft.dates.filter((one) => one !== date) })}
              >
                {`${formatDate(date)} · ${t('schedule.lunar.column', { text: lunarShort(date, t) })}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
