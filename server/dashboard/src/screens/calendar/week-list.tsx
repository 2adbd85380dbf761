/**
 * Week as a list — lịch phát theo danh sách.
 *
 * The same airings as the grid, day by day, for phones, keyboards and screen readers.
 */
import type { LocalDate } from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AiringPill } from '../../parts/pill.js';
import { lunarShort } from './lunar-text.js';
import { daysOfWeek, onDay, stateOf } from './week.js';

type Props = {
  readonly items: readonly CalendarItem[];
  readonly monday: LocalDate;
  readonly today: LocalDate;
  readonly days: readonly CalendarDay[];
  readonly onChoose: (item: CalendarItem) => void;
};

export function WeekList({ items, monday, today, days, onChoose }: Props): JSX.Element {
  const { t, fmt, pick } = useWords();
  return (
    <div className="card" data-testid="week-list">
      {daysOfWeek(monday).map((date) => {
        const day = onDay(items, date);
        const special = days.find((one) => one.date === date);
        return (
          <section key={date} className={`day ${date === today ? 'day-today' : ''}`}>
            <h3 className="numbers">
              {fmt.longDate(date)}
              {date === today ? ` · ${t('words.time.today')}` : ''}
              <span className="small muted lunar-beside">
                {t('schedule.lunar.column', { text: lunarShort(date, t) })}
                {special === undefined
                  ? ''
                  : ` · ${pick(special.name) || t(`schedule.days.kindIs.${special.kind}`)}`}
              </span>
            </h3>
            {day.length === 0 ? (
              <p className="muted small">{t('schedule.week.dayEmpty')}</p>
            ) : (
              <ul className="plain-list">
                {day.map((item) => (
                  <li key={`${item.entryId} ${item.startAt}`}>
                    <button type="button" className="day-item" onClick={() => onChoose(item)}>
                      <span className="numbers strong">{formatClock(item.startAt)}</span>
                      <span className="grow wrap-any">
                        {item.title}
                        <span className="small muted day-sub">
                          {`${fmt.duration(item.durationMs)} · ${t('schedule.week.boxes', { n: item.devices })}`}
                        </span>
                      </span>
                      <AiringPill state={stateOf(item)} />
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
