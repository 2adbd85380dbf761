/**
 * Rollout — một đợt, từng cụm.
 *
 * The card first, then each box in words: those that need somebody before those that are done.
 */
import { RolloutId } from '@loaso/shared/ids';
import type { ReleaseRolloutDetail } from '@loaso/shared/wire/http/releases';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { rolloutQuery } from '../../api/releases.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { BoxesByStep } from '../../parts/boxes-by-step.js';
import { Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { STEPS } from './looks.js';
import { RolloutCard } from './rollout-card.js';
import './software.css';

export function RolloutScreen(): JSX.Element {
  const { t } = useWords();
  const { rolloutId } = useParams({ from: '/frame/phan-mem/$rolloutId' });
  const { data, isPending, error, refetch } = useQuery(rolloutQuery(RolloutId.parse(rolloutId)));
  return (
    <Page title={t('software.title')} intro={<Link to="/phan-mem">{t('software.releases')}</Link>}>
      <ProblemNotice error={error} onRetry={refetch} />
      {isPending ? <Waiting /> : null}
      {data === undefined ? null : (
        <>
          <RolloutCard rollout={data} linked={false} />
          <Boxes rollout={data} />
        </>
      )}
    </Page>
  );
}

function Boxes({ rollout }: { readonly rollout: ReleaseRolloutDetail }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const boxes = rollout.boxList.map(({ stage, version, at, ...box }) => {
    const facts =
      version === null
        ? t('software.boxStage', { stage })
        : t('software.boxFacts', { version, stage });
    return { ...box, facts: at === null ? facts : `${facts} · ${fmt.when(at, now)}` };
  });
  return (
    <BoxesByStep
      testId="rollout-boxes"
      boxes={boxes}
      total={rollout.boxes}
      counts={rollout.counts}
      looks={STEPS}
      nameOf={(step) => t(`software.step.${step}`)}
    />
  );
}
