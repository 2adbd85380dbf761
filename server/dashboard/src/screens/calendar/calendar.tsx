/**
 * Schedule — lịch phát trong tuần.
 *
 * The week of one area: blocks by day and hour on a laptop, a list by day on a phone or by choice.
 * The address keeps week and area, so a link shows the same.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { addDays, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { CalendarItem, Entry } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, lazy, Suspense, useState } from 'react';
import { areasQuery } from '../../api/people.js';
import { calendarQuery, daysQuery, entriesQuery } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { AIRING, Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { HaltedNotice } from '../publication/halted-notice.js';
import { HeldNotice } from '../publication/held-notice.js';
import { CopyWeek } from './copy-week.js';
import { GroupField } from './group-field.js';
import { ItemDialog } from './item-dialog.js';
import { keyOf } from './move.js';
import { MovePanel } from './move-panel.js';
import { UndoNotice } from './undo-notice.js';
import { type Moving, useMoving } from './use-moving.js';
import { daysOfWeek, mondayOf, spanOf } from './week.js';
import { WeekList } from './week-list.js';
import './calendar.css';

const WeekGrid = lazy(async () => ({ default: (await import('./week-grid.js')).WeekGrid }));

type View = 'week' | 'list';

export function CalendarScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const search = useSearch({ from: '/frame/lich-phat' });
  const today = localDateOf(useNow(60_000));
  const monday = mondayOf(search.tuan ?? today);
  const areaId = search.diaBan ?? me.areaId;
  const items = useQuery({
    ...calendarQuery(areaId, spanOf(monday), search.nhom),
    placeholderData: keepPreviousData,
  });
  const days = useQuery(daysQuery(areaId, monday, addDays(monday, 6)));
  const [chosen, setChosen] = useState<CalendarItem | null>(null);
  const lines = useQuery({ ...entriesQuery(areaId), enabled: may.schedule(me.role) });
  const moving = useMoving(lines.data ?? NO_LINES, daysOfWeek(monday));
  const areas = useQuery(areasQuery);
  const areaName = areas.data?.find(({ id }) => id === areaId)?.name ?? me.areaName;
  return (
    <Page
      title={t('schedule.week.title')}
      intro={t('schedule.week.of', { area: areaName })}
      actions={<Actions areaId={areaId} monday={monday} groupId={search.nhom} />}
    >
      <HeldNotice />
      <HaltedNotice />
      <UndoNotice />
      <Bar monday={monday} areaId={areaId} groupId={search.nhom} />
      <ProblemNotice error={items.error} onRetry={items.refetch} />
      {items.isPending ? <Waiting /> : null}
      {items.data === undefined ? null : (
        <Week
          items={items.data}
          days={days.data ?? NO_DAYS}
          monday={monday}
          today={today}
          onChoose={setChosen}
          moving={moving}
        />
      )}
      {moving.move === null || moving.line === null ? null : (
        <MovePanel
          key={keyOf(moving.move.item)}
          move={moving.move}
          entry={moving.line}
          saves={moving.saves}
          onDone={moving.revert}
        />
      )}
      <ItemDialog item={chosen} areaId={areaId} onClose={() => setChosen(null)} />
    </Page>
  );
}

const NO_DAYS: readonly CalendarDay[] = [];
const NO_LINES: readonly Entry[] = [];

function Actions({ areaId, monday, groupId: nhom }: BarProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const [copying, setCopying] = useState(false);
  const writes = may.schedule(me.role);
  return (
    <>
      {may.readContent(me.role) ? (
        <Button
          variant="default"
          onClick={() =>
            void navigate({ to: '/lich-phat/tuan-toi', search: { diaBan: areaId, nhom } })
          }
        >
          {t('schedule.ahead.open')}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => void navigate({ to: '/phat-hanh' })}>
        {t('publication.open')}
      </Button>
      <Button variant="default" onClick={() => void navigate({ to: '/lich-phat/ngay-le' })}>
        {t('schedule.days.open')}
      </Button>
      {writes ? (
        <>
          <Button variant="default" onClick={() => setCopying(true)}>
            {t('schedule.copy.open')}
          </Button>
          <Button
            leftSection={<Icon name="compose" size={18} />}
            onClick={() => void navigate({ to: '/lich-phat/them', search: { nhom } })}
          >
            {t('schedule.week.add')}
          </Button>
        </>
      ) : null}
      {copying ? (
        <CopyWeek areaId={areaId} monday={monday} onClose={() => setCopying(false)} />
      ) : null}
    </>
  );
}

type BarProps = {
  readonly monday: LocalDate;
  readonly areaId: AreaId;
  /** Looked at alone. */
  readonly groupId: ClusterGroupId | undefined;
};

