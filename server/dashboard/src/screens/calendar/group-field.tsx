/**
 * Which group — chỉ xem một nhóm cụm loa.
 *
 * A former station, a market, a coast looked at alone; not there where the area has no group.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { groupsQuery } from '../../api/cluster-groups.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';

type Props = {
  readonly areaIds: readonly AreaId[];
  readonly value: ClusterGroupId | undefined;
  readonly onChange: (next: ClusterGroupId | undefined) => void;
};

export function GroupField({ areaIds, value, onChange }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  const me = useMe();
  const groups = useQuery({ ...groupsQuery, enabled: may.readContent(me.role) });
  const here = (groups.data ?? []).filter(({ areaId }) => areaIds.includes(areaId));
  if (here.length === 0) return null;
  return (
    <Select
      label={t('schedule.group.only')}
      placeholder={t('schedule.group.all')}
      clearable
      searchable
      value={value ?? null}
      onChange={(next) => onChange((next as ClusterGroupId | null) ?? undefined)}
      data={here.map(({ id, name, deviceIds }) => ({
        value: id,
        label: t('schedule.group.named', { name, n: fmt.number(deviceIds.length) }),
      }))}
    />
  );
}
