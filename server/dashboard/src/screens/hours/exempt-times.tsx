/**
 * Times of an exemption — giờ của những ngày riêng.
 *
 * One row for each stretch of the day, from, until, and for other hours how loud; below them how long the
 * day may sound. What is wrong is said under its field.
 */
import { Button, NumberInput, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import {
  type ExemptDraft,
  nextSpan,
  SPANS_MAX,
  type SpanDraft,
  spanFault,
} from './exempt-draft.js';

type Props = {
  readonly draft: ExemptDraft;
  readonly change: (part: Partial<ExemptDraft>) => void;
};

const numberOf = (value: number | string): number | '' => (typeof value === 'number' ? value : '');

const FIELD = { size: 'md', allowDecimal: false, clampBehavior: 'strict' } as const;

export function ExemptTimes({ draft, change }: Props): JSX.Element | null {
  const { t } = useWords();
  const { kind, spans } = draft;
  if (kind === 'priority-only') return null;
  return (
    <div className="stack-sm">
      {spans.map((span, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, nothing else names it
          key={index}
          n={index + 1}
          heard={kind === 'hours'}
          span={span}
          onChange={(next) => change({ spans: spans.with(index, next) })}
          onRemove={spans.length === 1 ? null : () => change({ spans: spans.toSpliced(index, 1) })}
        />
      ))}
      <div className="row">
        <Button
          variant="default"
          leftSection={<Icon name="clock" size={18} />}
          disabled={spans.length >= SPANS_MAX[kind]}
          onClick={() => change({ spans: [...spans, nextSpan(spans)] })}
        >
          {t(kind === 'hours' ? 'hours.edit.add' : 'hours.place.quietAdd')}
        </Button>
      </div>
      {kind === 'hours' ? (
        <div className="hours-fields">
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
        </div>
      ) : null}
    </div>
  );
}

type RowProps = {
  readonly n: number;
  readonly heard: boolean;
  readonly span: SpanDraft;
  readonly onChange: (next: SpanDraft) => void;
  /** Null: it is the only one. */
  readonly onRemove: (() => void) | null;
};

function Row({ n, heard, span, onChange, onRemove }: RowProps): JSX.Element {
  const { t } = useWords();
  const fault = spanFault(span, heard);
  const change = (part: Partial<SpanDraft>): void => onChange({ ...span, ...part });
  const endFault = fault === 'to' ? t('hours.edit.timeWrong') : null;
  return (
    <fieldset className="hours-span" data-testid="exempt-span">
      <legend className="visually-hidden">{t('hours.edit.window', { n })}</legend>
      <div className="hours-fields">
        <TextInput
          label={t(heard ? 'hours.exempt.openFrom' : 'hours.exempt.quietFrom')}
          inputMode="numeric"
          value={span.from}
          error={fault === 'from' ? t('hours.edit.timeWrong') : null}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t('hours.edit.to')}
          inputMode="numeric"
          value={span.to}
          error={fault === 'times' ? t('hours.edit.orderWrong') : endFault}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        {heard ? (
          <NumberInput
            {...FIELD}
            label={t('hours.edit.volume')}
            min={1}
            max={100}
            step={10}
            value={span.volume}
            error={span.volume === '' ? t('hours.edit.numberWrong') : null}
            onChange={(value) => change({ volume: numberOf(value) })}
          />
        ) : null}
      </div>
      {onRemove === null ? null : (
        <Button
          size="sm"
          variant="subtle"
          leftSection={<Icon name="cross" size={16} />}
          onClick={onRemove}
        >
          {t(heard ? 'hours.edit.remove' : 'hours.place.quietRemove', { n })}
        </Button>
      )}
    </fieldset>
  );
}
