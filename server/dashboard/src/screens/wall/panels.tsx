/**
 * Panels of the wall — các khung của màn hình treo tường.
 *
 * Three answers in large type: how the speakers are, what sounds now and next, who fell behind.
 */
import type { DeviceSummary, Light, Overview } from '@loaso/shared/wire/http/fleet';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { mapQuery } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { LIGHT } from '../../parts/lights.js';
import { byCommune } from '../map/by-commune.js';

const ROWS = 6;
const NAMES = ['reachable', 'ready', 'audible'] as const;
const LIGHTS: readonly Light[] = ['green', 'amber', 'red', 'unknown'];

type Of<T> = { readonly [K in keyof T]: T[K] };

export function Figures({
  overview,
  devices,
}: Of<{ overview: Overview; devices: readonly DeviceSummary[] }>): JSX.Element {
  const { t, fmt } = useWords();
  const big = [
    ['shell.today.boxesTotal', overview.devices.total, 'mute'],
    ['shell.today.boxesReachable', overview.devices.reachable, 'good'],
    ['shell.today.boxesReady', overview.devices.ready, 'good'],
    ['shell.today.boxesSilent', overview.devices.silent, 'bad'],
  ] as const;
  return (
    <div className="wall-figures">
      <ul className="plain-list wall-big">
        {big.map(([word, count, tone]) => (
          <li key={word} className={`tone-${tone}`}>
            <span className="wall-number numbers">{fmt.number(count)}</span>
            <span>{t(word)}</span>
          </li>
        ))}
      </ul>
      <table className="wall-lights">
        <tbody>
          {NAMES.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`words.light.${name}`)}</th>
              {LIGHTS.map((light) => (
                <td key={light} className={`numbers tone-${LIGHT[light][0]}`}>
                  <Icon name={LIGHT[light][1]} size={26} />
                  {fmt.number(devices.filter(({ lights }) => lights[name] === light).length)}
                  <span className="wall-word">{t(`words.light.${light}`)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function OnAir({ overview }: Of<{ overview: Overview }>): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(1000);
  return (
    <div className="wall-two">
      <div>
        <h3>{t('shell.today.onAir')}</h3>
        {overview.onAir.length === 0 ? <p>{t('shell.today.onAirNone')}</p> : null}
        <ul className="plain-list wall-rows">
          {overview.onAir.slice(0, ROWS).map((one) => (
            <li key={one.deviceId}>
              <span className="strong">{one.title}</span>
              <span className="wall-sub">
                {`${one.deviceName} · ${t('shell.today.endsIn', { time: fmt.duration(Math.max(0, one.endsAt - now)) })}`}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{t('shell.today.next')}</h3>
        <ul className="plain-list wall-rows">
          {overview.next.slice(0, ROWS).map((one) => (
            <li key={`${one.startAt} ${one.title} ${one.areaName}`}>
              <span className="strong">{one.title}</span>
              <span className="wall-sub">
                {t('shell.today.nextAt', {
                  when: fmt.when(one.startAt, now),
                  devices: fmt.number(one.devices),
                  area: one.areaName,
                })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** Communes whose speakers need a look, most of all first; where one commune is all, its boxes. */
export function Behind({ devices }: Of<{ devices: readonly DeviceSummary[] }>): JSX.Element {
  const { t, fmt } = useWords();
  const map = useQuery(mapQuery).data;
  const names =
    map === undefined
      ? NO_NAMES
      : new Map(map.features.map(({ properties: p }) => [p.code, p.fullName] as const));
  const rows = byCommune(devices, names).filter(({ bad }) => bad > 0);
  if (rows.length === 0) return <p className="wall-calm">{t('shell.today.silentNone')}</p>;
  return (
    <ul className="plain-list wall-rows">
      {rows.slice(0, ROWS).map(({ code, name, n, bad, worst }) => (
        <li key={code} className={`wall-commune tone-${LIGHT[worst][0]}`}>
          <Icon name={LIGHT[worst][1]} size={34} />
          <span className="strong">{name}</span>
          <span className="wall-sub">
            {t('fleet.map.communeRow', { n: fmt.number(n), bad: fmt.number(bad) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
