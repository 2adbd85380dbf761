/**
 * One airing — chi tiết một lượt phát trong lịch.
 *
 * When, what, how it went, and the schedule line behind it, which an official may cancel after being
 * told what that does.
 */
import type { AreaId } from '@loaso/shared/ids';
import { AiringState, type CalendarItem, type Entry } from '@loaso/shared/wire/http/schedule';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { cancelEntry, entriesQuery } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm, Dialog } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { AiringPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
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
        <dd className="numbers">{fmt.when(item.startAt, now)}</dd>
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
      {entry === undefined ? null : <CancelLine entry={entry} onDone={onClose} />}
    </div>
  );
}

function CancelLine(props: {
  readonly entry: Entry;
  readonly onDone: () => void;
}): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const { entry } = props;
  const deed = useDeed({
    run: () => cancelEntry(entry.id),
    renews: ['calendar', 'entries', 'overview', 'airings', 'device'],
    done: t('schedule.item.cancelled'),
    after: props.onDone,
  });
  if (entry.state === 'cancelled') {
    return (
      <Notice tone="mute" still>
        <p>{t('schedule.item.cancelledState')}</p>
      </Notice>
    );
  }
  if (!may.schedule(me.role)) return null;
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('schedule.item.cancel')}
      </Button>
      <Confirm
        danger
        opened={asking}
        title={t('schedule.item.cancelTitle')}
        verb={t('schedule.item.cancel')}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('schedule.item.cancelBody', { title: entry.title })}</p>
      </Confirm>
    </>
  );
}
