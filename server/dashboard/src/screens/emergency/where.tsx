/**
 * Where to warn — phát ở đâu.
 *
 * The own commune without a question; for somebody above communes, a list found without diacritics.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Area } from '@loaso/shared/wire/http/people';
import { Checkbox } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { Icon } from '../../parts/icon.js';
import { SearchField } from '../../parts/search-field.js';
import type { Draft } from './order.js';
import { StepCard } from './step-card.js';

const SEARCH_FROM = 8;

type Props = {
  readonly draft: Draft;
  readonly change: (next: Partial<Draft>) => void;
  readonly choices: readonly Area[];
};

export function Where({ draft, change, choices }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [only] = choices;
  return (
    <StepCard
      n={1}
      title={t('emergency.where.title')}
      testId="step-where"
      aside={
        choices.length > 1 ? (
          <span className="small muted" role="status">
            {t('emergency.where.chosen', { n: fmt.number(draft.areaIds.length) })}
          </span>
        ) : null
      }
    >
      {only !== undefined && choices.length === 1 ? (
        <p className="alarm-only">
          <Icon name="map" />
          <span className="strong">{t('emergency.where.only', { area: only.name })}</span>
        </p>
      ) : (
        <Communes draft={draft} change={change} choices={choices} />
      )}
    </StepCard>
  );
}

const flip = (list: readonly AreaId[], one: AreaId): AreaId[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

function Communes({ draft, change, choices }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [sought, setSought] = useState('');
  const found = choices.filter(({ id, name }) => draft.areaIds.includes(id) || finds(sought, name));
  const allChosen = draft.areaIds.length === choices.length;
  return (
    <>
      {choices.length > SEARCH_FROM ? (
        <SearchField label={t('emergency.where.find')} value={sought} onChange={setSought} />
      ) : null}
      {/* A long list scrolls inside; it takes the focus so that the keyboard can scroll it. */}
      <ul
        className="plain-list alarm-communes"
        aria-label={t('emergency.where.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
      >
        {found.map(({ id, name }) => (
          <li key={id}>
            <Checkbox
              label={name}
              checked={draft.areaIds.includes(id)}
              onChange={() => change({ areaIds: flip(draft.areaIds, id) })}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="text-button"
        onClick={() => change({ areaIds: allChosen ? [] : choices.map(({ id }) => id) })}
      >
        {allChosen
          ? t('emergency.where.clear')
          : t('emergency.where.all', { n: fmt.number(choices.length) })}
      </button>
    </>
  );
}
