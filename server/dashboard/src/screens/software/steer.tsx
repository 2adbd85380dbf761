/**
 * Steering a rollout — tạm dừng, đi tiếp, mời lại, bỏ đợt.
 *
 * Pausing is done at once, since it can be taken back; what cannot says first what it does.
 */
import type { ReleaseRollout } from '@loaso/shared/wire/http/releases';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Steering, steerRollout } from '../../api/releases.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const RENEWS = ['releases', 'rollout', 'audit'];
const DONE = { resume: 'resumed', 'offer-again': 'offeredAgain', 'give-up': 'gaveUp' } as const;
const VERBS = { resume: 'resume', 'offer-again': 'offerAgain', 'give-up': 'giveUp' } as const;

type Asked = keyof typeof VERBS;

export function Steer({ rollout }: { readonly rollout: ReleaseRollout }): JSX.Element | null {
  const { t } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, state, counts } = rollout;
  const untaken = (counts.refused ?? 0) + (counts.lost ?? 0);
  const pause = useDeed({
    run: (act: Steering) => steerRollout(id, act),
    renews: RENEWS,
  });
  if (state === 'done' || state === 'given-up') return null;
  return (
    <>
      <div className="row">
        {state === 'running' ? (
          <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate('pause')}>
            {t('software.pause')}
          </Button>
        ) : null}
        {state === 'paused' ? (
          <Button loading={pause.isPending} onClick={() => pause.mutate('resume')}>
            {t('software.resume')}
          </Button>
        ) : null}
        {state === 'halted' ? (
          <Button onClick={() => setAsked('resume')}>{t('software.resume')}</Button>
        ) : null}
        {untaken > 0 ? (
          <Button variant="default" onClick={() => setAsked('offer-again')}>
            {t('software.offerAgain')}
          </Button>
        ) : null}
        <Button variant="default" onClick={() => setAsked('give-up')}>
          {t('software.giveUp')}
        </Button>
      </div>
      <ProblemNotice error={pause.error} />
      {asked === null ? null : <Ask id={id} act={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type AskProps = {
  readonly id: ReleaseRollout['id'];
  readonly act: Asked;
  readonly onClose: () => void;
};

function Ask({ id, act, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: () => steerRollout(id, act),
    renews: RENEWS,
    done: t(`software.${DONE[act]}`),
    after: onClose,
  });
  const key = VERBS[act];
  return (
    <Confirm
      opened
      danger={act === 'give-up'}
      title={t(`software.${key}Title`)}
      verb={t(`software.${key}`)}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t(`software.${key}Body`)}</p>
    </Confirm>
  );
}
