/**
 * The week ahead, drawn — tuần tới sẽ phát gì.
 *
 * Boxes that sound alike under one heading, day by day, each airing with its fate in colour, sign and
 * word, and the reason in a sentence. What is silent stands out; what is fine stays calm.
 */
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import type { AheadAiring, AheadGroup, WeekAhead } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { FatePill } from '../../parts/fate-pill.js';
import { Notice } from '../../parts/notice.js';
import { Empty } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { DayStrip } from './day-strip.js';
import { lunarShort } from './lunar-text.js';
import './ahead.css';

type Props = { readonly week: WeekAhead; readonly onlyTroubled: boolean };

const troubled = ({ fate }: AheadAiring): boolean => fate !== 'sounds';

export function AheadView({ week, onlyTroubled }: Props): JSX.Element {
  const { t } = useWords();
  const all = week.groups.flatMap(({ airings }) => airings);
  if (week.groups.length === 0) {
    return <Empty icon="devices" title={t('schedule.ahead.noBox')} />;
  }
  if (all.length === 0) return <Empty icon="calendar" title={t('schedule.ahead.empty')} />;
  const silent = all.filter(troubled).length;
  return (
    <div className="stack" data-testid="ahead">
      {silent === 0 ? (
        <Notice tone="good" still>
          <p>{t('schedule.ahead.allGood')}</p>
        </Notice>
      ) : (
        <Notice tone="warn" still>
          <p>{t('schedule.ahead.silent', { n: silent })}</p>
        </Notice>
      )}
      {onlyTroubled && silent === 0
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
          {t('schedule.ahead.allowed', { hours: group.hours, n: group.minutesPerDayMax })}
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
      {days.map((date) => (
        <Day
          key={date}
          date={date}
          airings={shown.filter(({ startAt }) => localDateOf(startAt) === date)}
          windows={group.windows}
          soundedMs={group.days.find((one) => one.date === date)?.soundedMs ?? 0}
        />
      ))}
    </section>
  );
}

type DayProps = {
  readonly date: LocalDate;
  readonly airings: readonly AheadAiring[];
  readonly windows: AheadGroup['windows'];
  readonly soundedMs: number;
};

function Day({ date, airings, windows, soundedMs }: DayProps): JSX.Element {
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
      <DayStrip date={date} windows={windows} airings={airings} />
      <ul className="plain-list">
        {airings.map((one) => (
          <Airing key={`${one.entryId} ${one.startAt}`} airing={one} />
        ))}
      </ul>
    </div>
  );
}

function Airing({ airing }: { readonly airing: AheadAiring }): JSX.Element {
  const { t, fmt, pick } = useWords();
  return (
    <li className={`ahead-row ${airing.draft ? 'ahead-draft' : ''}`}>
      <span className="numbers strong ahead-time">{formatClock(airing.startAt)}</span>
      <span className="grow wrap-any">
        <span className="strong">{airing.title}</span>
        <span className="small muted ahead-sub">
          {t('schedule.ahead.lasts', { time: fmt.duration(airing.durationMs) })}
          {airing.fate === 'sounds' ? '' : ` · ${pick(airing.why)}`}
        </span>
        {airing.waitingBoxes > 0 ? (
          <span className="small ahead-sub ahead-waiting">
            {t('schedule.ahead.waiting', { n: fmt.number(airing.waitingBoxes) })}
          </span>
        ) : null}
      </span>
      {airing.draft ? (
        <Pill tone="accent" icon="pencil">
          {t('schedule.ahead.draft')}
        </Pill>
      ) : null}
      <FatePill fate={airing.fate} />
    </li>
  );
}
