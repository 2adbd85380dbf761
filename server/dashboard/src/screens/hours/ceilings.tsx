/**
 * Figures of a rule — số phút, số buổi, âm lượng khẩn cấp.
 *
 * The numbers that bound a day beside its hours. An empty field of sessions means no limit.
 */
import { SESSION_PAUSE_MS } from '@loaso/shared/timeline/sessions';
import { EMERGENCY_VOLUME_MIN } from '@loaso/shared/wire/http/sound-rules';
import { NumberInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import type { HoursDraft } from './draft.js';

const PAUSE_MINUTES = SESSION_PAUSE_MS / 60_000;

type Props = {
  readonly draft: HoursDraft;
  readonly change: (part: Partial<HoursDraft>) => void;
};

const numberOf = (value: number | string): number | '' => (typeof value === 'number' ? value : '');

const FIELD = { size: 'md', allowDecimal: false } as const;

export function Ceilings({ draft, change }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack">
      <NumberInput
        {...FIELD}
        label={t('hours.edit.minutes')}
        description={t('hours.edit.minutesHint')}
        min={0}
        max={1440}
        step={10}
        clampBehavior="strict"
        value={draft.minutes}
        error={draft.minutes === '' ? t('hours.edit.numberWrong') : null}
        onChange={(value) => change({ minutes: numberOf(value) })}
      />
      <Sessions draft={draft} change={change} />
      <NumberInput
        {...FIELD}
        label={t('hours.edit.emergency')}
        description={t('hours.edit.emergencyHint', { n: EMERGENCY_VOLUME_MIN })}
        min={EMERGENCY_VOLUME_MIN}
        max={100}
        step={5}
        clampBehavior="blur"
        value={draft.emergency}
        error={draft.emergency === '' ? t('hours.edit.numberWrong') : null}
        onChange={(value) => change({ emergency: numberOf(value) })}
      />
    </div>
  );
}

function Sessions({ draft, change }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <NumberInput
        {...FIELD}
        label={t('hours.edit.sessions')}
        description={t('hours.edit.sessionsHint', { n: PAUSE_MINUTES })}
        placeholder={t('hours.edit.unlimited')}
        min={1}
        max={48}
        clampBehavior="blur"
        value={draft.sessions}
        onChange={(value) => change({ sessions: numberOf(value) })}
      />
      <NumberInput
        {...FIELD}
        label={t('hours.edit.sessionMinutes')}
        description={t('hours.edit.sessionMinutesHint', { n: PAUSE_MINUTES })}
        placeholder={t('hours.edit.unlimited')}
        min={1}
        max={1440}
        step={5}
        clampBehavior="blur"
        value={draft.sessionMinutes}
        onChange={(value) => change({ sessionMinutes: numberOf(value) })}
      />
    </>
  );
}
