/**
 * Undo — lùi lại thay đổi vừa rồi.
 *
 * Stands on the schedule after an edit until it is used or hidden.
 */
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { undoEdit } from '../../api/schedule.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { LiveState } from '../publication/live-state.js';
import { type LastEdit, useLastEdit, useRemember } from './last-edit.js';

export function UndoNotice(): JSX.Element | null {
  const { t } = useWords();
  const last = useLastEdit();
  const remember = useRemember();
  const deed = useDeed({
    run: ({ undo }: LastEdit) => undoEdit(undo),
    renews: ['calendar', 'entries', 'overview', 'airings', 'device', 'week-ahead'],
    done: t('schedule.edit.undone'),
    after: () => remember(null),
  });
  if (last === null) return null;
  return (
    <Notice tone="info" testId="undo">
      <p>{t('schedule.edit.undoHint', { title: last.title })}</p>
      {last.publicationId === undefined ? null : <LiveState id={last.publicationId} />}
      <ProblemNotice error={deed.error} />
      <div className="row">
        <Button
          size="sm"
          variant="default"
          loading={deed.isPending}
          onClick={() => deed.mutate(last)}
        >
          {t('schedule.edit.undo')}
        </Button>
        <Button size="sm" variant="subtle" onClick={() => remember(null)}>
          {t('schedule.edit.dismiss')}
        </Button>
      </div>
    </Notice>
  );
}
