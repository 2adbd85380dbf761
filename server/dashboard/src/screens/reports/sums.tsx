/**
 * Sums of a report — phần tổng hợp.
 *
 * Five figures in words and tables by place, field, kind, urgency, source and month. A place opens its own
 * report.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type AirSums, airedPercent, type BroadcastReport } from '@loaso/shared/wire/http/reports';
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { reportQuery, type Span } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { Figures } from './figures.js';
import { ReportTable } from './report-table.js';
import { before } from './span.js';
import { Told } from './told.js';

type Props = { readonly span: Span; readonly onArea: (id: AreaId) => void };

export function SumsView({ span, onArea }: Props): JSX.Element {
  const { t } = useWords();
  const { data: earlier } = useQuery(reportQuery({ ...span, ...before(span) }));
  return (
    <Told
      query={reportQuery(span)}
      isEmpty={({ totals }) => totals.planned === 0}
      none={{ title: t('report.empty'), body: t('report.emptyBody') }}
    >
      {(report) => <Whole report={report} earlier={earlier} onArea={onArea} />}
    </Told>
  );
}

type WholeProps = {
  readonly report: BroadcastReport;
  /** As many days just before; undefined while it is fetched. */
  readonly earlier: BroadcastReport | undefined;
  readonly onArea: (id: AreaId) => void;
};

function Whole({ report, earlier, onArea }: WholeProps): JSX.Element {
  const { t, fmt } = useWords();
  const { byArea, byField, byKind, byPriority, bySource, byMonth } = report;
  return (
    <>
      <Figures report={report} earlier={earlier} />
      {byArea.length > 1 ? (
        <SumsTable
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
      <SumsTable
        title={t('report.by.field')}
        rows={byField.map(({ key, sums }) => ({ key, sums, head: t(`words.field.${key}`) }))}
      />
      <SumsTable
        title={t('report.by.priority')}
        rows={byPriority.map(({ key, sums }) => ({ key, sums, head: t(`words.priority.${key}`) }))}
      />
      <SumsTable
        title={t('report.by.source')}
        rows={bySource.map(({ key, sums }) => ({ key, sums, head: t(`report.source.${key}`) }))}
      />
      <SumsTable
        title={t('report.by.kind')}
        rows={byKind.map(({ key, sums }) => ({ key, sums, head: t(`report.kind.${key}`) }))}
      />
      {byMonth.length > 1 ? (
        <SumsTable
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

type Row = { readonly key: string; readonly head: ReactNode; readonly sums: AirSums };

export function SumsTable({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
}) {
  const { t, fmt } = useWords();
  const columns = ['planned', 'aired', 'interrupted', 'missed', 'unknown'] as const;
  const virtual = rows.some(({ sums }) => sums.virtual > 0);
  const shown = virtual ? ([...columns, 'virtual'] as const) : columns;
  return (
    <ReportTable
      title={title}
      first={null}
      columns={['share' as const, ...shown, 'minutes' as const].map((one) =>
        t(`report.figure.${one}`),
      )}
    >
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
    </ReportTable>
  );
}

function Share({ sums }: { readonly sums: AirSums }): JSX.Element {
  const { t, fmt } = useWords();
  const share = airedPercent(sums);
  if (share === null) return <span className="muted">{t('report.noShare')}</span>;
  return (
    <span className="report-share">
      <meter min={0} max={100} value={share} aria-hidden="true" />
      {t('report.percent', { n: fmt.number(share) })}
    </span>
  );
}
