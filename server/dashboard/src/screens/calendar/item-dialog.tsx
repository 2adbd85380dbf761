/**
 * One airing — chi tiết một lượt phát trong lịch.
 *
 * When, what, how it went, and the schedule line behind it, which an official may change or leave out
 * after being told what that does.
 */
import type { AreaId } from '@loaso/shared/ids';
import { localDateOf } from '@loaso/shared/time';
import { AiringState, type CalendarItem, type Entry } from '@loaso/shared/wire/http/schedule';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { entriesQuery } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { AiringPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { LineDeeds } from './line-deeds.js';
import { lunarLong } from './lunar-text.js';
import { ruleText } from './rule-text.js';

type Props = {
  readonly item: CalendarItem | null;
  readonly areaId: AreaId;
  readonly onClose: () => void;
};

export function ItemDialog({ item, areaId, onClose }: Props): JSX.Element {
  return (
    <Dialog opened={item !== null} title={item?.title ?? ''} onClose={onClose}>
      {item === null ? null : <Details item={item} areaId={areaId} onClose={onClose} />}
    </Dialog>
  );
}

function Details(props: Props & { readonly item: CalendarItem }): JSX.Element {
  const { item, areaId, onClose } = props;
  const { t, fmt } = useWords();
  const me = useMe();
  const now = useNow(60_000);
  const entries = useQuery({ ...entriesQuery(areaId), enabled: may.readContent(me.role) });
  const entry = entries.data?.find(({ id }) => id === item.entryId);
  const bulletins = useQuery({
    ...bulletinsQuery({ limit: 200 }),
    enabled: may.readContent(me.role),
  });
  const titles = new Map(bulletins.data?.map(({ id, title }) => [id, title]));
  const states = AiringState.options.filter((state) => (item.states[state] ?? 0) > 0);
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t('schedule.item.when')}</dt>
        <dd className="numbers">
          {fmt.when(item.startAt, now)}
          <span className="small muted lunar-beside">
            {lunarLong(localDateOf(item.startAt), t)}
          </span>
        </dd>
        <dt>{t('schedule.item.lasts')}</dt>
        <dd>{fmt.duration(item.durationMs)}</dd>
        <dt>{t('schedule.item.boxes')}</dt>
        <dd>{fmt.number(item.devices)}</dd>
        <dt>{t('schedule.item.states')}</dt>
        <dd className="row">
          {states.map((state) => (
            <span key={state} className="row">
              <AiringPill state={state} />
              <span className="numbers">{fmt.number(item.states[state] ?? 0)}</span>
            </span>
          ))}
        </dd>
        {entry === undefined ? null : (
          <>
            <dt>{t('schedule.item.rule')}</dt>
            <dd>{ruleText(entry.rule, t, fmt)}</dd>
            <LeftOut entry={entry} />
            <dt>{t('schedule.item.createdBy')}</dt>
            <dd>{entry.createdBy}</dd>
            <dt>{t('schedule.item.bulletins')}</dt>
            <dd className="row">
              {entry.bulletinIds.map((id, index) => (
                <Link key={id} to="/ban-tin/$bulletinId" params={{ bulletinId: id }}>
                  {titles.get(id) ?? t('schedule.add.order', { n: index + 1 })}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
      <ProblemNotice error={entries.error} onRetry={entries.refetch} />
      {entry === undefined ? null : <LineDeeds entry={entry} at={item.startAt} onDone={onClose} />}
    </div>
  );
}

const LEFT_OUT_SHOWN = 4;

/** Coming airings that somebody took out, and when the line ends. */
function LeftOut({ entry }: { readonly entry: Entry }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const gone = entry.exceptions.filter(({ at }) => at > now);
  return (
    <>
      {gone.length === 0 ? null : (
        <>
          <dt>{t('schedule.edit.exceptions')}</dt>
          <dd className="numbers">
            {gone
              .slice(0, LEFT_OUT_SHOWN)
              .map(({ at }) => fmt.dateTime(at))
              .join(', ')}
            {gone.length > LEFT_OUT_SHOWN
              ? ` ${t('schedule.edit.exceptionsMore', { n: gone.length - LEFT_OUT_SHOWN })}`
              : ''}
          </dd>
        </>
      )}
      {entry.endedAt === null ? null : (
        <>
          <dt>{t('schedule.edit.ended')}</dt>
          <dd className="numbers">{fmt.dateTime(entry.endedAt)}</dd>
        </>
      )}
    </>
  );
}
