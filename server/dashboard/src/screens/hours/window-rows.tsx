/**
 * Rows of windows — các khung giờ.
 *
 * One card for each: days, from, until, how loud. What is wrong is said under its field.
 */
import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { Translate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { faultOf, WINDOWS_WRITTEN_MAX, type WindowDraft } from './draft.js';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const FRESH: WindowDraft = { days: [...DAYS], from: '05:00', to: '06:00', volume: 100 };

type Props = {
  readonly windows: readonly WindowDraft[];
  readonly onChange: (windows: readonly WindowDraft[]) => void;
};

export function WindowRows({ windows, onChange }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack">
      {windows.map((window, index) => (
        <WindowRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, nothing else names it
          key={index}
          n={index + 1}
          window={window}
          onChange={(next) => onChange(windows.with(index, next))}
          onRemove={() => onChange(windows.toSpliced(index, 1))}
        />
      ))}
      <div className="row">
        <Button
          variant="default"
          leftSection={<Icon name="clock" size={18} />}
          disabled={windows.length >= WINDOWS_WRITTEN_MAX}
          onClick={() => onChange([...windows, FRESH])}
        >
          {t('hours.edit.add')}
        </Button>
      </div>
    </div>
  );
}

type RowProps = {
  readonly n: number;
  readonly window: WindowDraft;
  readonly onChange: (next: WindowDraft) => void;
  readonly onRemove: () => void;
};

function WindowRow({ n, window, onChange, onRemove }: RowProps): JSX.Element {
  const { t } = useWords();
  const fault = faultOf(window);
  const change = (part: Partial<WindowDraft>): void => onChange({ ...window, ...part });
  return (
    <fieldset className="hours-window stack-sm" data-testid="window">
      <legend className="strong">{t('hours.edit.window', { n })}</legend>
      <Checkbox.Group
        label={t('hours.edit.days')}
        value={window.days.map(String)}
        error={fault === 'days' ? t('hours.edit.daysMissing') : null}
        onChange={(days) => change({ days: days.map(Number).sort() })}
      >
        <div className="row">
          {DAYS.map((day) => (
            <Checkbox
              key={day}
              size="md"
              value={String(day)}
              label={t(`words.weekdayShort.d${day}`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div className="hours-fields">
        <TextInput
          label={t('hours.edit.from')}
          inputMode="numeric"
          value={window.from}
          error={fault === 'from' ? t('hours.edit.timeWrong') : null}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t('hours.edit.to')}
          inputMode="numeric"
          value={window.to}
          error={endFault(fault, t)}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <NumberInput
          size="md"
          label={t('hours.edit.volume')}
          min={0}
          max={100}
          step={10}
          clampBehavior="strict"
          allowDecimal={false}
          value={window.volume}
          error={fault === 'volume' ? t('hours.edit.numberWrong') : null}
          onChange={(value) => change({ volume: typeof value === 'number' ? value : '' })}
        />
      </div>
      <div className="row row-end">
        <Button
          size="sm"
          variant="subtle"
          leftSection={<Icon name="cross" size={16} />}
          onClick={onRemove}
        >
          {t('hours.edit.remove', { n })}
        </Button>
      </div>
    </fieldset>
  );
}

function endFault(fault: ReturnType<typeof faultOf>, t: Translate): string | null {
  if (fault === 'to') return t('hours.edit.timeWrong');
  return fault === 'order' ? t('hours.edit.orderWrong') : null;
}
