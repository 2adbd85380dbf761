/**
 * Lunar days — phát theo âm lịch.
 *
 * Days typed as people write them, with the usual ones a touch away; every month or some; the leap
 * month by choice, since customs differ.
 */
import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import type { PartProps } from './part-props.js';
import { daysOfMonth } from './time-text.js';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

export function LunarWhen({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState(draft.lunarDays.join(', '));
  const days = daysOfMonth(text);
  const type = (value: string): void => {
    setText(value);
    change({ lunarDays: daysOfMonth(value) ?? [] });
  };
  const usual = [
    ['1, 15', t('schedule.when.firstAndFull')],
    ['15', t('schedule.when.full')],
    ['30', t('schedule.when.last')],
  ] as const;
  return (
    <div className="stack">
      <div className="stack-sm">
        <TextInput
          label={t('schedule.when.lunarDays')}
          description={t('schedule.when.lunarDaysHint')}
          inputMode="text"
          value={text}
          error={days === null ? t('schedule.when.lunarDaysWrong') : null}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: buttons beside a field, not a form part of their own */}
        <div className="row" role="group" aria-label={t('schedule.when.lunarUsual')}>
          {usual.map(([value, label]) => (
            <Button key={value} size="sm" variant="default" onClick={() => type(value)}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      <Months draft={draft} change={change} />
      <Checkbox
        size="md"
        label={t('schedule.when.leapMonth')}
        checked={draft.leapMonths}
        onChange={(event) => change({ leapMonths: event.currentTarget.checked })}
      />
    </div>
  );
}

function Months({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  const some = draft.lunarMonths.length > 0;
  return (
    <div className="stack-sm">
      <SegmentedControl
        aria-label={t('schedule.when.lunarMonths')}
        value={some ? 'some' : 'every'}
        onChange={(value) =>
          // A day of every month counts leap months too; a date of the year has its one month.
          change(
            value === 'some'
              ? { lunarMonths: [1], leapMonths: false }
              : { lunarMonths: [], leapMonths: true },
          )
        }
        data={[
          { value: 'every', label: t('schedule.when.everyMonth') },
          { value: 'some', label: t('schedule.when.lunarMonths') },
        ]}
      />
      {some ? (
        <Checkbox.Group
          aria-label={t('schedule.when.lunarMonths')}
          value={draft.lunarMonths.map(String)}
          onChange={(values) => {
            const months = values.map(Number).sort((a, b) => a - b);
            if (months.length > 0) change({ lunarMonths: months });
          }}
        >
          <div className="row entry-days">
            {MONTHS.map((month) => (
              <Checkbox
                key={month}
                size="md"
                value={String(month)}
                label={t('schedule.when.month', { n: month })}
              />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </div>
  );
}