function Bar({ monday, areaId, groupId }: BarProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate({ from: '/lich-phat' });
  const areas = useQuery(areasQuery);
  const scope = areasInScope(areas.data ?? [], me);
  const go = (tuan: LocalDate | undefined): void =>
    void navigate({ search: (old) => ({ ...old, tuan }) });
  return (
    <div className="row week-bar">
      <Button
        variant="default"
        aria-label={t('schedule.week.prev')}
        onClick={() => go(addDays(monday, -7))}
      >
        <Icon name="left" />
      </Button>
      <Button variant="default" onClick={() => go(undefined)}>
        {t('schedule.week.thisWeek')}
      </Button>
      <Button
        variant="default"
        aria-label={t('schedule.week.next')}
        onClick={() => go(addDays(monday, 7))}
      >
        <Icon name="right" />
      </Button>
      <h2 className="numbers week-name" aria-live="polite">
        {t('schedule.week.week', {
          from: formatDate(monday).slice(0, 5),
          to: formatDate(addDays(monday, 6)),
        })}
      </h2>
      {scope.length > 1 ? (
        <AreaField
          label={t('schedule.week.area')}
          areas={scope}
          value={areaId}
          onChange={(next) =>
            void navigate({
              search: (old) => ({ ...old, diaBan: next ?? undefined, nhom: undefined }),
            })
          }
        />
      ) : null}
      <GroupField
        areaIds={areasInScope(areas.data ?? [], { areaId }).map(({ id }) => id)}
        value={groupId}
        onChange={(nhom) => void navigate({ search: (old) => ({ ...old, nhom }) })}
      />
    </div>
  );
}

type WeekProps = {
  readonly items: readonly CalendarItem[];
  readonly days: readonly CalendarDay[];
  readonly monday: LocalDate;
  readonly today: LocalDate;
  readonly onChoose: (item: CalendarItem) => void;
  readonly moving: Moving;
};

function Week(props: WeekProps): JSX.Element {
  const { t } = useWords();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [choice, setChoice] = useState<View | null>(null);
  const view = choice ?? (wide ? 'week' : 'list');
  return (
    <div className="stack">
      <div className="row row-apart">
        <SegmentedControl
          aria-label={t('schedule.week.view')}
          value={view}
          onChange={(value) => setChoice(value as View)}
          data={[
            { value: 'week', label: t('schedule.week.asWeek') },
            { value: 'list', label: t('schedule.week.asList') },
          ]}
        />
        <Legend />
      </div>
      {props.items.length === 0 ? (
        <div className="card">
          <Empty
            icon="calendar"
            title={t('schedule.week.empty')}
            body={t('schedule.week.emptyBody')}
          />
        </div>
      ) : null}
      {view === 'week' ? (
        <Suspense fallback={<Waiting />}>
          <WeekGrid
            items={props.items}
            monday={props.monday}
            days={props.days}
            move={props.moving.move}
            deeds={{ ...props.moving.deeds, onChoose: props.onChoose }}
          />
        </Suspense>
      ) : (
        <WeekList {...props} />
      )}
    </div>
  );
}

const LEGEND = ['planned', 'playing', 'played', 'interrupted', 'missed', 'unknown'] as const;

function Legend(): JSX.Element {
  const { t } = useWords();
  return (
    <ul className="plain-list row legend" aria-label={t('schedule.week.legend')}>
      {LEGEND.map((state) => (
        <li key={state}>
          <Pill tone={AIRING[state][0]} icon={AIRING[state][1]}>
            {t(`words.airingState.${state}`)}
          </Pill>
        </li>
      ))}
    </ul>
  );
}
