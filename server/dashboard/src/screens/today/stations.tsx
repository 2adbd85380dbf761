/**
 * Stations today — các đài của xã hôm nay.
 *
 * For a commune with several: the same figures as beside it, for each station and for what is in none.
 * Together the rows are the commune.
 */
import type { StationToday } from '@loaso/shared/wire/http/stations';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';

export function StationsToday({
  stations,
}: {
  readonly stations: readonly StationToday[] | undefined;
}): JSX.Element | null {
  const { t } = useWords();
  if (stations === undefined) return null;
  return (
    <Section title={t('shell.today.stations.title')} testId="stations-today">
      <ul className="plain-list rows">
        {stations.map((station) => (
          <li key={station.id}>
            <StationRow station={station} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const OUTCOMES = ['played', 'interrupted', 'missed', 'unknown'] as const;

function StationRow({ station }: { readonly station: StationToday }): JSX.Element {
  const { t, fmt } = useWords();
  const { id, name, today } = station;
  const counted = (['total', 'reachable', 'ready', 'audible', 'silent'] as const).map((one) =>
    t(`shell.today.stations.${one}`, { n: fmt.number(station[one]) }),
  );
  const outcomes = OUTCOMES.filter((one) => today[one] > 0).map(
    (one) => `${fmt.number(today[one])} ${t(`words.airingState.${one}`).toLocaleLowerCase()}`,
  );
  const planned = t('shell.today.stations.planned', { n: fmt.number(today.planned) });
  return (
    <>
      <p className="strong">{id === 'none' ? t('shell.today.stations.none') : name}</p>
      <p className="small">{counted.join(' · ')}</p>
      <p className="small muted">
        {today.planned === 0
          ? t('shell.today.stations.nothing')
          : [planned, ...outcomes].join(' · ')}
      </p>
    </>
  );
}
