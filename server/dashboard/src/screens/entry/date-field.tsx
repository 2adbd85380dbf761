/**
 * Date field — ô chọn ngày.
 *
 * Day-month-year, week from Monday, in the language of the page; typed or picked. Holds a plain
 * calendar date, never an instant.
 */
import { addDays, LocalDate, localDateOf } from '@loaso/shared/time';
import { DateInput } from '@mantine/dates';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import type { JSX } from 'react';
import { now } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import 'dayjs/locale/vi';
import 'dayjs/locale/en-gb';
import '@mantine/dates/styles.css';

dayjs.extend(customParseFormat);

/** Nobody plans broadcasts further ahead. */
const AHEAD_DAYS_MAX = 1100;

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: LocalDate | null;
  readonly min?: LocalDate;
  readonly clearable?: boolean;
  readonly onChange: (date: LocalDate | null) => void;
};

export function DateField(props: Props): JSX.Element {
  const { t, lang } = useWords();
  const today = localDateOf(now());
  return (
    <DateInput
      label={props.label}
      description={props.description ?? null}
      value={props.value}
      clearable={props.clearable === true}
      valueFormat="DD/MM/YYYY"
      dateParser={(text) => {
        const day = dayjs(text, ['D/M/YYYY', 'D-M-YYYY', 'D.M.YYYY'], true);
        return day.isValid() ? day.format('YYYY-MM-DD') : null;
      }}
      locale={lang === 'vi' ? 'vi' : 'en-gb'}
      firstDayOfWeek={1}
      minDate={props.min ?? today}
      maxDate={addDays(today, AHEAD_DAYS_MAX)}
      popoverProps={{ withinPortal: false }}
      ariaLabels={{
        previousMonth: t('schedule.add.prevMonth'),
        nextMonth: t('schedule.add.nextMonth'),
        previousYear: t('schedule.add.prevYear'),
        nextYear: t('schedule.add.nextYear'),
        previousDecade: t('schedule.add.prevYears'),
        nextDecade: t('schedule.add.nextYears'),
      }}
      onChange={(value) => {
        const parsed = LocalDate.safeParse(value);
        props.onChange(parsed.success ? parsed.data : null);
      }}
    />
  );
}
