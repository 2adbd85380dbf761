/**
 * Next steps — việc đem lại nhiều người nghe nhất.
 *
 * The repairs and new clusters that close most of the gap, each counted after those above it.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { CoverageStep } from '@loaso/shared/wire/http/coverage';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { stepsQuery } from '../../api/coverage.js';
import { useWords } from '../../i18n/use-words.js';
import { Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';

export function Steps({ areaId }: { readonly areaId: AreaId }): JSX.Element {
  const { t, fmt } = useWords();
  const steps = useQuery(stepsQuery(areaId));
  const sum = (steps.data ?? []).reduce((total, { people }) => total + people, 0);
  return (
    <Section
      title={t('coverage.steps.title')}
      testId="steps"
      aside={
        sum === 0 ? null : (
          <span className="small muted numbers">
            {t('coverage.steps.sum', {
              n: fmt.number(steps.data?.length ?? 0),
              people: fmt.number(sum),
            })}
          </span>
        )
      }
    >
      <ProblemNotice error={steps.error} onRetry={steps.refetch} />
      {steps.isPending ? <Waiting /> : null}
      {steps.data?.length === 0 ? <p className="muted">{t('coverage.steps.none')}</p> : null}
      {sum === 0 ? null : <p className="small muted">{t('coverage.steps.intro')}</p>}
      <ol className="coverage-steps">
        {(steps.data ?? []).map((step) => (
          <li key={step.deviceId ?? step.areaId}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Step({ step }: { readonly step: CoverageStep }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { kind, name, communeName: commune, deviceId, people, why } = step;
  const at = t('coverage.steps.at', { name, commune });
  return (
    <span className="coverage-step">
      <span className="coverage-kind">
        {kind === 'repair' ? (
          <Pill tone="warn" icon="dials">
            {t('coverage.steps.repair')}
          </Pill>
        ) : (
          <Pill tone="info" icon="compose">
            {t('coverage.steps.install')}
          </Pill>
        )}
      </span>
      <span className="stack-sm coverage-what">
        {deviceId === null ? (
          <span>{at}</span>
        ) : (
          <Link to="/cum-loa/$deviceId" params={{ deviceId }}>
            {at}
          </Link>
        )}
        {why === null ? null : <span className="small muted">{pick(why)}</span>}
      </span>
      <span className="strong numbers coverage-gain">
        {t('coverage.steps.gain', { n: fmt.number(people) })}
      </span>
    </span>
  );
}
