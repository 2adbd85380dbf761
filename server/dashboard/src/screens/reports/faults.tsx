/**
 * Faults of a period — sự cố và thời gian khắc phục.
 *
 * How many by cause and how long people waited. A figure opens the faults that it counts, each its own page.
 */
import {
  FAULTS_LISTED_MAX,
  type FaultReport,
  type FaultSums,
  type FaultsOf,
  type PeriodSpan,
} from '@loaso/shared/wire/http/report-faults';
import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { faultsQuery } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { Pages } from '../../parts/pages.js';
import { FaultCauses } from './fault-causes.js';
import { Figure } from './figures.js';
import { FaultsLink, OPENED, WhatIsOpen } from './opened.js';
import { Told } from './told.js';

type Props = { readonly span: PeriodSpan };

/** The figure that the address opens; nothing where it says nothing. */
function useOpened(): { readonly of?: FaultsOf; readonly cause?: string; readonly page?: number } {
  const { suCo: of, nguyenNhan: cause, trang: page } = useSearch({ from: '/frame/bao-cao' });
  return {
    ...(of === undefined ? {} : { of }),
    ...(cause === undefined ? {} : { cause }),
    ...(page === undefined ? {} : { page }),
  };
}

export function FaultsView({ span }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={faultsQuery({ ...span, ...useOpened() })}
      isEmpty={({ total, carried }) => total.faults === 0 && carried === 0}
      none={{ title: t('report.faults.none'), body: t('report.faults.noneBody') }}
    >
      {(report) => <Whole report={report} span={span} />}
    </Told>
  );
}

type Shown = Props & { readonly report: FaultReport };

function Whole({ report, span }: Shown): JSX.Element {
  const { t, fmt } = useWords();
  const { carried, cut, total, asOf } = report;
  return (
    <>
      {cut ? <Notice tone="warn">{t('report.faults.cut')}</Notice> : null}
      <Sums total={total} span={span} />
      {carried > 0 ? (
        <Notice tone="info">
          {t('report.faults.carried', { n: fmt.number(carried) })}{' '}
          <FaultsLink n={carried} span={span} of={{ of: 'carried' }}>
            {t('report.opened.see')}
          </FaultsLink>
        </Notice>
      ) : null}
      <FaultCauses rows={report.byCause} span={span} />
      <Lines report={report} span={span} />
      {report.station === undefined ? null : (
        <p className="small muted">{t('report.station.several')}</p>
      )}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(asOf) })}</p>
    </>
  );
}

function Sums({ total, span: asked }: Props & { readonly total: FaultSums }): JSX.Element {
  const { t, fmt } = useWords();
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  const opens = (of: FaultsOf, n: number, told: string): JSX.Element => (
    <FaultsLink n={n} span={asked} of={{ of }}>
      {told}
    </FaultsLink>
  );
  const { faults, mended, open, medianMs, longestMs } = total;
  return (
    <section className="card stack" aria-label={t('report.tabs.faults')}>
      <dl className="report-figures" data-testid="fault-figures">
        <Figure
          name={t('report.faults.total')}
          value={opens('all', faults, fmt.number(faults))}
          before={null}
        />
        <Figure
          name={t('report.faults.mended')}
          value={opens('mended', mended, fmt.number(mended))}
          before={null}
        />
        <Figure
          name={t('report.faults.open')}
          value={opens('open', open, fmt.number(open))}
          before={null}
        />
        <Figure
          name={t('report.faults.median')}
          value={opens('mended', mended, span(medianMs))}
          before={null}
          about={t('report.faults.medianAbout')}
        />
        <Figure
          name={t('report.faults.longest')}
          value={opens('mended', mended, span(longestMs))}
          before={null}
        />
      </dl>
    </section>
  );
}

/** Which figure is open, and how many are behind it. */
function Opened({ report, span }: Shown): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const { of = 'all', cause } = useOpened();
  if (of === 'all' && cause === undefined) return null;
  const name = report.byCause.find((one) => one.cause === cause)?.name;
  const words = [
    ...(cause === undefined ? [] : [name === undefined ? cause : pick(name)]),
    ...(of === 'all' ? [] : [t(`report.opened.of.${of}`)]),
  ];
  return (
    <WhatIsOpen span={span} part="su-co">
      {`${words.join(' · ')}: ${fmt.number(report.opened)}`}
    </WhatIsOpen>
  );
}

/** One page of two hundred; the next and the one before as links. */
function FaultPages({ report: { opened }, span }: Shown): JSX.Element {
  const { t } = useWords();
  const { of = 'all', cause, page = 1 } = useOpened();
  return (
    <Pages
      {...{ total: opened, page, size: FAULTS_LISTED_MAX }}
      said={(range) => t('report.opened.page', range)}
      pageLink={(to, words) => (
        <FaultsLink n={opened} span={span} of={{ of, cause, page: to }}>
          {words}
        </FaultsLink>
      )}
    />
  );
}

function Lines(shown: Shown): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { lines } = shown.report;
  return (
    <Section title={t('report.faults.one')}>
      <span id={OPENED} />
      <Opened {...shown} />
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
      <FaultPages {...shown} />
    </Section>
  );
}
