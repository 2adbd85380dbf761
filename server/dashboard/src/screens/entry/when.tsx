/**
 * When — khi nào phát.
 *
 * Once, daily, by day of the week, by lunar days or on chosen ones, at times typed as people write them. Dates are plain Việt Nam
 * dates: no zone takes part.
 */
import { formatMinute, type LocalDate } from '@loaso/shared/time';
import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ChosenDates } from './chosen-dates.js';
import { DateField } from './date-field.js';
import { DayKindsField } from './day-kinds-field.js';
import type { Repeat } from './entry-draft.js';
import { LunarWhen } from './lunar-when.js';
import type { PartProps } from './part-props.js';
import { timesOf } from './time-text.js';

const REPEATS: readonly Repeat[] = ['once', 'daily', 'weekly', 'lunar', 'dates'];
const DAYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;
/** The hours at which village speakers are used to sound. */
const USUAL = ['05:00', '06:00', '11:00', '17:00', '18:00'] as const;

type Props = PartProps & {
  /** One airing alone is edited: it has a day and a time, and no rule. */
  readonly single?: boolean;
};

export function When({ draft, change, title, single = false }: Props): JSX.Element {
  const { t } = useWords();
  const labels = {
    once: t('schedule.add.once'),
    daily: t('schedule.add.daily'),
    weekly: t('schedule.add.weekly'),
    lunar: t('schedule.when.lunar'),
    dates: t('schedule.when.dates'),
  };
  return (
    <Section title={title ?? t('schedule.add.when')} testId="when">
      {single ? null : (
        <SegmentedControl
          className="entry-repeat"
          aria-label={t('schedule.add.repeat')}
          value={draft.repeat}
          onChange={(value) => change({ repeat: value as Repeat })}
          data={REPEATS.map((value) => ({ value, label: labels[value] }))}
        />
      )}
      {draft.repeat === 'weekly' ? <Days draft={draft} change={change} /> : null}
      {draft.repeat === 'lunar' ? <LunarWhen draft={draft} change={change} /> : null}
      {draft.repeat === 'dates' ? <ChosenDates draft={draft} change={change} /> : null}
      <Times draft={draft} change={change} />
      {draft.repeat === 'dates' ? null : <Dates draft={draft} change={change} />}
      {draft.repeat === 'once' || draft.repeat === 'dates' ? null : (
        <DayKindsField draft={draft} change={change} />
      )}
    </Section>
  );
}

function Days({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  return (
    <Checkbox.Group
      label={t('schedule.add.days')}
      value={draft.days.map(String)}
      onChange={(values) => change({ days: values.map(Number).sort() })}
    >
      <div className="row entry-days">
        {DAYS.map((day, index) => (
          <Checkbox
            key={day}
            size="md"
            value={String(index + 1)}
            label={t(`words.weekday.${day}`)}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Times({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState(draft.minutes.map(formatMinute).join(', '));
  const [left, setLeft] = useState(false);
  const times = timesOf(text);
  const type = (value: string): void => {
    setText(value);
    const read = timesOf(value);
    change({ minutes: read.ok ? read.minutes : [] });
  };
  const once = draft.repeat === 'once';
  const add = (time: string): void =>
    type(once || text.trim() === '' ? time : `${text.replace(/[,;\s]+$/, '')}, ${time}`);
  const error = times.ok ? null : t('schedule.add.timeWrong', { text: times.wrong });
  return (
    <div className="stack-sm">
      <TextInput
        label={t(once ? 'schedule.add.time' : 'schedule.add.times')}
        description={t(once ? 'schedule.add.timeHintOne' : 'schedule.add.timeHint')}
        inputMode="text"
        value={text}
        error={left || text.trim().endsWith(',') ? error : null}
        onBlur={() => setLeft(true)}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: buttons beside a field, not a form part of their own */}
      <div className="row" role="group" aria-label={t('schedule.add.usual')}>
        {USUAL.map((time) => (
          <Button key={time} size="sm" variant="default" onClick={() => add(time)}>
            {time}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Dates({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  if (draft.repeat === 'once') {
    return (
      <DateField
        label={t('schedule.add.date')}
        value={draft.date}
        onChange={(date) => (date === null ? undefined : change({ date }))}
      />
    );
  }
  return (
    <div className="entry-dates">
      <DateField
        label={t('schedule.add.from')}
        value={draft.date}
        onChange={(date: LocalDate | null) => (date === null ? undefined : change({ date }))}
      />
      <DateField
        label={t('schedule.add.until')}
        description={t('schedule.add.untilHint')}
        value={draft.until}
        min={draft.date}
        clearable
        onChange={(until) => change({ until })}
      />
    </div>
  );
}
