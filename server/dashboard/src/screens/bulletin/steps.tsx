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

type Place = 'stepDone' | 'stepNow' | 'stepTodo';
const LOOK: Readonly<Record<Place, string>> = {
  stepDone: 'step step-done',
  stepNow: 'step step-now',
  stepTodo: 'step',
};

const placeOf = (index: number, at: number): Place =>
  index < at ? 'stepDone' : index === at ? 'stepNow' : 'stepTodo';

export function Steps({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const at = AT[bulletin.state];
  return (
    <ol className="steps plain-list" aria-label={t('content.page.path')}>
      {STEPS.map((step, index) => (
        <Step key={step} name={step} number={index + 1} place={placeOf(index, at)} />
      ))}
    </ol>
  );
}

type StepProps = {
  readonly name: (typeof STEPS)[number];
  readonly number: number;
  readonly place: Place;
};

function Step({ name, number, place }: StepProps): JSX.Element {
  const { t } = useWords();
  return (
    <li className={LOOK[place]} aria-current={place === 'stepNow' ? 'step' : undefined}>
      <span className="step-sign numbers" aria-hidden="true">
        {place === 'stepDone' ? <Icon name="check" size={16} /> : number}
      </span>
      <span>{t(`content.page.${name}`)}</span>
      <span className="visually-hidden">{`: ${t(`content.page.${place}`)}`}</span>
    </li>
  );
}
