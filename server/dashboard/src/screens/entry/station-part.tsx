/**
 * Station of a group — nhóm này là một đài truyền thanh của xã.
 *
 * Its name as it is said and printed, and since when its speakers are its own: diaries are counted so.
 */
import { LocalDate, localDateOf } from '@loaso/shared/time';
import { Checkbox, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { now } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { DateField } from './date-field.js';

/** Null: a group and nothing more. */
export type StationDraft = { readonly name: string; readonly since: LocalDate } | null;

/** Before the first loudspeaker of this kind there is no diary. */
const OLDEST = LocalDate.parse('2020-01-01');

export const stationDraft = (name: string | null): StationDraft =>
  name === null ? null : { name, since: localDateOf(now()) };

type Props = {
  readonly station: StationDraft;
  readonly onChange: (next: StationDraft) => void;
};

export function StationPart({ station, onChange }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Checkbox
        label={t('schedule.group.station')}
        description={t('schedule.group.stationHint')}
        checked={station !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? stationDraft('') : null)}
        data-testid="is-station"
      />
      {station === null ? null : (
        <>
          <TextInput
            label={t('schedule.group.stationName')}
            description={t('schedule.group.stationNameHint')}
            value={station.name}
            maxLength={100}
            onChange={({ currentTarget }) => onChange({ ...station, name: currentTarget.value })}
          />
          <DateField
            label={t('schedule.group.since')}
            description={t('schedule.group.sinceHint')}
            value={station.since}
            min={OLDEST}
            onChange={(since) => since !== null && onChange({ ...station, since })}
          />
        </>
      )}
    </>
  );
}
