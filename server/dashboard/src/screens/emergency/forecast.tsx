/**
 * Forecast — việc gì sẽ xảy ra.
 *
 * How many speakers, how many can hear it now, and whether one person is enough: in sentences.
 */
import type { EmergencyForecast } from '@loaso/shared/wire/http/emergency';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { areasQuery } from '../../api/people.js';
import { stationsQuery } from '../../api/stations.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import type { Draft } from './order.js';

type Props = { readonly draft: Draft; readonly forecast: EmergencyForecast };

/** 'Lê Minh Đức, Trần Thu Hà hoặc Võ Văn Hùng'. */
export function namesInWords(names: readonly string[], t: WordsInUse['t']): string {
  const last = names.at(-1) ?? '';
  const rest = names.slice(0, -1);
  return rest.length === 0 ? last : t('emergency.confirm.or', { names: rest.join(', '), last });
}

function pathText({ path, seconds }: EmergencyForecast, t: WordsInUse['t']): string {
  if (path === 'A') return t('emergency.confirm.pathA');
  if (path === 'C') return t('emergency.confirm.pathC');
  return seconds.length === 0
    ? t('emergency.confirm.pathBNobody')
    : t('emergency.confirm.pathB', { names: namesInWords(seconds, t) });
}

export function Forecast({ draft, forecast }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const areas = useQuery(areasQuery);
  const one = areas.data?.find(({ id }) => id === draft.areaIds[0]);
  const stations = useQuery(stationsQuery);
  const names = (stations.data ?? [])
    .filter(({ id }) => draft.stationIds?.includes(id))
    .map(({ name }) => name);
  const place =
    draft.areaIds.length === 1 && one !== undefined
      ? one.name
      : t('emergency.confirm.areas', { n: fmt.number(draft.areaIds.length) });
  const area =
    names.length === 0
      ? place
      : t('emergency.confirm.stationsOnly', { area: place, names: names.join(', ') });
  const { devices, reachable, cached, path } = forecast;
  const n = fmt.number(devices);
  if (devices === 0) {
    return (
      <Notice tone="warn" testId="forecast">
        <p>{t('emergency.confirm.noBox')}</p>
      </Notice>
    );
  }
  const alone = path !== 'B';
  return (
    <div className="stack-sm alarm-forecast" data-testid="forecast" role="status">
      <p className="strong">
        {draft.kind === 'drill'
          ? t('emergency.confirm.willAnswer', { n, area })
          : t('emergency.confirm.willSound', { n, area })}
      </p>
      <ul className="plain-list alarm-facts">
        <Fact good={reachable === devices}>
          {t('emergency.confirm.reachable', { n: fmt.number(reachable) })}
        </Fact>
        <Fact good={cached >= devices}>
          {t('emergency.confirm.cached', { n: fmt.number(cached) })}
        </Fact>
      </ul>
      {reachable < devices ? (
        <p className="small">
          {t('emergency.confirm.someAway', { n: fmt.number(devices - reachable) })}
        </p>
      ) : null}
      {cached < devices ? (
        <p className="small">
          {t('emergency.confirm.someLoading', { n: fmt.number(devices - cached) })}
        </p>
      ) : null}
      <p className="alarm-path">
        <Icon name={alone ? 'account' : 'people'} />
        <span>{pathText(forecast, t)}</span>
      </p>
      {alone ? null : <p className="small muted">{t('emergency.confirm.pathBWait')}</p>}
    </div>
  );
}

type FactProps = { readonly good: boolean; readonly children: string };

function Fact({ good, children }: FactProps): JSX.Element {
  return (
    <li className={`alarm-fact tone-${good ? 'good' : 'warn'}`}>
      <Icon name={good ? 'check' : 'warning'} size={18} />
      <span>{children}</span>
    </li>
  );
}
