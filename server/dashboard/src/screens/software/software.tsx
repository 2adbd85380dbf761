/**
 * Software — phần mềm của cụm loa.
 *
 * For the administrator of the province: what is on its way, which version runs where, what may be
 * sent out, and what was.
 */
import type { RunningVersion } from '@loaso/shared/wire/http/releases';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { releasesQuery } from '../../api/releases.js';
import { useWords } from '../../i18n/use-words.js';
import { Bar, percentOf } from '../../parts/bar.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Releases } from './releases.js';
import { RolloutCard } from './rollout-card.js';
import './software.css';

const OPEN = ['running', 'paused', 'halted'];

export function SoftwareScreen(): JSX.Element {
  const { t } = useWords();
  const { data, isPending, error, refetch } = useQuery(releasesQuery);
  const now = data?.rollouts.filter(({ state }) => OPEN.includes(state)) ?? [];
  const past = data?.rollouts.filter(({ state }) => !OPEN.includes(state)) ?? [];
  return (
    <Page title={t('software.title')} intro={t('software.intro')}>
      <ProblemNotice error={error} onRetry={refetch} />
      {isPending ? <Waiting /> : null}
      {data === undefined ? null : (
        <>
          {now.map((one) => (
            <RolloutCard key={one.id} rollout={one} linked />
          ))}
          <div className="columns columns-main">
            <Releases desk={data} busy={now.length > 0} />
            <Running versions={data.running} />
          </div>
          {past.map((one) => (
            <RolloutCard key={one.id} rollout={one} linked />
          ))}
        </>
      )}
    </Page>
  );
}

function Running({ versions }: { readonly versions: readonly RunningVersion[] }): JSX.Element {
  const { t, fmt } = useWords();
  const most = Math.max(1, ...versions.map(({ boxes }) => boxes));
  return (
    <Section title={t('software.running')} testId="running-versions">
      {versions.length === 0 ? <p className="muted">{t('software.runningNone')}</p> : null}
      <ul className="plain-list rows">
        {versions.map(({ version, boxes, communes, online }) => (
          <li key={version ?? ''} className="software-version" data-testid="running-version">
            <span className="strong">
              {version === null ? t('software.unknownVersion') : t('software.version', { version })}
            </span>
            <Bar parts={[{ look: 'busy', percent: percentOf(boxes, most) }]} />
            <span className="small muted">
              {t('software.runningAt', {
                boxes: fmt.number(boxes),
                communes: fmt.number(communes),
                online: fmt.number(online),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
