/**
 * Checklist — danh sách đánh dấu.
 *
 * Things to be ticked, found without diacritics where they are many; what is ticked stays in sight.
 */
import { Checkbox } from '@mantine/core';
import { type JSX, type ReactNode, useState } from 'react';
import { finds } from './fold.js';
import { SearchField } from './search-field.js';

/** A short list needs no search. */
const SEARCH_FROM = 8;

export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly flip: () => void;
  /** Beside it. */
  readonly aside?: ReactNode;
};

export const flipped = <T,>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

type Props = {
  readonly choices: readonly Choice[];
  /** What the list is, for who does not see it. */
  readonly label: string;
  readonly find: string;
  readonly none: string;
  readonly className?: string;
};

export function Checklist({ choices, label, find, none, className }: Props): JSX.Element {
  const [sought, setSought] = useState('');
  const found = choices.filter((one) => one.checked || finds(sought, one.label));
  return (
    <>
      {choices.length > SEARCH_FROM ? (
        <SearchField label={find} value={sought} onChange={setSought} />
      ) : null}
      {found.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        // A long list scrolls inside; it takes the focus so that the keyboard can scroll it.
        <ul
          className={`plain-list ${className ?? 'choices'}`}
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
          tabIndex={0}
        >
          {found.map((choice) => (
            <li key={choice.id} className="row row-apart">
              <Checkbox
                size="md"
                label={choice.label}
                checked={choice.checked}
                onChange={choice.flip}
              />
              {choice.aside}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
