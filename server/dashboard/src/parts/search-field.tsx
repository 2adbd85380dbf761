/**
 * Search field — ô tìm kiếm.
 *
 * Finds with or without diacritics: "an nhon" finds "An Nhơn".
 */
import { CloseButton, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export function SearchField({ label, value, onChange }: Props): JSX.Element {
  const { t } = useWords();
  const clear =
    value === '' ? null : (
      <CloseButton aria-label={t('shell.app.clear')} onClick={() => onChange('')} />
    );
  return (
    <TextInput
      className="grow"
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<Icon name="search" size={18} />}
      rightSection={clear}
    />
  );
}
