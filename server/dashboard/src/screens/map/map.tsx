/**
 * Map — bản đồ xã, phường và cụm loa.
 *
 * Where the speakers stand and how they are, live; the list beside it holds the same facts for
 * keyboard and screen reader. A speaker without coordinates is listed, never put somewhere.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, lazy, Suspense, useState } from 'react';
import { devicesQuery, mapQuery } from '../../api/fleet.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { DeviceRows } from '../../parts/device-rows.js';
import { finds } from '../../parts/fold.js';
import { LIGHT } from '../../parts/lights.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import './map.css';

const CommuneCanvas = lazy(async () => ({
  default: (await import('./commune-canvas.js')).CommuneCanvas,
}));

export function MapScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const devices = useQuery(devicesQuery);
  const communes = useQuery(mapQuery);
  const [sought, setSought] = useState('');
  const [commune, setCommune] = useState<string | null>(null);
  const all = devices.data ?? [];
  const found = all.filter(
    (device) =>
      (commune === null || device.areaId.slice(0, 5) === commune) &&
      finds(sought, device.name, device.areaName),
  );
  const communeName = communes.data?.features.find(({ properties }) => properties.code === commune)
    ?.properties.fullName;
  return (
    <Page title={t('shell.nav.map')} intro={<Legend />}>
      <ProblemNotice error={devices.error} onRetry={devices.refetch} />
      <ProblemNotice error={communes.error} onRetry={communes.refetch} />
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
                onChoose={setCommune}
              />
            )}
          </Suspense>
        </div>
        <div className="stack">
          <SearchField label={t('fleet.map.search')} value={sought} onChange={setSought} />
          {communeName === undefined ? null : (
            <Button variant="default" onClick={() => setCommune(null)}>
              {t('fleet.map.showAll', { name: communeName })}
            </Button>
          )}
          <Lists devices={found} pending={devices.isPending} />
        </div>
      </div>
    </Page>
  );
}

type ListsProps = { readonly devices: readonly DeviceSummary[]; readonly pending: boolean };

function Lists({ devices, pending }: ListsProps): JSX.Element {
  const { t } = useWords();
  const placed = devices.filter(({ position }) => position !== null);
  const lost = devices.filter(({ position }) => position === null);
  if (pending) return <Waiting />;
  return (
    <>
      <Section title={t('fleet.list.title')} testId="map-list">
        {placed.length === 0 ? (
          <p className="muted">{t('fleet.map.none')}</p>
        ) : (
          <DeviceRows devices={placed} compact />
        )}
      </Section>
      {lost.length === 0 ? null : (
        <Section title={t('fleet.map.noPosition')} testId="no-position">
          <p className="small muted">{t('fleet.map.noPositionHint')}</p>
          <DeviceRows devices={lost} compact />
        </Section>
      )}
    </>
  );
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
