/**
 * Week as a list — lịch phát theo danh sách.
 *
 * The same airings as the grid, day by day, for phones, keyboards and screen readers.
 */
import type { LocalDate } from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { JSX } from 'react';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AiringPill } from '../../parts/pill.js';
import { daysOfWeek, onDay, stateOf } from './week.js';

type Props = {
  readonly items: readonly CalendarItem[];
  readonly monday: LocalDate;
  readonly today: LocalDate;
  readonly onChoose: (item: CalendarItem) => void;
};

export function WeekList({ items, monday, today, onChoose }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className="card" data-testid="week-list">
      {daysOfWeek(monday).map((date) => {
        const day = onDay(items, date);
        return (
          <section key={date} className={`day ${date === today ? 'day-today' : ''}`}>
            <h3 className="numbers">
              {fmt.longDate(date)}
              {date === today ? ` · ${t('words.time.today')}` : ''}
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
