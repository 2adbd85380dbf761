/**
 * Figures of a report — những con số của kỳ.
 *
 * Each with what it means and what it was in as many days just before: a figure alone says neither
 * whether it grew nor whether that is good.
 */
import { airedPercent, type BroadcastReport } from '@loaso/shared/wire/http/reports';
import type { JSX, ReactNode } from 'react';
import type { Span } from '../../api/reports.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { FigureLink } from './figure-link.js';

type Props = {
  readonly report: BroadcastReport;
  readonly earlier: BroadcastReport | undefined;
  readonly span: Span;
};

const minutesOf = ({ totals }: BroadcastReport): number => Math.round(totals.airedMs / 60_000);

/** What a figure is and was; null where either says nothing. */
function against(
  report: BroadcastReport,
  earlier: BroadcastReport | null,
  figureOf: (one: BroadcastReport) => number | null,
): Change | null {
  const now = figureOf(report);
  const ago = earlier === null ? null : figureOf(earlier);
  return now === null || ago === null ? null : { now, ago };
}

export function Figures({ report, earlier, span }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { totals, airings, emergencies } = report;
  const share = airedPercent(totals);
  const other = earlier === undefined || earlier.totals.planned === 0 ? null : earlier;
  const since = (figureOf: (one: BroadcastReport) => number | null): Change | null =>
    against(report, other, figureOf);
  const plain = (name: 'aired' | 'missed' | 'interrupted' | 'unknown'): JSX.Element => (
    <Figure
      name={t(`report.figure.${name}`)}
      value={<FigureLink n={totals[name]} span={span} of={{ figure: name }} />}
      before={since((one) => one.totals[name])}
      about={name === 'unknown' ? t('report.meaning.unknown') : undefined}
    />
  );
  return (
    <section className="card stack" aria-label={t('report.tabs.sums')}>
      <dl className="report-figures" data-testid="report-figures">
        <Figure
          name={t('report.figure.share')}
          value={
            share === null ? t('report.noShare') : t('report.percent', { n: fmt.number(share) })
          }
          before={since((one) => airedPercent(one.totals))}
          about={t('report.meaning.share')}
        />
        <Figure
          name={t('report.figure.planned')}
          value={<FigureLink n={totals.planned} span={span} of={{ figure: 'planned' }} />}
          before={since((one) => one.totals.planned)}
          about={[
            t('report.meaning.planned'),
            t('report.airings', { n: fmt.number(airings) }),
            ...(emergencies > 0 ? [t('report.emergencies', { n: fmt.number(emergencies) })] : []),
          ].join(' · ')}
        />
        {plain('aired')}
        {plain('missed')}
        {plain('interrupted')}
        {plain('unknown')}
        {totals.virtual > 0 ? (
          <Figure
            name={t('report.figure.virtual')}
            value={<FigureLink n={totals.virtual} span={span} of={{ figure: 'virtual' }} />}
            before={null}
            about={t('report.meaning.virtual')}
          />
        ) : null}
        <Figure
          name={t('report.figure.minutes')}
          value={fmt.number(minutesOf(report))}
          before={since(minutesOf)}
        />
      </dl>
      {earlier === undefined ? null : (
        <p className="small muted">
          {t(other === null ? 'report.before.none' : 'report.before.span', {
            from: formatDate(earlier.from),
            to: formatDate(earlier.to),
          })}
        </p>
      )}
    </section>
  );
}

type Change = { readonly now: number; readonly ago: number };

type FigureProps = {
  readonly name: string;
  readonly value: ReactNode;
  /** Null: nothing to compare with. */
  readonly before: Change | null;
  readonly about?: ReactNode;
};

export const Figure = ({ name, value, before, about }: FigureProps): JSX.Element => (
  <div>
    <dt className="small muted">{name}</dt>
    <dd className="report-figure numbers">{value}</dd>
    {before === null ? null : <Before {...before} />}
    {about === undefined ? null : <dd className="small muted">{about}</dd>}
  </div>
);

/** In words: whether more is better is not the same for every figure. */
function Before({ now, ago }: Change): JSX.Element {
  const { t, fmt } = useWords();
  const difference = Math.round((now - ago) * 10) / 10;
  const way = difference === 0 ? 'same' : difference > 0 ? 'more' : 'less';
  const n = fmt.number(Math.abs(difference));
  return <dd className="small numbers">{t(`report.before.${way}`, { n })}</dd>;
}
