/**
 * Faults of a period — sự cố và thời gian khắc phục.
 *
 * How many by cause and how long people waited; each fault opens its own page.
 */
import type { FaultReport, FaultSums, PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { faultsQuery } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { FaultCauses } from './fault-causes.js';
import { Figure } from './figures.js';
import { Told } from './told.js';

export function FaultsView({ span }: { readonly span: PeriodSpan }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={faultsQuery(span)}
      isEmpty={({ total }) => total.faults === 0}
      none={{ title: t('report.faults.none'), body: t('report.faults.noneBody') }}
    >
      {(report) => <Whole report={report} />}
    </Told>
  );
}

function Whole({ report }: { readonly report: FaultReport }): JSX.Element {
  const { t, fmt } = useWords();
  const { carried, cut, lines, total, asOf } = report;
  return (
    <>
      {cut ? <Notice tone="warn">{t('report.faults.cut')}</Notice> : null}
      <Sums total={total} />
      {carried > 0 ? (
        <Notice tone="info">{t('report.faults.carried', { n: fmt.number(carried) })}</Notice>
      ) : null}
      <FaultCauses rows={report.byCause} />
      <Lines report={report} />
      {lines.length < total.faults ? (
        <p className="small muted">{t('report.faults.more', { n: fmt.number(lines.length) })}</p>
      ) : null}
      {report.station === undefined ? null : (
        <p className="small muted">{t('report.station.several')}</p>
      )}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(asOf) })}</p>
    </>
  );
}

function Sums({ total }: { readonly total: FaultSums }): JSX.Element {
  const { t, fmt } = useWords();
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  return (
    <section className="card stack" aria-label={t('report.tabs.faults')}>
      <dl className="report-figures" data-testid="fault-figures">
        <Figure name={t('report.faults.total')} value={fmt.number(total.faults)} before={null} />
        <Figure name={t('report.faults.mended')} value={fmt.number(total.mended)} before={null} />
        <Figure name={t('report.faults.open')} value={fmt.number(total.open)} before={null} />
        <Figure
          name={t('report.faults.median')}
          value={span(total.medianMs)}
          before={null}
          about={t('report.faults.medianAbout')}
        />
        <Figure name={t('report.faults.longest')} value={span(total.longestMs)} before={null} />
      </dl>
    </section>
  );
}

function Lines({ report: { lines } }: { readonly report: FaultReport }): JSX.Element {
  const { t, fmt, pick } = useWords();
  return (
    <Section title={t('report.faults.one')}>
      <ol className="plain-list rows">
        {lines.map(({ id, name, places, boxes, startedAt, mendedAt }) => (
          <li key={id} className="row" data-testid="fault-line">
            <span className="grow wrap-any">
              <Link to="/su-co/$incidentId" params={{ incidentId: id }}>
                {pick(name)}
              </Link>
              <span className="small muted diary-about">
                {[
                  places.join(', '),
                  t('report.faults.boxes', { n: fmt.number(boxes) }),
                  t('report.faults.since', { when: fmt.dateTime(startedAt) }),
                ].join(' · ')}
              </span>
            </span>
            <span className={mendedAt === null ? 'small strong' : 'small'}>
              {mendedAt === null
                ? t('report.faults.lasting')
                : t('report.faults.took', { span: fmt.coarse(mendedAt - startedAt) })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
