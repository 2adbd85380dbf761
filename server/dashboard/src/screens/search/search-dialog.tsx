/**
 * Search everywhere — tìm mọi thứ.
 *
 * One field over bulletins, schedule lines, speakers, places, people and screens, with or without
 * diacritics. Made for the keyboard: type, arrow down, Enter. Fetched when it is opened.
 */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, type KeyboardEvent, useId, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/problem.js';
import { foundIn, type Thing } from './found.js';
import { useThings } from './use-things.js';
import './search.css';

/** The typing pauses so long before the server is asked, milliseconds. */
const PAUSE_MS = 200;

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function SearchDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog opened title={t('search.title')} onClose={onClose}>
      <Search onClose={onClose} />
    </Dialog>
  );
}

function Search({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  const { things, trusted, waiting, error } = useThings(settled);
  const found = foundIn(things, typed, typed === settled ? trusted : new Set());
  const chosen = found[Math.min(at, found.length - 1)];
  const go = ({ href }: Thing): void => {
    onClose();
    void navigate({ href });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((old) => (Math.min(old, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      go(chosen);
    }
  };
  return (
    <div className="stack search-all" data-testid="search">
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : optionId(listId, chosen)}
        autoComplete="off"
        placeholder={t('search.label')}
        leftSection={<Icon name="search" size={18} />}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
      />
      <ProblemNotice error={error} />
      <Options listId={listId} found={found} chosen={chosen} onGo={go} />
      <p className="small muted" role="status">
        {typed.trim() === '' ? t('search.hint') : null}
        {typed.trim() !== '' && found.length === 0
          ? t(waiting || typed !== settled ? 'search.waiting' : 'search.none')
          : null}
        {found.length > 0 ? t('search.found', { n: found.length }) : null}
      </p>
    </div>
  );
}

const optionId = (listId: string, { kind, id }: Thing): string => `${listId}-${kind}-${id}`;

type OptionsProps = {
  readonly listId: string;
  readonly found: readonly Thing[];
  readonly chosen: Thing | undefined;
  readonly onGo: (thing: Thing) => void;
};

function Options({ listId, found, chosen, onGo }: OptionsProps): JSX.Element {
  const { t } = useWords();
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return (
    <div id={listId} role="listbox" aria-label={t('search.results')} className="search-list">
      {kinds.map((kind) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
        <div key={kind} role="group" aria-label={t(`search.kind.${kind}`)}>
          <p className="small muted search-kind" aria-hidden="true">
            {t(`search.kind.${kind}`)}
          </p>
          {found
            .filter((one) => one.kind === kind)
            .map((one) => (
              <Option
                key={one.id}
                id={optionId(listId, one)}
                thing={one}
                selected={one === chosen}
                onGo={onGo}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly thing: Thing;
  readonly selected: boolean;
  readonly onGo: (thing: Thing) => void;
};

/** The keyboard stays in the field, which names the chosen option; a pointer clicks it here. */
function Option({ id, thing, selected, onGo }: OptionProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered in the field
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className="search-option"
      ref={selected ? (node) => node?.scrollIntoView({ block: 'nearest' }) : null}
      onClick={() => onGo(thing)}
    >
      <Icon name={thing.icon} />
      <span className="grow wrap-any">
        {thing.title}
        {thing.about === '' ? null : (
          <span className="small muted search-about">{thing.about}</span>
        )}
      </span>
    </div>
  );
}
