/**
 * Work of today — việc hôm nay của kỹ thuật viên.
 *
 * Open incidents as errands, where most is silent first, each with its boxes and the way there; or as
 * one way from where the phone says it is. The position stays in the phone.
 */
import type { IncidentAct, WorkItem } from '@loaso/shared/wire/http/incidents';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { actOnIncident, workQuery } from '../../api/incidents.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Thumbnail } from '../../parts/thumbnail.js';
import { useDeed } from '../../parts/use-deed.js';
import { Facts, Pills, toneOf } from '../incidents/incident-card.js';
import { type Point, wayTo } from './distance.js';
import { Way } from './way.js';
import './work.css';

type Order = 'most' | 'way';
type Where =
  | { readonly state: 'unasked' | 'asking' | 'refused' }
  | { readonly state: 'known'; readonly at: Point };

const LOCATE_MS = 15_000;

export function WorkScreen(): JSX.Element {
  const { t } = useWords();
  const work = useQuery(workQuery);
  const [order, setOrder] = useState<Order>('most');
  const [where, setWhere] = useState<Where>({ state: 'unasked' });
  const choose = (next: Order): void => {
    setOrder(next);
    if (next === 'way' && where.state !== 'known') locate(setWhere);
  };
  const from = order === 'way' && where.state === 'known' ? where.at : null;
  return (
    <Page title={t('incident.work.title')} intro={t('incident.work.intro')}>
      <ProblemNotice error={work.error} onRetry={work.refetch} />
      <SegmentedControl
        aria-label={t('incident.work.sort')}
        value={order}
        onChange={(value) => choose(value as Order)}
        data={[
          { value: 'most', label: t('incident.work.most') },
          { value: 'way', label: t('incident.work.byWay') },
        ]}
      />
      {order === 'way' && where.state === 'asking' ? (
        <Notice tone="info">{t('incident.work.locating')}</Notice>
      ) : null}
      {order === 'way' && where.state === 'refused' ? (
        <Notice tone="warn">{t('incident.work.notLocated')}</Notice>
      ) : null}
      {work.isPending ? <Waiting /> : null}
      {work.data?.length === 0 ? (
        <div className="card">
          <Empty icon="check" title={t('incident.work.none')} body={t('incident.work.noneBody')} />
        </div>
      ) : null}
      {order === 'way' && work.data !== undefined && work.data.length > 0 ? (
        <Way items={work.data} from={from} />
      ) : (
        <ul className="plain-list stack" data-testid="work">
          {work.data?.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function locate(tell: (where: Where) => void): void {
  tell({ state: 'asking' });
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => tell({ state: 'known', at: { lat: coords.latitude, lng: coords.longitude } }),
    () => tell({ state: 'refused' }),
    { timeout: LOCATE_MS, maximumAge: 60_000 },
  );
}

const BOXES_SHOWN = 8;

function Item({ item }: { readonly item: WorkItem }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const me = useMe();
  const rest = item.boxes.length - BOXES_SHOWN;
  return (
    <li className={`card stack-sm work-item tone-${toneOf(item)}`} data-testid="work-item">
      <Link to="/su-co/$incidentId" params={{ incidentId: item.id }} className="strong work-title">
        {pick(item.title)}
      </Link>
      {item.next === null ? null : <p>{pick(item.next)}</p>}
      <Pills incident={item} />
      <Facts incident={item} />
      <ul className="plain-list">
        {item.boxes.slice(0, BOXES_SHOWN).map((box) => (
          <Box key={box.id} box={box} />
        ))}
      </ul>
      {rest > 0 ? (
        <p className="small muted">{t('incident.work.more', { n: fmt.number(rest) })}</p>
      ) : null}
      {may.install(me.role) ? <Taking item={item} /> : null}
    </li>
  );
}

function Box({ box }: { readonly box: WorkItem['boxes'][number] }): JSX.Element {
  const { t } = useWords();
  return (
    <li className="work-box">
      {box.photo === null ? null : (
        <span className="work-photo">
          <Thumbnail sha256={box.photo} alt="" />
        </span>
      )}
      <Link to="/cum-loa/$deviceId" params={{ deviceId: box.id }}>
        {box.name}
      </Link>
      {box.carriesOn ? (
        <Pill tone="good" icon="devices">
          {t('incident.work.selfPlays')}
        </Pill>
      ) : null}
      {box.position === null ? null : (
        <a className="work-way" href={wayTo(box.position)} target="_blank" rel="noreferrer">
          <Icon name="map" size={18} />
          {t('incident.work.directions')}
        </a>
      )}
    </li>
  );
}

function Taking({ item }: { readonly item: WorkItem }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const mine = item.assignee?.id === me.id;
  const deed = useDeed({
    run: (act: IncidentAct) => actOnIncident(item.id, act),
    renews: ['incident', 'incidents', 'work'],
    done: mine ? t('incident.left') : t('incident.taken'),
  });
  return (
    <>
      <ProblemNotice error={deed.error} />
      <Button
        variant={mine ? 'default' : 'filled'}
        loading={deed.isPending}
        onClick={() => deed.mutate({ kind: mine ? 'leave' : 'take' })}
      >
        {mine ? t('incident.leave') : t('incident.take')}
      </Button>
    </>
  );
}
