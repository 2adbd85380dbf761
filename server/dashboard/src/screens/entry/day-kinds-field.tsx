/**
 * Kinds of days — ngày thường, trừ lễ, chỉ lễ.
 *
 * The three that officials ask for by name, and all days; another mixture, made elsewhere, is kept.
 */
import type { DayKind } from '@loaso/shared/wire/http/schedule';
import { NativeSelect } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import type { PartProps } from './part-props.js';

const CHOICES = {
  all: null,
  ordinary: ['ordinary'],
  notHoliday: ['ordinary', 'weekend'],
  holiday: ['holiday'],
} as const satisfies Record<string, readonly DayKind[] | null>;
type Choice = keyof typeof CHOICES;
const NAMES = Object.keys(CHOICES) as Choice[];

const keyOf = (kinds: readonly DayKind[] | null): string => [...(kinds ?? [])].sort().join();

export function DayKindsField({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  const chosen = NAMES.find((name) => keyOf(CHOICES[name]) === keyOf(draft.dayKinds)) ?? 'all';
  return (
    <NativeSelect
      label={t('schedule.kinds.label')}
      description={t('schedule.kinds.hint')}
      value={chosen}
      onChange={(event) => change({ dayKinds: CHOICES[event.currentTarget.value as Choice] })}
      data={NAMES.map((name) => ({ value: name, label: t(`schedule.kinds.${name}`) }))}
    />
  );
}
