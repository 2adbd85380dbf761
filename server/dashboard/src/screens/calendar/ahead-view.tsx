/**
 * The week ahead, drawn — tuần tới sẽ phát gì.
 *
 * Boxes that sound alike under one heading, day by day, each airing with its fate in colour, sign and
 * word, and the reason in a sentence. What is silent stands out; what is fine stays calm.
 */
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import type { AheadAiring, AheadGroup, WeekAhead } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Empty } from '../../parts/page.js';
import { sessionsText } from '../hours/limits-text.js';
import { Airing, needsSomebody } from './ahead-airing.js';
import { Doubts } from './ahead-doubts.js';
import { DayStrip } from './day-strip.js';
import { lunarShort } from './lunar-text.js';
import './ahead.css';

type Props = { readonly week: WeekAhead; readonly onlyTroubled: boolean };

const isSilenced = ({ fate }: AheadAiring): boolean => fate !== 'sounds';
const troubled = (one: AheadAiring): boolean => isSilenced(one) || needsSomebody(one);

export function AheadView({ week, onlyTroubled }: Props): JSX.Element {
  const { t } = useWords();
  const all = week.groups.flatMap(({ airings }) => airings);
  if (week.groups.length === 0) {
    return <Empty icon="devices" title={t('schedule.ahead.noBox')} />;
  }
  if (all.length === 0) return <Empty icon="calendar" title={t('schedule.ahead.empty')} />;
  return (
    <div className="stack" data-testid="ahead">
      <Summary airings={all} />
      {onlyTroubled && !all.some(troubled)
        ? null
        : week.groups.map((group) => (
            <Group
              key={group.boxes.map(({ id }) => id).join()}
              group={group}
              onlyTroubled={onlyTroubled}
            />
          ))}
      {week.groupsLeft > 0 ? (
        <p className="muted">{t('schedule.ahead.groupsLeft', { n: week.groupsLeft })}</p>
      ) : null}
    </div>
  );
}

function Summary({ airings }: { readonly airings: readonly AheadAiring[] }): JSX.Element {
  const { t } = useWords();
  const silent = airings.filter(isSilenced).length;
  const unsure = airings.filter((one) => !isSilenced(one) && needsSomebody(one)).length;
  const coming = airings.some(({ doubts }) => doubts.length > 0);
  if (silent + unsure === 0) {
    return (
      <Notice tone={coming ? 'info' : 'good'} still>
        <p>{t(coming ? 'schedule.ahead.coming' : 'schedule.ahead.allGood')}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" still>
      {silent > 0 ? <p>{t('schedule.ahead.silent', { n: silent })}</p> : null}
      {unsure > 0 ? <p>{t('schedule.ahead.unsure', { n: unsure })}</p> : null}
    </Notice>
  );
}

type GroupProps = { readonly group: AheadGroup; readonly onlyTroubled: boolean };

function Group({ group, onlyTroubled }: GroupProps): JSX.Element | null {
  const { t, fmt } = useWords();
  const shown = onlyTroubled ? group.airings.filter(troubled) : group.airings;
  const [first] = group.boxes;
  if (shown.length === 0 || first === undefined) return null;
  const nameOf = ({ name, areaName: area }: AheadGroup['boxes'][number]): string =>
    t('schedule.ahead.one', { name, area });
  const title =
    group.boxes.length === 1
      ? nameOf(first)
      : t('schedule.ahead.same', { n: fmt.number(group.boxes.length) });
  const days = [...new Set(shown.map(({ startAt }) => localDateOf(startAt)))];
  return (
    <section className="card stack-sm" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p className="small muted numbers">
          {[
            t('schedule.ahead.allowed', { hours: group.hours, n: group.minutesPerDayMax }),
            ...sessionsText(group, t),
          ].join(' · ')}
        </p>
      </div>
      {group.boxes.length > 1 ? (
        <details className="fold">
          <summary>{t('schedule.ahead.boxes')}</summary>
          <ul className="small">
            {group.boxes.map((box) => (
              <li key={box.id}>{nameOf(box)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Doubts group={group} />
      {days.map((date) => (
        <Day
          key={date}
          date={date}
          airings={shown.filter(({ startAt }) => localDateOf(startAt) === date)}
          group={group}
          soundedMs={group.days.find((one) => one.date === date)?.soundedMs ?? 0}
        />
      ))}
    </section>
  );
}

type DayProps = {
  readonly date: LocalDate;
  readonly airings: readonly AheadAiring[];
  readonly group: AheadGroup;
  readonly soundedMs: number;
};

function Day({ date, airings, group, soundedMs }: DayProps): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className="ahead-day">
      <div className="row row-apart">
        <h3 className="numbers">
          {fmt.longDate(date)}
          <span className="small muted ahead-lunar">
            {t('schedule.lunar.column', { text: lunarShort(date, t) })}
          </span>
        </h3>
        <span className="small muted">
          {t('schedule.ahead.minutes', { time: fmt.duration(soundedMs) })}
        </span>
      </div>
      <DayStrip date={date} windows={group.windows} airings={airings} />
      <ul className="plain-list">
        {airings.map((one) => (
          <Airing key={`${one.entryId} ${one.startAt}`} airing={one} boxes={group.boxes.length} />
        ))}
      </ul>
    </div>
  );
}
