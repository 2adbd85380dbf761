/**
 * Rollout — một đợt, từng cụm.
 *
 * The card first, then each box in words: those that need somebody before those that are done.
 */
import { RolloutId } from '@loaso/shared/ids';
import type {
  ReleaseBox,
  ReleaseRolloutDetail,
  ReleaseStep,
} from '@loaso/shared/wire/http/releases';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { rolloutQuery } from '../../api/releases.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import { STEP_ORDER, STEPS } from './looks.js';
import { RolloutCard } from './rollout-card.js';
import './software.css';

const PIECE = 60;

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
  const { t } = useWords();
  const [step, setStep] = useState<ReleaseStep | null>(null);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PIECE);
  const matching = rollout.boxList.filter(
    (box) => (step === null || box.step === step) && finds(search, box.name, box.areaName),
  );
  return (
    <Section title={t('software.boxes')} testId="rollout-boxes">
      <div className="row">
        <StepFilter rollout={rollout} value={step} onChange={setStep} />
        <SearchField label={t('software.search')} value={search} onChange={setSearch} />
      </div>
      {matching.length === 0 ? <p className="muted">{t('software.noBox')}</p> : null}
      <ul className="plain-list rows">
        {matching.slice(0, shown).map((box) => (
          <BoxRow key={box.deviceId} box={box} />
        ))}
      </ul>
      {matching.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + PIECE)}>
          {t('software.more')}
        </Button>
      ) : null}
    </Section>
  );
}

type FilterProps = {
  readonly rollout: ReleaseRolloutDetail;
  readonly value: ReleaseStep | null;
  readonly onChange: (value: ReleaseStep | null) => void;
};

function StepFilter({ rollout, value, onChange }: FilterProps): JSX.Element {
  const { t, fmt } = useWords();
  const there = STEP_ORDER.filter((one) => rollout.counts[one] > 0);
  return (
    <NativeSelect
      aria-label={t('software.filter')}
      value={value ?? ''}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(there.find((one) => one === next) ?? null);
      }}
      data={[
        { value: '', label: t('software.all', { n: fmt.number(rollout.boxes) }) },
        ...there.map((one) => ({
          value: one,
          label: t('software.one', {
            name: t(`software.step.${one}`),
            n: fmt.number(rollout.counts[one]),
          }),
        })),
      ]}
    />
  );
}

function BoxRow({ box }: { readonly box: ReleaseBox }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const { stage, version, at } = box;
  const [tone, icon] = STEPS[box.step];
  const facts =
    version === null
      ? t('software.boxStage', { stage })
      : t('software.boxFacts', { version, stage });
  return (
    <li className="software-box" data-testid="rollout-box" data-step={box.step}>
      <div className="stack-sm">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: box.deviceId }} className="strong">
          {box.name}
        </Link>
        <span className="small muted">{box.areaName}</span>
      </div>
      <div className="stack-sm">
        <p className="small">{pick(box.words)}</p>
        <p className="small muted">{at === null ? facts : `${facts} · ${fmt.when(at, now)}`}</p>
      </div>
      <Pill tone={tone} icon={icon}>
        {t(`software.step.${box.step}`)}
      </Pill>
    </li>
  );
}
