/**
 * Area field — ô chọn địa bàn.
 *
 * Searchable without diacritics; lists what lies in this person's scope. Above the scope the tree is
 * only shown for names.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Area, User } from '@loaso/shared/wire/http/people';
import { type ComboboxItem, type OptionsFilter, Select } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { useWords } from '../i18n/use-words.js';
import { labelOf } from './ended-areas.js';
import { finds } from './fold.js';

/** The areas at or below the user's own, in the order of the tree. */
export function areasInScope(areas: readonly Area[], user: Pick<User, 'areaId'>): Area[] {
  const inside = new Set<string>([user.areaId]);
  const sorted = [...areas].sort((a, b) => rankOf(a) - rankOf(b));
  for (const area of sorted) {
    if (area.parentId !== null && inside.has(area.parentId)) inside.add(area.id);
  }
  return sorted.filter((area) => inside.has(area.id));
}

const rankOf = (area: Area): number => ({ province: 0, commune: 1, hamlet: 2 })[area.level];

const filter: OptionsFilter = ({ options, search, limit }) =>
  (options as ComboboxItem[]).filter((option) => finds(search, option.label)).slice(0, limit);

type Props = {
  readonly label: string;
  readonly areas: readonly Area[];
  readonly value: AreaId | null;
  readonly onChange: (value: AreaId | null) => void;
  readonly error?: ReactNode;
  readonly clearable?: boolean;
};

export function AreaField(props: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Select
      label={props.label}
      searchable
      allowDeselect={false}
      clearable={props.clearable === true}
      limit={200}
      maxDropdownHeight={280}
      filter={filter}
      error={props.error}
      data={props.areas.map((area) => ({ value: area.id, label: labelOf(area, t) }))}
      value={props.value}
      onChange={(value) => props.onChange(value as AreaId | null)}
    />
  );
}
