/**
 * Field and area of a bulletin — ô chọn lĩnh vực và địa bàn.
 *
 * What every bulletin has, however it is made: a field in the words of the register, and a place in
 * this person's scope.
 */
import type { AreaId } from '@loaso/shared/ids';
import { Field } from '@loaso/shared/wire/http/content';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { areasQuery } from '../api/people.js';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';
import { AreaField, areasInScope } from './area-field.js';
import { forNewWork } from './ended-areas.js';

type Place = { readonly field: Field; readonly areaId: AreaId };

export function FieldAndArea({
  value,
  onChange,
}: {
  readonly value: Place;
  readonly onChange: (change: Partial<Place>) => void;
}): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  return (
    <>
      <NativeSelect
        label={t('content.compose.field')}
        value={value.field}
        onChange={(event) => onChange({ field: Field.parse(event.currentTarget.value) })}
        data={Field.options.map((one) => ({ value: one, label: t(`words.field.${one}`) }))}
      />
      <AreaField
        label={t('content.compose.area')}
        areas={forNewWork(areasInScope(areas.data ?? [], me), value.areaId)}
        value={value.areaId}
        onChange={(areaId) => onChange({ areaId: areaId ?? me.areaId })}
      />
    </>
  );
}
