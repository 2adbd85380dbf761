/**
 * Stations of a person — đài người này phụ trách.
 *
 * Of a commune with several stations, and of those roles that may work for single ones; not there else.
 * None chosen is all of the commune.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import type { Role } from '@loaso/shared/wire/http/people';
import type { Station } from '@loaso/shared/wire/http/stations';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { stationsQuery } from '../../api/stations.js';
import { useWords } from '../../i18n/use-words.js';
import { flipped } from '../../parts/checklist.js';

const BOUND: readonly Role[] = ['official', 'technician'];

type Duty = { readonly role: Role; readonly areaId: AreaId | null };

/** Which a person of this duty may be given. */
export const stationsFor = (
  stations: readonly Station[],
  { role, areaId }: Duty,
): readonly Station[] =>
  BOUND.includes(role) ? stations.filter((one) => one.areaId === areaId && one.stands) : [];

type Props = {
  readonly duty: Duty;
  readonly value: readonly ClusterGroupId[];
  readonly onChange: (next: ClusterGroupId[]) => void;
};

export function StationsField({ duty, value, onChange }: Props): JSX.Element | null {
  const { t } = useWords();
  const stations = useQuery(stationsQuery);
  const choices = stationsFor(stations.data ?? [], duty);
  if (choices.length === 0) return null;
  return (
    <fieldset className="user-stations stack-sm" data-testid="user-stations">
      <legend>{t('office.people.stations')}</legend>
      <p className="small muted">
        {t(value.length === 0 ? 'office.people.stationsAll' : 'office.people.stationsSome')}
      </p>
      {choices.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={t('words.stationSaid.named', { name })}
          checked={value.includes(id)}
          onChange={() => onChange(flipped(value, id))}
        />
      ))}
    </fieldset>
  );
}
