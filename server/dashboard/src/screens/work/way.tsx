/**
 * The way of the day — đường đi trong ngày.
 *
 * What has to be gone to in an order that is short to go, with one link to the whole of it; apart from
 * it what is done without going.
 */
import type { WorkItem } from '@loaso/shared/wire/http/incidents';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Section } from '../../parts/page.js';
import { type Point, waysThrough } from './distance.js';
import { legsKm, lengthKm, routeOf, STOPS_MAX } from './route.js';
import { daysWorkOf, type Stop } from './stops.js';

type Props = { readonly items: readonly WorkItem[]; readonly from: Point | null };

export function Way({ items, from }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const { stops, unplaced, desk, others } = daysWorkOf(items, me.id);
  const route = routeOf(from, stops.slice(0, STOPS_MAX));
  const later = stops.length - route.length;
  return (
    <>
      <Section title={t('incident.work.way.title')} testId="way">
        {route.length === 0 && unplaced.length === 0 ? (
          <Empty icon="check" title={t('incident.work.way.none')} />
        ) : null}
        {route.length === 0 ? null : <Route route={route} from={from} />}
        {later > 0 ? (
          <p className="small muted">{t('incident.work.way.later', { n: fmt.number(later) })}</p>
        ) : null}
        <Unplaced stops={unplaced} />
        {others > 0 ? (
          <p className="small muted">{t('incident.work.way.others', { n: fmt.number(others) })}</p>
        ) : null}
      </Section>
      {desk.length === 0 ? null : <Desk items={desk} />}
    </>
  );
}

type RouteProps = { readonly route: readonly Stop[]; readonly from: Point | null };

function Route({ route, from }: RouteProps): JSX.Element {
  const { t, fmt } = useWords();
  const links = waysThrough(route.map(({ at }) => at));
  const legs = legsKm(from, route);
  const total = { n: fmt.number(route.length), km: fmt.number(lengthKm(from, route)) };
  return (
    <>
      <p>
        <span className="strong">{t('incident.work.way.total', total)}</span>{' '}
        <span className="small muted">{t('incident.work.way.straight')}</span>
      </p>
      {links.map((href, index) => (
        <a
          key={href}
          className="work-way work-way-whole"
          href={href}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="map" size={18} />
          {links.length === 1
            ? t('incident.work.way.open')
            : t('incident.work.way.openPart', { n: fmt.number(index + 1) })}
        </a>
      ))}
      <ol className="plain-list" data-testid="stops">
        {route.map((stop, index) => (
          <Place key={stop.box.id} stop={stop} n={index + 1} km={legs[index] ?? null} />
        ))}
      </ol>
    </>
  );
}

type PlaceProps = {
  readonly stop: Omit<Stop, 'at'>;
  readonly n: number | null;
  readonly km: number | null;
};

function Place({ stop: { box, item }, n, km }: PlaceProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  return (
    <li className="work-stop">
      {n === null ? null : <span className="work-number">{fmt.number(n)}</span>}
      <div className="grow stack-sm">
        <Link className="strong" to="/cum-loa/$deviceId" params={{ deviceId: box.id }}>
          {box.name}
        </Link>
        <span className="small muted">
          {km === null
            ? box.areaName
            : t('incident.work.way.leg', { area: box.areaName, km: fmt.number(km) })}
        </span>
        <Link to="/su-co/$incidentId" params={{ incidentId: item.id }}>
          {pick(item.title)}
        </Link>
        {item.next === null ? null : <span>{pick(item.next)}</span>}
      </div>
    </li>
  );
}

function Unplaced({ stops }: { readonly stops: readonly Omit<Stop, 'at'>[] }): JSX.Element | null {
  const { t } = useWords();
  if (stops.length === 0) return null;
  return (
    <>
      <h3>{t('incident.work.way.unplaced')}</h3>
      <p className="small muted">{t('incident.work.way.unplacedHint')}</p>
      <ul className="plain-list">
        {stops.slice(0, STOPS_MAX).map((stop) => (
          <Place key={stop.box.id} stop={stop} n={null} km={null} />
        ))}
      </ul>
    </>
  );
}

function Desk({ items }: { readonly items: readonly WorkItem[] }): JSX.Element {
  const { t, pick } = useWords();
  return (
    <Section title={t('incident.work.way.desk')} testId="desk">
      <ul className="plain-list">
        {items.map((item) => (
          <li key={item.id} className="work-stop">
            <div className="grow stack-sm">
              <Link to="/su-co/$incidentId" params={{ incidentId: item.id }} className="strong">
                {pick(item.title)}
              </Link>
              <span className="small muted">{t(`incident.errand.${item.errand}`)}</span>
              {item.next === null ? null : <span>{pick(item.next)}</span>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
