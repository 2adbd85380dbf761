/**
 * Where to warn — phát ở đâu.
 *
 * The own commune without a question, or some of its hamlets; for somebody above communes, a list found
 * without diacritics.
 */
import type { Area } from '@loaso/shared/wire/http/people';
import type { Station } from '@loaso/shared/wire/http/stations';
import type { JSX } from 'react';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { Checklist, flipped } from '../../parts/checklist.js';
import { labelOf } from '../../parts/ended-areas.js';
import { Icon } from '../../parts/icon.js';
import type { Draft } from './order.js';
import { SomeStations, useStationsOf } from './some-stations.js';
import { StepCard } from './step-card.js';

type Change = (next: Partial<Draft>) => void;

type Props = {
  readonly draft: Draft;
  readonly change: Change;
  readonly choices: readonly Area[];
  /** Of the only commune there is to choose. */
  readonly hamlets: readonly Area[];
};

export function Where({ draft, change, choices, hamlets }: Props): JSX.Element {
  const words = useWords();
  const [only] = choices;
  const whole = only !== undefined && choices.length === 1 && draft.areaIds[0] === only.id;
  const stations = useStationsOf(only?.id);
  const all = whole && draft.stationIds === null;
  return (
    <StepCard
      n={1}
      title={words.t('emergency.where.title')}
      testId="step-where"
      aside={
        all ? null : (
          <span className="small muted" role="status">
            {chosenIn(draft, choices, words)}
          </span>
        )
      }
    >
      {only === undefined || choices.length > 1 ? (
        <Communes draft={draft} change={change} choices={choices} />
      ) : (
        <OneCommune {...{ draft, change, hamlets, only, whole, stations }} />
      )}
    </StepCard>
  );
}

/** How many places of which kind. */
function chosenIn(
  { areaIds, stationIds }: Draft,
  choices: readonly Area[],
  { t, fmt }: WordsInUse,
): string {
  if (stationIds !== null) {
    return t('emergency.where.stationsChosen', { n: fmt.number(stationIds.length) });
  }
  const n = fmt.number(areaIds.length);
  return choices.length > 1
    ? t('emergency.where.chosen', { n })
    : t('emergency.where.hamletsChosen', { n });
}

type OneProps = {
  readonly draft: Draft;
  readonly change: Change;
  readonly hamlets: readonly Area[];
  readonly only: Area;
  readonly whole: boolean;
  readonly stations: readonly Station[];
};

/** All of it unless somebody says otherwise: nobody should wake a commune over one hamlet. */
function OneCommune({ draft, change, hamlets, only, whole, stations }: OneProps): JSX.Element {
  const { t } = useWords();
  if (draft.stationIds !== null) return <SomeStations {...{ draft, change, stations, only }} />;
  if (!whole) {
    return (
      <>
        <p className="small muted">{t('emergency.where.hamletsNote')}</p>
        <Places draft={draft} change={change} choices={hamlets} />
        <button
          type="button"
          className="text-button"
          onClick={() => change({ areaIds: [only.id] })}
        >
          {t('emergency.where.only', { area: only.name })}
        </button>
      </>
    );
  }
  return (
    <>
      <p className="alarm-only">
        <Icon name="map" />
        <span className="strong">{t('emergency.where.only', { area: only.name })}</span>
      </p>
      {hamlets.length === 0 ? null : (
        <button type="button" className="text-button" onClick={() => change({ areaIds: [] })}>
          {t('emergency.where.hamlets')}
        </button>
      )}
      {stations.length === 0 ? null : (
        <button type="button" className="text-button" onClick={() => change({ stationIds: [] })}>
          {t('emergency.where.stations')}
        </button>
      )}
    </>
  );
}

type ListProps = Omit<Props, 'hamlets'>;

function Communes({ draft, change, choices }: ListProps): JSX.Element {
  const { t, fmt } = useWords();
  const allChosen = draft.areaIds.length === choices.length;
  return (
    <>
      <Places draft={draft} change={change} choices={choices} />
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

function Places({ draft, change, choices }: ListProps): JSX.Element {
  const { t } = useWords();
  return (
    <Checklist
      className="alarm-communes"
      label={t('emergency.where.title')}
      find={t('emergency.where.find')}
      none={t('emergency.where.noMatch')}
      choices={choices.map((area) => ({
        id: area.id,
        label: labelOf(area, t),
        checked: draft.areaIds.includes(area.id),
        flip: () => change({ areaIds: flipped(draft.areaIds, area.id) }),
      }))}
    />
  );
}
