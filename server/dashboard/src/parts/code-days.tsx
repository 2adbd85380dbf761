/**
 * Days of a code — mã dùng được mấy ngày.
 *
 * As short as the way to the pole allows: a paper may be lost.
 */
import { TICKET_DAYS_MAX } from '@loaso/shared/wire/http/fleet';
import { Select } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';

const CHOICES = [1, 3, 7, TICKET_DAYS_MAX];

type Props = { readonly days: number; readonly onChange: (days: number) => void };

export function CodeDays({ days, onChange }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <Select
      label={t('enrolment.lasts')}
      allowDeselect={false}
      data={CHOICES.map((n) => ({
        value: String(n),
        label: t('enrolment.days', { n: fmt.number(n) }),
      }))}
      value={String(days)}
      onChange={(value) => onChange(Number(value))}
    />
  );
}
