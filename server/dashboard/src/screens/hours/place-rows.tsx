/**
 * Places that need more quiet — nơi cần yên tĩnh hơn.
 *
 * One card for each kind of place: how loud, and when silent besides. Only ever less than elsewhere.
 */
import { SpecialPlaceKind } from '@loaso/shared/place-kind';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { EVERY_DAY, type PlaceDraft, type QuietDraft, quietFault } from './place-draft.js';

const QUIET_MAX = 4;
const NOON: QuietDraft = { days: EVERY_DAY, from: '11:30', to: '14:00' };

type Props = {
  readonly places: readonly PlaceDraft[];
  readonly onChange: (places: readonly PlaceDraft[]) => void;
};

export function PlaceRows({ places, onChange }: Props): JSX.Element {
  const { t } = useWords();
  const named = new Set(places.map(({ kind }) => kind));
  const free = SpecialPlaceKind.options.filter((kind) => !named.has(kind));
  const [next] = free.includes('clinic') ? (['clinic'] as const) : free;
  return (
    <div className="stack">
      <div>
        <h3>{t('hours.place.title')}</h3>
        <p className="small muted">{t('hours.place.hint')}</p>
      </div>
      {places.map((place, index) => (
        <PlaceRow
          key={place.kind}
          place={place}
          kinds={SpecialPlaceKind.options.filter((kind) => kind === place.kind || !named.has(kind))}
          onChange={(changed) => onChange(places.with(index, changed))}
          onRemove={() => onChange(places.toSpliced(index, 1))}
        />
      ))}
      <div className="row">
        <Button
          variant="default"
          leftSection={<Icon name="map" size={18} />}
          disabled={next === undefined}
          onClick={() =>
            next === undefined
              ? undefined
              : onChange([...places, { kind: next, volume: 60, quiet: [NOON] }])
          }
        >
          {t('hours.place.add')}
        </Button>
      </div>
    </div>
  );
}

type RowProps = {
  readonly place: PlaceDraft;
  readonly kinds: readonly SpecialPlaceKind[];
  readonly onChange: (place: PlaceDraft) => void;
  readonly onRemove: () => void;
};

function PlaceRow({ place, kinds, onChange, onRemove }: RowProps): JSX.Element {
  const { t } = useWords();
  const change = (part: Partial<PlaceDraft>): void => onChange({ ...place, ...part });
  const kind = t(`hours.place.kind.${place.kind}`);
  return (
    <fieldset className="hours-window stack-sm" data-testid="place-rule">
      <legend className="strong">{kind}</legend>
      <div className="hours-fields">
        <NativeSelect
          size="md"
          label={t('hours.place.which')}
          value={place.kind}
          data={kinds.map((value) => ({ value, label: t(`hours.place.kind.${value}`) }))}
          onChange={(event) => change({ kind: SpecialPlaceKind.parse(event.currentTarget.value) })}
        />
        <NumberInput
          size="md"
          label={t('hours.place.loudest')}
          min={1}
          max={100}
          step={10}
          clampBehavior="blur"
          allowDecimal={false}
          value={place.volume}
          error={place.volume === '' ? t('hours.edit.numberWrong') : null}
          onChange={(value) => change({ volume: typeof value === 'number' ? value : '' })}
        />
      </div>
      {place.quiet.map((quiet, index) => (
        <Quiet
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, nothing else names it
          key={index}
          n={index + 1}
          quiet={quiet}
          onChange={(changed) => change({ quiet: place.quiet.with(index, changed) })}
          onRemove={() => change({ quiet: place.quiet.toSpliced(index, 1) })}
        />
      ))}
      <div className="row row-apart">
        <Button
          size="sm"
          variant="subtle"
          leftSection={<Icon name="clock" size={16} />}
          disabled={place.quiet.length >= QUIET_MAX}
          onClick={() => change({ quiet: [...place.quiet, NOON] })}
        >
          {t('hours.place.quietAdd')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          leftSection={<Icon name="cross" size={16} />}
          onClick={onRemove}
        >
          {t('hours.place.remove', { kind })}
        </Button>
      </div>
    </fieldset>
  );
}

type QuietProps = {
  readonly n: number;
  readonly quiet: QuietDraft;
  readonly onChange: (quiet: QuietDraft) => void;
  readonly onRemove: () => void;
};

function Quiet({ n, quiet, onChange, onRemove }: QuietProps): JSX.Element {
  const { t } = useWords();
  const fault = quietFault(quiet);
  const wrong = { to: t('hours.edit.timeWrong'), order: t('hours.edit.orderWrong') };
  return (
    <div className="stack-sm">
      <div className="hours-fields">
        <TextInput
          label={t('hours.place.quietFrom')}
          inputMode="numeric"
          value={quiet.from}
          error={fault === 'from' ? t('hours.edit.timeWrong') : null}
          onChange={(event) => onChange({ ...quiet, from: event.currentTarget.value })}
        />
        <TextInput
          label={t('hours.place.quietTo')}
          inputMode="numeric"
          value={quiet.to}
          error={fault === null || fault === 'from' ? null : wrong[fault]}
          onChange={(event) => onChange({ ...quiet, to: event.currentTarget.value })}
        />
      </div>
      <div className="row row-end">
        <Button size="sm" variant="subtle" onClick={onRemove}>
          {t('hours.place.quietRemove', { n })}
        </Button>
      </div>
    </div>
  );
}
