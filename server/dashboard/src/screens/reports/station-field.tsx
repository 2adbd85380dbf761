/**
 * Which station — chọn một đài của xã.
 *
 * One station of the commune that is looked at, or what is in none; not there where it has none.
 */
import type { AreaId } from '@loaso/shared/ids';
import { StationChoice } from '@loaso/shared/wire/http/stations';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { areasQuery } from '../../api/people.js';
import { stationsQuery } from '../../api/stations.js';
import { useWords } from '../../i18n/use-words.js';

type Props = {
  readonly areaId: AreaId;
  readonly value: StationChoice | null;
  readonly onChange: (station: StationChoice | null) => void;
};

export function StationField({ areaId, value, onChange }: Props): JSX.Element | null {
  const { t } = useWords();
  const areas = useQuery(areasQuery);
  const stations = useQuery(stationsQuery);
  const parent = areas.data?.find(({ id }) => id === areaId)?.parentId;
  const here = (stations.data ?? []).filter((one) => [areaId, parent].includes(one.areaId));
  if (here.length === 0 && value === null) return null;
  return (
    <Select
      label={t('report.station.one')}
      placeholder={t('report.station.all')}
      clearable
      data={[
        ...here.map(({ id, name, stands }) => ({
          value: id as string,
          label: t(stands ? 'report.station.named' : 'report.station.former', { name }),
        })),
        { value: 'none', label: t('report.station.none') },
      ]}
      value={value}
      onChange={(next) => onChange(next === null ? null : StationChoice.parse(next))}
      data-testid="report-station"
    />
  );
}
