/**
 * Holidays — ngày lễ, ngày nghỉ.
 *
 * The year as the law has it and what the place says over it, with the lunar day; an official adds a
 * day or returns it to the law.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate, localDateOf } from '@loaso/shared/time';
import { DayKind } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay, DayChange } from '@loaso/shared/wire/http/week';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { changeDay, daysQuery, previewDay } from '../../api/schedule.js';
import { now } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Forecast } from '../../parts/forecast.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';
import { DateField } from '../entry/date-field.js';
import { lunarShort } from './lunar-text.js';
import './ahead.css';

const YEARS_AHEAD = 3;

export function DaysScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const today = localDateOf(now());
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const from = LocalDate.parse(`${year}-01-01`);
  const days = useQuery(daysQuery(me.areaId, from, LocalDate.parse(`${year}-12-31`)));
  const years = Array.from({ length: YEARS_AHEAD }, (_, index) => String(thisYear + index));
  const writes = may.schedule(me.role);
  return (
    <Page title={t('schedule.days.title')} intro={t('schedule.days.intro')}>
      <ProblemNotice error={days.error} onRetry={days.refetch} />
      <div className={writes ? 'columns columns-main' : 'stack'}>
        <section className="card stack" aria-label={t('schedule.days.title')}>
          <NativeSelect
            label={t('schedule.days.year')}
            value={String(year)}
            onChange={(event) => setYear(Number(event.currentTarget.value))}
            data={years}
          />
          {days.data === undefined ? (
            days.isPending && <Waiting />
          ) : (
            <Year days={days.data} areaId={me.areaId} writes={writes} today={today} />
          )}
          <p className="small muted">{t('schedule.days.law')}</p>
        </section>
        {writes ? <AddDay areaId={me.areaId} today={today} /> : null}
      </div>
    </Page>
  );
}

const RENEWS = ['days', 'calendar', 'overview', 'airings', 'device', 'week-ahead'] as const;

type YearProps = Omit<RowProps, 'day'> & { readonly days: readonly CalendarDay[] };

/** What is over is folded: nobody changes it, and the coming days are looked for. */
function Year({ days, ...rest }: YearProps): JSX.Element {
  const { t, fmt } = useWords();
  const past = days.filter(({ date }) => date < rest.today);
  const list = (some: readonly CalendarDay[]) => (
    <ul className="plain-list">
      {some.map((day) => (
        <Row key={day.date} day={day} {...rest} />
      ))}
    </ul>
  );
  return (
    <>
      {past.length === 0 ? null : (
        <details className="fold" data-testid="past-days">
          <summary>{t('schedule.days.past', { n: fmt.number(past.length) })}</summary>
          {list(past)}
        </details>
      )}
      {past.length === days.length ? (
        <p className="muted">{t('schedule.days.noneAhead')}</p>
      ) : (
        list(days.slice(past.length))
      )}
    </>
  );
}

type RowProps = {
  readonly day: CalendarDay;
  readonly areaId: AreaId;
  readonly writes: boolean;
  readonly today: LocalDate;
};

function Row({ day, areaId, writes, today }: RowProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const change: DayChange = { areaId, date: day.date, kind: null, name: '' };
  const own = day.areaId === areaId;
  return (
    <li className="ahead-row">
      <span className="grow">
        <span className="strong numbers">{fmt.longDate(day.date)}</span>
        <span className="small muted ahead-sub">
          {`${t('schedule.lunar.column', { text: lunarShort(day.date, t) })} · ${pick(day.name) || t(`schedule.days.kindIs.${day.kind}`)}`}
        </span>
      </span>
      <Pill tone={day.kind === 'holiday' ? 'accent' : 'mute'} icon="calendar">
        {t(`schedule.days.kindIs.${day.kind}`)}
      </Pill>
      <span className="small muted">
        {t(day.areaId === null ? 'schedule.days.byLaw' : 'schedule.days.byPlace')}
      </span>
      {own && writes && day.date > today ? (
        <RemoveButton
          verb={t('schedule.days.remove')}
          label={t('schedule.days.removeThis', { date: fmt.longDate(day.date) })}
          title={t('schedule.days.removeThis', { date: fmt.longDate(day.date) })}
          run={() => changeDay(change)}
          renews={RENEWS}
          done={t('schedule.days.saved')}
        >
          <Forecast of="day" change={change} ask={previewDay} />
        </RemoveButton>
      ) : null}
    </li>
  );
}

type AddProps = { readonly areaId: AreaId; readonly today: LocalDate };

function AddDay({ areaId, today }: AddProps): JSX.Element {
  const { t } = useWords();
  const tomorrow = addDays(today, 1);
  const [date, setDate] = useState(tomorrow);
  const [kind, setKind] = useState<DayKind>('holiday');
  const [name, setName] = useState('');
  const deed = useDeed({
    run: (change: DayChange) => changeDay(change),
    renews: RENEWS,
    done: t('schedule.days.saved'),
    after: () => setName(''),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deed.mutate({ areaId, date, kind, name: name.trim() });
      }}
    >
      <Section title={t('schedule.days.add')}>
        <DateField
          label={t('schedule.days.date')}
          value={date}
          min={tomorrow}
          onChange={(next) => (next === null ? undefined : setDate(next))}
        />
        <NativeSelect
          label={t('schedule.days.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as DayKind)}
          data={DayKind.options.map((value) => ({
            value,
            label: t(`schedule.days.kindIs.${value}`),
          }))}
        />
        <TextInput
          label={t('schedule.days.name')}
          description={t('schedule.days.nameHint')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Forecast of="day" change={{ areaId, date, kind, name: '' }} ask={previewDay} />
        <ProblemNotice error={deed.error} />
        <Button type="submit" loading={deed.isPending}>
          {t('schedule.days.save')}
        </Button>
      </Section>
    </form>
  );
}
