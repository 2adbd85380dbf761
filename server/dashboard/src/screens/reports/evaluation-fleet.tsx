/**
 * Loudspeakers of a year — tình trạng cụm loa, sự cố, tin khẩn trong năm.
 *
 * How many there are, what broke and how long it took, and the warnings; each opens its own report.
 */
import type { Evaluation } from '@loaso/shared/wire/http/report-evaluation';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { FaultCauses } from './fault-causes.js';
import { Figure } from './figures.js';

type Props = { readonly report: Evaluation };

export function EvaluatedFleet({ report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, from, to, clusters, year, slowestMs, byCause } = report;
  const { faults, warnings, drills } = year;
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  const named = { diaBan: areaId, tu: from, den: to };
  return (
    <>
      <Section title={t('evaluation.fleet.title')} testId="evaluation-fleet">
        <dl className="report-figures">
          <Figure
            name={t('evaluation.fleet.clusters')}
            value={fmt.number(clusters.total)}
            before={null}
            about={[
              t('evaluation.fleet.notEnrolled', { n: fmt.number(clusters.notEnrolled) }),
              t('evaluation.fleet.silent', { n: fmt.number(clusters.silent30) }),
            ].join(' · ')}
          />
          <Figure
            name={t('report.faults.total')}
            value={fmt.number(faults.faults)}
            before={null}
            about={t('evaluation.fleet.open', { n: fmt.number(faults.open) })}
          />
          <Figure
            name={t('report.faults.median')}
            value={span(faults.medianMs)}
            before={null}
            about={t('report.faults.medianAbout')}
          />
          <Figure name={t('report.urgent.warnings')} value={fmt.number(warnings)} before={null} />
          <Figure name={t('report.urgent.drills')} value={fmt.number(drills)} before={null} />
          {slowestMs === null ? null : (
            <Figure
              name={t('report.urgent.slowest')}
              value={span(slowestMs)}
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
      {byCause.length === 0 ? null : <FaultCauses rows={byCause} />}
    </>
  );
}
