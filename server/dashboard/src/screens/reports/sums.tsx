/**
 * Sums of a report — phần tổng hợp.
 *
 * Five figures in words and tables by place, field, kind, urgency and month. A place opens its own
 * report.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { AirSums, BroadcastReport } from '@loaso/shared/wire/http/reports';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { reportQuery, type Span } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';

type Props = { readonly span: Span; readonly onArea: (id: AreaId) => void };

export function SumsView({ span, onArea }: Props): JSX.Element {
  const { t } = useWords();
  const report = useQuery({ ...reportQuery(span), placeholderData: keepPreviousData });
  const { data } = report;
  return (
    <>
      <ProblemNotice error={report.error} onRetry={report.refetch} />
      {report.isPending ? <Waiting /> : null}
      {data?.totals.planned === 0 ? (
        <div className="card">
          <Empty icon="report" title={t('report.empty')} body={t('report.emptyBody')} />
        </div>
      ) : null}
      {data !== undefined && data.totals.planned > 0 ? (
        <Whole report={data} onArea={onArea} />
      ) : null}
    </>
  );
}

/** Rounded down: 99,96 % is not all. */
function shareOf({ planned, unknown, virtual, aired }: AirSums): number | null {
  const known = planned - unknown - virtual;
  return known === 0 ? null : Math.floor((aired / known) * 1000) / 10;
}

type WholeProps = { readonly report: BroadcastReport; readonly onArea: (id: AreaId) => void };

function Whole({ report, onArea }: WholeProps): JSX.Element {
  const { t, fmt } = useWords();
  const { byArea, byField, byKind, byPriority, byMonth } = report;
  return (
    <>
      <Figures report={report} />
      {byArea.length > 1 ? (
        <Table
          title={t('report.by.area')}
          rows={byArea.map(({ areaId, name, sums }) => ({
            key: areaId,
            sums,
            head: (
              <button type="button" className="report-link" onClick={() => onArea(areaId)}>
                {name}
              </button>
            ),
          }))}
        />
      ) : null}
      <Table
        title={t('report.by.field')}
        rows={byField.map(({ key, sums }) => ({ key, sums, head: t(`words.field.${key}`) }))}
      />
      <Table
        title={t('report.by.priority')}
        rows={byPriority.map(({ key, sums }) => ({ key, sums, head: t(`words.priority.${key}`) }))}
      />
      <Table
        title={t('report.by.kind')}
        rows={byKind.map(({ key, sums }) => ({ key, sums, head: t(`report.kind.${key}`) }))}
      />
      {byMonth.length > 1 ? (
        <Table
          title={t('report.by.month')}
          rows={byMonth.map(({ key, sums }) => ({
            key,
            sums,
            head: `${key.slice(5)}/${key.slice(0, 4)}`,
          }))}
        />
      ) : null}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(report.asOf) })}</p>
    </>
  );
}

function Figures({ report }: { readonly report: BroadcastReport }): JSX.Element {
  const { t, fmt } = useWords();
  const { totals, airings, emergencies } = report;
  const share = shareOf(totals);
  const percent =
    share === null ? t('report.noShare') : t('report.percent', { n: fmt.number(share) });
  return (
    <dl className="report-figures card" data-testid="report-figures">
      <Figure name={t('report.figure.share')} value={percent} about={t('report.meaning.share')} />
      <Figure
        name={t('report.figure.planned')}
        value={fmt.number(totals.planned)}
        about={[
          t('report.meaning.planned'),
          t('report.airings', { n: fmt.number(airings) }),
          ...(emergencies > 0 ? [t('report.emergencies', { n: fmt.number(emergencies) })] : []),
        ].join(' · ')}
      />
      <Figure name={t('report.figure.aired')} value={fmt.number(totals.aired)} />
      <Figure name={t('report.figure.missed')} value={fmt.number(totals.missed)} />
      <Figure name={t('report.figure.interrupted')} value={fmt.number(totals.interrupted)} />
      <Figure
        name={t('report.figure.unknown')}
        value={fmt.number(totals.unknown)}
        about={t('report.meaning.unknown')}
      />
      {totals.virtual > 0 ? (
        <Figure
          name={t('report.figure.virtual')}
          value={fmt.number(totals.virtual)}
          about={t('report.meaning.virtual')}
        />
      ) : null}
      <Figure
        name={t('report.figure.minutes')}
        value={fmt.number(Math.round(totals.airedMs / 60_000))}
      />
    </dl>
  );
}

type FigureProps = { readonly name: string; readonly value: string; readonly about?: string };

const Figure = ({ name, value, about }: FigureProps): JSX.Element => (
  <div>
    <dt className="small muted">{name}</dt>
    <dd className="report-figure numbers">{value}</dd>
    {about === undefined ? null : <dd className="small muted">{about}</dd>}
  </div>
);

type Row = { readonly key: string; readonly head: ReactNode; readonly sums: AirSums };

function Table({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const { t, fmt } = useWords();
  const columns = ['planned', 'aired', 'interrupted', 'missed', 'unknown'] as const;
  const virtual = rows.some(({ sums }) => sums.virtual > 0);
  const shown = virtual ? ([...columns, 'virtual'] as const) : columns;
  return (
    <Section title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard on a phone */}
      <section className="report-scroll" aria-label={title} tabIndex={0}>
        <table className="report-table numbers">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{title}</span>
              </th>
              <th scope="col">{t('report.figure.share')}</th>
              {shown.map((column) => (
                <th key={column} scope="col">
                  {t(`report.figure.${column}`)}
                </th>
              ))}
              <th scope="col">{t('report.figure.minutes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, head, sums }) => (
              <tr key={key}>
                <th scope="row">{head}</th>
                <td>
                  <Share sums={sums} />
                </td>
                {shown.map((column) => (
                  <td key={column}>{fmt.number(sums[column])}</td>
                ))}
                <td>{fmt.number(Math.round(sums.airedMs / 60_000))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Share({ sums }: { readonly sums: AirSums }): JSX.Element {
  const { t, fmt } = useWords();
  const share = shareOf(sums);
  if (share === null) return <span className="muted">{t('report.noShare')}</span>;
  return (
    <span className="report-share">
      <meter min={0} max={100} value={share} aria-hidden="true" />
      {t('report.percent', { n: fmt.number(share) })}
    </span>
  );
}
