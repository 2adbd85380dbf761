/**
 * Some stations — chỉ báo cho một số đài.
 *
 * Of a commune with several stations: which of them sound. Who works for single ones warns there alone,
 * and is told so.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Area } from '@loaso/shared/wire/http/people';
import type { Station } from '@loaso/shared/wire/http/stations';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { stationsQuery } from '../../api/stations.js';
import { useOwnBoxes } from '../../app/own-boxes.js';
import { useWords } from '../../i18n/use-words.js';
import { Checklist, flipped } from '../../parts/checklist.js';
import type { Draft } from './order.js';

/** Those that stand, with a cluster that could sound. */
export function useStationsOf(areaId: AreaId | undefined): readonly Station[] {
  const { data } = useQuery(stationsQuery);
  return (data ?? []).filter(
    (one) => one.areaId === areaId && one.stands && one.deviceIds.length > 0,
  );
}

type SaidProps = {
  readonly areaId: AreaId;
  readonly stationIds: Draft['stationIds'];
};

/** What a person who records has to say of themselves; nothing where the commune has no stations. */
export function SayStation({ areaId, stationIds }: SaidProps): JSX.Element | null {
  const { t } = useWords();
  const stations = useStationsOf(areaId);
  if (stations.length === 0) return null;
  const [one, ...more] = stations.filter(({ id }) => stationIds?.includes(id));
  return (
    <p className="small" data-testid="say-station">
      {one === undefined || more.length > 0
        ? t('emergency.write.sayArea')
        : t('emergency.write.sayStation', { names: one.name })}
    </p>
  );
}

type Props = {
  readonly draft: Draft;
  readonly change: (next: Partial<Draft>) => void;
  readonly stations: readonly Station[];
  readonly only: Area;
};

export function SomeStations({ draft, change, stations, only }: Props): JSX.Element {
  const { t } = useWords();
  const own = useOwnBoxes();
  const chosen = draft.stationIds ?? [];
  const mine = stations.filter(({ id }) => own === null || own.stationIds.includes(id));
  return (
    <>
      <p className="small muted">
        {t(own === null ? 'emergency.where.stationsNote' : 'emergency.where.stationsOwn')}
      </p>
      <Checklist
        className="alarm-communes"
        label={t('emergency.where.title')}
        find={t('emergency.where.find')}
        none={t('emergency.where.noMatch')}
        choices={mine.map(({ id, name }) => ({
          id,
          label: t('words.stationSaid.named', { name }),
          checked: chosen.includes(id),
          flip: () => change({ stationIds: flipped(chosen, id) }),
        }))}
      />
      {own === null ? (
        <button type="button" className="text-button" onClick={() => change({ stationIds: null })}>
          {t('emergency.where.only', { area: only.name })}
        </button>
      ) : null}
    </>
  );
}
