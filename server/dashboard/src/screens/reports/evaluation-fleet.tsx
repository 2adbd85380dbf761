/**
 * Loudspeakers of a year — tình trạng cụm loa, sự cố, tin khẩn trong năm.
 *
 * How many there are, what broke and how long it took, and the warnings; each opens its own report.
 */
import type { ClustersOf } from '@loaso/shared/wire/http/coverage-behind';
import type { Evaluation } from '@loaso/shared/wire/http/report-evaluation';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { ClustersLink } from '../../parts/coverage-links.js';
import { Section } from '../../parts/page.js';
import { FaultCauses } from './fault-causes.js';
import { Figure } from './figures.js';
import { FaultsLink, OrdersLink } from './opened.js';

type Props = { readonly report: Evaluation };

export function EvaluatedFleet({ report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, from, to, clusters, year, slowestMs, byCause } = report;
  const { faults, warnings, drills } = year;
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  const named = { diaBan: areaId, tu: from, den: to };
  const asked = { areaId, from, to };
  const opens = (of: ClustersOf, n: number, told: string): JSX.Element => (
    <ClustersLink n={n} asked={{ areaId, on: report.reach.on, law: true }} of={{ of }}>
      {told}
    </ClustersLink>
  );
  return (
    <>
      <Section title={t('evaluation.fleet.title')} testId="evaluation-fleet">
        <dl className="report-figures">
          <Figure
            name={t('evaluation.fleet.clusters')}
            value={opens('all', clusters.total, fmt.number(clusters.total))}
            before={null}
            about={
              <>
                {opens(
                  'notEnrolled',
                  clusters.notEnrolled,
                  t('evaluation.fleet.notEnrolled', { n: fmt.number(clusters.notEnrolled) }),
                )}
                {' · '}
                {opens(
                  'heard30-unknown',
                  clusters.silent30,
                  t('evaluation.fleet.silent', { n: fmt.number(clusters.silent30) }),
                )}
              </>
            }
          />
          <Figure
            name={t('report.faults.total')}
            value={
              <FaultsLink n={faults.faults} span={asked} of={{ of: 'all' }}>
                {fmt.number(faults.faults)}
              </FaultsLink>
            }
            before={null}
            about={t('evaluation.fleet.open', { n: fmt.number(faults.open) })}
          />
          <Figure
            name={t('report.faults.median')}
            value={
              <FaultsLink n={faults.mended} span={asked} of={{ of: 'mended' }}>
                {span(faults.medianMs)}
              </FaultsLink>
            }
            before={null}
            about={t('report.faults.medianAbout')}
          />
          <Figure
            name={t('report.urgent.warnings')}
            value={
              <OrdersLink n={warnings} span={asked} of="real">
                {fmt.number(warnings)}
              </OrdersLink>
            }
            before={null}
          />
          <Figure
            name={t('report.urgent.drills')}
            value={
              <OrdersLink n={drills} span={asked} of="drill">
                {fmt.number(drills)}
              </OrdersLink>
            }
            before={null}
          />
          {slowestMs === null ? null : (
            <Figure
              name={t('report.urgent.slowest')}
              value={
                <OrdersLink n={1} span={asked} of="slowest">
                  {span(slowestMs)}
                </OrdersLink>
              }
              before={null}
              about={t('report.urgent.slowestAbout')}
            />
          )}
        </dl>
        <p className="row">
          <Link to="/bao-cao" search={{ ...named, phan: 'su-co' }}>
            {t('evaluation.fleet.seeFaults')}
          </Link>
          <Link to="/bao-cao" search={{ ...named, phan: 'tin-khan' }}>
            {t('evaluation.fleet.seeUrgent')}
          </Link>
        </p>
        <p className="small muted">{t('evaluation.fleet.noise')}</p>
      </Section>
      {byCause.length === 0 ? null : <FaultCauses rows={byCause} span={asked} />}
    </>
  );
}
