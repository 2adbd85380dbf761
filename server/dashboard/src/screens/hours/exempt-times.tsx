/**
 * Times of an exemption — giờ của những ngày riêng.
 *
 * From, until, and for other hours how loud and how long. What is wrong is said under its field.
 */
import { NumberInput, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { type ExemptDraft, exemptFault } from './exempt-draft.js';

type Props = {
  readonly draft: ExemptDraft;
  readonly change: (part: Partial<ExemptDraft>) => void;
};

const numberOf = (value: number | string): number | '' => (typeof value === 'number' ? value : '');

const FIELD = { size: 'md', allowDecimal: false, clampBehavior: 'strict' } as const;

export function ExemptTimes({ draft, change }: Props): JSX.Element | null {
  const { t } = useWords();
  const { kind } = draft;
  if (kind === 'priority-only') return null;
  const fault = exemptFault(draft);
  const endFault = fault === 'to' ? t('hours.edit.timeWrong') : null;
  return (
    <div className="hours-fields">
      <TextInput
        label={t(kind === 'hours' ? 'hours.exempt.openFrom' : 'hours.exempt.quietFrom')}
        inputMode="numeric"
        value={draft.from}
        error={fault === 'from' ? t('hours.edit.timeWrong') : null}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('hours.edit.to')}
        inputMode="numeric"
        value={draft.to}
        error={fault === 'times' ? t('hours.edit.orderWrong') : endFault}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      {kind === 'hours' ? <Figures draft={draft} change={change} /> : null}
    </div>
  );
}

function Figures({ draft, change }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <NumberInput
        {...FIELD}
        label={t('hours.edit.volume')}
        min={1}
        max={100}
        step={10}
        value={draft.volume}
        error={draft.volume === '' ? t('hours.edit.numberWrong') : null}
        onChange={(value) => change({ volume: numberOf(value) })}
      />
      <NumberInput
        {...FIELD}
        label={t('hours.edit.minutes')}
        min={1}
        max={1440}
        step={30}
        value={draft.minutes}
        error={draft.minutes === '' ? t('hours.edit.numberWrong') : null}
        onChange={(value) => change({ minutes: numberOf(value) })}
      />
    </>
  );
}
