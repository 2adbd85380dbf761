/**
 * More options — tuỳ chọn khác của dòng lịch.
 *
 * What is right nearly always stays folded: standing, longest slot, late start, what after a cut.
 */
import { AfterCut } from '@loaso/shared/timeline/after-cut';
import { NativeSelect, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import type { PartProps } from './part-props.js';

const SLOT_MAX = 240;

const wantsLonger = (rule: AfterCut): boolean => rule === 'resume' || rule === 'restart';

export function MoreOptions({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  return (
    <details className="fold">
      <summary>{t('schedule.add.more')}</summary>
      <div className="stack">
        <NativeSelect
          label={t('schedule.add.priority')}
          value={draft.priority}
          onChange={(event) =>
            change({ priority: event.currentTarget.value === 'priority' ? 'priority' : 'normal' })
          }
          data={[
            { value: 'normal', label: t('words.priority.normal') },
            { value: 'priority', label: t('words.priority.priority') },
          ]}
        />
        {draft.relay === null ? <WhenRead draft={draft} change={change} /> : null}
      </div>
    </details>
  );
}

/** A stream has its length and goes on by the clock: none of this is asked of it. */
function WhenRead({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <TextInput
        label={t('schedule.add.slot')}
        description={t('schedule.add.slotHint')}
        inputMode="numeric"
        value={draft.slotMinutes === null ? '' : String(draft.slotMinutes)}
        onChange={(event) => {
          const minutes = Number.parseInt(event.currentTarget.value, 10);
          const valid = minutes >= 1 && minutes <= SLOT_MAX;
          change({ slotMinutes: valid ? minutes : null });
        }}
      />
      <NativeSelect
        label={t('schedule.add.late')}
        value={draft.lateStart}
        onChange={(event) =>
          change({ lateStart: event.currentTarget.value === 'skip' ? 'skip' : 'join' })
        }
        data={[
          { value: 'join', label: t('schedule.add.lateJoin') },
          { value: 'skip', label: t('schedule.add.lateSkip') },
        ]}
      />
      <NativeSelect
        label={t('schedule.add.cut')}
        value={draft.afterCut}
        description={wantsLonger(draft.afterCut) ? t('schedule.add.cutLonger') : undefined}
        onChange={(event) => {
          const afterCut = AfterCut.safeParse(event.currentTarget.value);
          if (afterCut.success) change({ afterCut: afterCut.data });
        }}
        data={[
          { value: 'join', label: t('schedule.add.cutJoin') },
          { value: 'resume', label: t('schedule.add.cutResume') },
          { value: 'restart', label: t('schedule.add.cutRestart') },
          { value: 'skip', label: t('schedule.add.cutSkip') },
        ]}
      />
    </>
  );
}
