/**
 * Speaker rows — danh sách cụm loa.
 *
 * One speaker a row: its lights, the sentence that says what is wrong, how old that word is, what it
 * plays now or next.
 */
import type { Instant } from '@loaso/shared/time';
import type { DataMonth, DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Link } from '@tanstack/react-router';
import { type JSX, memo } from 'react';
import { useNow } from '../app/clock.js';
import { useWords, type WordsInUse } from '../i18n/use-words.js';
import { Lights } from './lights.js';
import './device-rows.css';

type Props = { readonly devices: readonly DeviceSummary[]; readonly compact?: boolean };

export function DeviceRows({ devices, compact = false }: Props): JSX.Element {
  return (
    <ul
      className={`plain-list ${compact ? 'rows' : 'stack'} device-rows`}
      data-testid="device-rows"
    >
      {devices.map((device) => (
        <Row key={device.id} device={device} compact={compact} />
      ))}
    </ul>
  );
}

function airText(device: DeviceSummary, now: Instant, { t, fmt }: WordsInUse): string {
  if (device.onAirTitle !== null) return t('fleet.list.onAir', { title: device.onAirTitle });
  if (device.next === null) return t('fleet.list.noNext');
  const { title, startAt } = device.next;
  return t('fleet.list.next', { title, when: fmt.when(startAt, now) });
}

function dataText(data: DataMonth, { t, fmt }: WordsInUse): string {
  const used = fmt.size(data.usedBytes);
  const budget = fmt.size(data.budgetBytes ?? 0);
  if (data.standing === 'over') return t('fleet.list.dataOver', { used, budget });
  return data.forecastBytes === null
    ? t('fleet.list.dataNear', { used, budget })
    : t('fleet.list.dataShort', { used, budget, forecast: fmt.size(data.forecastBytes) });
}

type RowProps = { readonly device: DeviceSummary; readonly compact: boolean };

/** Drawn again only when its box has said something new. */
const Row = memo(function Row({ device, compact }: RowProps): JSX.Element {
  const words = useWords();
  const { t, fmt, pick } = words;
  const now = useNow(10_000);
  const seen =
    device.lastSeenAt === null
      ? t('fleet.list.neverSeen')
      : t('fleet.list.seen', { age: fmt.age(device.lastSeenAt, now) });
  return (
    <li className={compact ? 'device-row' : 'card device-row device-wide'} data-testid="device-row">
      <div className="stack-sm device-name">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: device.id }} className="strong">
          {device.name}
        </Link>
        <span className="small muted">{device.areaName}</span>
      </div>
      <div className="stack-sm device-says">
        <p className="small">{pick(device.sentence)}</p>
        {device.dataShort === undefined ? null : (
          <p className="small">{dataText(device.dataShort, words)}</p>
        )}
        <p className="small muted">
          {device.carriesOn === true ? `${seen} · ${t('fleet.list.selfPlays')}` : seen}
        </p>
      </div>
      <div className="stack-sm device-does">
        <Lights lights={device.lights} />
        {device.state === 'enrolled' ? (
          <p className="small muted">{airText(device, now, words)}</p>
        ) : (
          <p className="small muted">{t(`fleet.list.state.${device.state}`)}</p>
        )}
      </div>
    </li>
  );
});
