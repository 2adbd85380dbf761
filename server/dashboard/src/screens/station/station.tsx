/**
 * Settings of an area — cài đặt đọc của địa bàn.
 *
 * Its name on air, how it says numbers, which languages it hears and in what order. Each is the
 * area's own or that of the area above.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { AreaSettings } from '@loaso/shared/wire/http/lexicon';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { areasQuery } from '../../api/people.js';
import { settingsQuery } from '../../api/studio.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { StationForm } from './station-form.js';
import './station.css';

export function StationScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page title={t('studio.station.title')} intro={t('studio.station.intro')}>
      {may.teach(me.role) ? (
        <Chosen />
      ) : (
        <div className="card">
          <Empty icon="dials" title={t('studio.station.notAllowed')} />
        </div>
      )}
    </Page>
  );
}

function Chosen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate({ from: '/cai-dat' });
  const { diaBan } = useSearch({ from: '/frame/cai-dat' });
  const areas = useQuery(areasQuery);
  const areaId = diaBan ?? me.areaId;
  const scope = areasInScope(areas.data ?? [], me);
  return (
    <>
      {scope.length > 1 ? (
        <AreaField
          label={t('content.page.area')}
          areas={scope}
          value={areaId}
          onChange={(chosen) =>
            void navigate({ search: { diaBan: chosen ?? undefined }, replace: true })
          }
        />
      ) : null}
      <ProblemNotice error={areas.error} onRetry={areas.refetch} />
      <OfArea areaId={areaId} />
    </>
  );
}

/** Anew whenever the settings were changed by somebody, and for each area. */
const keyOf = ({ areaId, updatedAt }: AreaSettings): string => `${areaId} ${updatedAt ?? 0}`;

function OfArea({ areaId }: { readonly areaId: AreaId }): JSX.Element {
  const settings = useQuery(settingsQuery(areaId));
  return (
    <>
      <ProblemNotice error={settings.error} onRetry={settings.refetch} />
      {settings.isPending ? <Waiting /> : null}
      {settings.data === undefined ? null : (
        <StationForm key={keyOf(settings.data)} settings={settings.data} />
      )}
    </>
  );
}
