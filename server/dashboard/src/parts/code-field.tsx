/**
 * Code field — ô nhập mã 6 số.
 *
 * Six digits from the person's own phone: a number pad, filled in by the browser where it can,
 * pasted with or without a gap.
 */
import { TextInput } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { digitsOf } from './code-digits.js';
import './code-field.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly error?: ReactNode;
};

export function CodeField({ label, value, onChange, error }: Props): JSX.Element {
  return (
    <TextInput
      className="code-field"
      label={label}
      size="lg"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      value={value}
      error={error}
      onChange={(event) => onChange(digitsOf(event.currentTarget.value))}
    />
  );
}
