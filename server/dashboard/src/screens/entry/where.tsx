/**
 * Where — phát ở đâu.
 *
 * Whole areas or single speakers of this person's scope, found without diacritics.
 */
import { Checkbox, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { devicesQuery } from '../../api/fleet.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { areasInScope } from '../../parts/area-field.js';
import { finds } from '../../parts/fold.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import type { PartProps } from './part-props.js';

type Kind = 'areas' | 'boxes';
/** A short list needs no search. */
const SEARCH_FROM = 8;

type Choice = { readonly id: string; readonly label: string; readonly checked: boolean };

const flip = <T,>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

export function Where({ draft, change, title }: PartProps): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const devices = useQuery(devicesQuery);
  const [kind, setKind] = useState<Kind>('areas');
  const [sought, setSought] = useState('');
  const areaChoices = areasInScope(areas.data ?? [], me).map((area) => ({
    id: area.id,
    label: area.name,
    checked: draft.areaIds.includes(area.id),
    flip: () => change({ areaIds: flip(draft.areaIds, area.id) }),
  }));
  const boxChoices = (devices.data ?? [])
    .filter(({ state }) => state !== 'revoked')
    .map((device) => ({
      id: device.id,
      label: t('schedule.add.whereBox', { name: device.name, area: device.areaName }),
      checked: draft.deviceIds.includes(device.id),
      flip: () => change({ deviceIds: flip(draft.deviceIds, device.id) }),
    }));
  const all = kind === 'areas' ? areaChoices : boxChoices;
  const found = all.filter(({ label, checked }) => checked || finds(sought, label));
  return (
    <Section title={title ?? t('schedule.add.where')} testId="where">
      <ProblemNotice error={areas.error ?? devices.error} />
      <SegmentedControl
        aria-label={t('schedule.add.where')}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          { value: 'areas', label: t('schedule.add.whereAreas') },
          { value: 'boxes', label: t('schedule.add.whereBoxes') },
        ]}
      />
      {all.length > SEARCH_FROM ? (
        <SearchField label={t('schedule.add.whereFind')} value={sought} onChange={setSought} />
      ) : null}
      <Choices choices={found} />
      <p className="small muted" role="status">
        {t('schedule.add.chosen', {
          n: fmt.number(draft.areaIds.length + draft.deviceIds.length),
        })}
      </p>
    </Section>
  );
}

type ChoicesProps = { readonly choices: readonly (Choice & { readonly flip: () => void })[] };

function Choices({ choices }: ChoicesProps): JSX.Element {
  const { t } = useWords();
  if (choices.length === 0) return <p className="muted">{t('schedule.add.whereNone')}</p>;
  return (
    // A long list scrolls inside; it takes the focus so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <ul className="plain-list choices" tabIndex={0}>
      {choices.map((choice) => (
        <li key={choice.id}>
          <Checkbox
            size="md"
            label={choice.label}
            checked={choice.checked}
            onChange={choice.flip}
          />
        </li>
      ))}
    </ul>
  );
}
