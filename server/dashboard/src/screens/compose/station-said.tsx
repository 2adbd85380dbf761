/**
 * Which station says it — bản tin do đài nào đọc.
 *
 * Of a commune with several stations; not there where it has none.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { stationsQuery } from '../../api/stations.js';
import { useWords } from '../../i18n/use-words.js';

type Props = {
  readonly areaId: AreaId;
  readonly value: ClusterGroupId | undefined;
  readonly onChange: (next: ClusterGroupId | undefined) => void;
};

export function StationSaid({ areaId, value, onChange }: Props): JSX.Element | null {
  const { t } = useWords();
  const stations = useQuery(stationsQuery);
  const here = (stations.data ?? []).filter((one) => one.areaId === areaId && one.stands);
  if (here.length === 0) return null;
  return (
    <Select
      label={t('words.stationSaid.label')}
      description={t('words.stationSaid.hint')}
      placeholder={t('words.stationSaid.ofArea')}
      clearable
      data={here.map(({ id, name }) => ({
        value: id,
        label: t('words.stationSaid.named', { name }),
      }))}
      value={value ?? null}
      onChange={(next) => onChange(here.find(({ id }) => id === next)?.id)}
    />
  );
}
