/**
 * Map — bản đồ xã, phường và cụm loa.
 *
 * Where the speakers stand and how they are, live; the list beside it holds the same facts for
 * keyboard and screen reader. A speaker without coordinates is listed, never put somewhere. The address
 * keeps the commune that is looked at.
 */
import { AreaId } from '@loaso/shared/ids';
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { devicesQuery, mapQuery } from '../../api/fleet.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { LIGHT } from '../../parts/lights.js';
import { Page, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import { Lists } from './lists.js';
import './map.css';

const CommuneCanvas = lazy(async () => ({
  default: (await import('./commune-canvas.js')).CommuneCanvas,
}));

const NONE: readonly DeviceSummary[] = [];

/** The chosen commune, kept in the address; a province is no commune. */
function useChosen(): readonly [string | null, (code: string | null) => void] {
  const navigate = useNavigate({ from: '/ban-do' });
  const { diaBan } = useSearch({ from: '/frame/ban-do' });
  const code = diaBan?.slice(0, 5) ?? '';
  const choose = useCallback(
    (next: string | null) =>
      void navigate({ search: next === null ? {} : { diaBan: AreaId.parse(next) } }),
    [navigate],
  );
  return [code.length === 5 ? code : null, choose];
}

export function MapScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const devices = useQuery(devicesQuery);
  const communes = useQuery(mapQuery);
  const [sought, setSought] = useState('');
  const [commune, choose] = useChosen();
  const all = devices.data ?? NONE;
  const found = all.filter(
    (device) =>
      (commune === null || device.areaId.slice(0, 5) === commune) &&
      finds(sought, device.name, device.areaName),
  );
  const names = useMemo(
    () =>
      new Map(communes.data?.features.map(({ properties: p }) => [p.code, p.fullName] as const)),
    [communes.data],
  );
  const communeName = commune === null ? undefined : names.get(commune);
  return (
    <Page title={t('shell.nav.map')} intro={<Legend />} actions={<WallLink />}>
      <ProblemNotice
        error={devices.error ?? communes.error}
        onRetry={() => Promise.all([devices.refetch(), communes.refetch()])}
      />
      <div className="map-split">
        <div className="card map-frame">
          <Suspense fallback={<Waiting />}>
            {communes.data === undefined ? (
              communes.isPending && <p className="map-wait muted">{t('fleet.map.loading')}</p>
            ) : (
              <CommuneCanvas
                communes={communes.data}
                devices={all}
                homeArea={me.areaId}
                chosen={commune}
                onChoose={choose}
              />
            )}
          </Suspense>
        </div>
        <div className="stack">
          <SearchField label={t('fleet.map.search')} value={sought} onChange={setSought} />
          {communeName === undefined ? null : (
            <Button variant="default" onClick={() => choose(null)}>
              {t('fleet.map.showAll', { name: communeName })}
            </Button>
          )}
          {devices.isError && devices.data === undefined ? null : (
            <Lists
              devices={found}
              pending={devices.isPending}
              communes={names}
              onChoose={commune === null && sought === '' ? choose : null}
            />
          )}
        </div>
      </div>
    </Page>
  );
}

function WallLink(): JSX.Element {
  const { t } = useWords();
  return <Link to="/tuong">{t('fleet.map.wall')}</Link>;
}

const LIGHTS = ['green', 'amber', 'red', 'unknown'] as const;

function Legend(): JSX.Element {
  const { t } = useWords();
  return (
    <div className="row">
      {LIGHTS.map((light) => (
        <Pill key={light} tone={LIGHT[light][0]} icon={LIGHT[light][1]}>
          {t(`words.light.${light}`)}
        </Pill>
      ))}
      <span className="small">{t('fleet.map.labelHint')}</span>
    </div>
  );
}
