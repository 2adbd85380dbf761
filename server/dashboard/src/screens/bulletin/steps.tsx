/**
 * Steps — đường đến loa: văn bản, tiếng đọc, duyệt, lịch phát.
 *
 * Shows how far a bulletin has come. A step is told by number, sign and word.
 */
import type { Bulletin, BulletinState } from '@loaso/shared/wire/http/content';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';

const STEPS = ['stepText', 'stepVoice', 'stepApproval', 'stepSchedule'] as const;

/** Which step is the current one; `withdrawn` has left the way. */
const AT: Readonly<Record<BulletinState, number>> = {
  draft: 1,
  voiced: 2,
  submitted: 2,
  rejected: 1,
  approved: 3,
  withdrawn: 0,
};

export function Steps({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const at = AT[bulletin.state];
  return (
    <ol className="steps plain-list" aria-label={t('content.page.path')}>
      {STEPS.map((step, index) => {
        const done = index < at;
        const current = index === at;
        const word = done ? 'stepDone' : current ? 'stepNow' : 'stepTodo';
        return (
          <li
            key={step}
            className={`step ${done ? 'step-done' : ''} ${current ? 'step-now' : ''}`}
            aria-current={current ? 'step' : undefined}
          >
            <span className="step-sign numbers" aria-hidden="true">
              {done ? <Icon name="check" size={16} /> : index + 1}
            </span>
            <span>{t(`content.page.${step}`)}</span>
            <span className="visually-hidden">{`: ${t(`content.page.${word}`)}`}</span>
          </li>
        );
      })}
    </ol>
  );
}
