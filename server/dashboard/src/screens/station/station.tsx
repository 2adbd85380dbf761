/**
 * Settings of an area — cài đặt đọc của địa bàn.
 *
 * Its name on air, how it says numbers, which languages it hears and in what order. Each is the
 * area's own or that of the area above.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { AreaSettings } from '@loaso/shared/wire/http/lexicon';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { settingsQuery } from '../../api/studio.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaFrame } from '../../parts/area-frame.js';
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
  return (
    <AreaFrame label={t('content.page.area')} at="/cai-dat">
      {(areaId) => <OfArea areaId={areaId} />}
    </AreaFrame>
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
