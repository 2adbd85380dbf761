/**
 * Date field — ô chọn ngày.
 *
 * Day-month-year, week from Monday, in the language of the page; typed or picked, the lunar day
 * beside it. Holds a plain calendar date, never an instant.
 */
import { lunarOf } from '@loaso/shared/lunar';
import { addDays, LocalDate, localDateOf } from '@loaso/shared/time';
import { DateInput } from '@mantine/dates';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import type { JSX } from 'react';
import { now } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { lunarLong } from '../calendar/lunar-text.js';
import 'dayjs/locale/vi';
import 'dayjs/locale/en-gb';
import '@mantine/dates/styles.css';

dayjs.extend(customParseFormat);

/** With a nought before it and without, as people type it and as the field writes it itself. */
const TYPED = ['D/M/YYYY', 'DD/MM/YYYY', 'D/MM/YYYY', 'DD/M/YYYY'];

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
      description={
        <>
          {props.description ?? null}
          {props.value === null ? null : (
            <span className="date-lunar">
              {t('schedule.lunar.hint', { text: lunarLong(props.value, t) })}
            </span>
          )}
        </>
      }
      renderDay={(text) => <LunarDay date={text as LocalDate} />}
      value={props.value}
      clearable={props.clearable === true}
      valueFormat="DD/MM/YYYY"
      dateParser={(text) => {
        const day = dayjs(text.trim().replaceAll(/[-.]/g, '/'), TYPED, true);
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

/** A day of the month with its lunar one below; the first of a lunar month names the month. */
function LunarDay({ date }: { readonly date: LocalDate }): JSX.Element {
  const { day, month } = lunarOf(date);
  return (
    <span className="date-cell">
      {Number(date.slice(8))}
      <small aria-hidden="true">{day === 1 ? `1/${month}` : day}</small>
    </span>
  );
}
