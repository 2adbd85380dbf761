/**
 * Sums of a report — phần tổng hợp.
 *
 * Five figures in words and tables by place, field, kind, urgency, source and month. A place opens its own
 * report.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type AirSums, airedPercent, type BroadcastReport } from '@loaso/shared/wire/http/reports';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { reportQuery, type Span } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { type Asked, FigureLink, type RowOf } from './figure-link.js';
import { Figures } from './figures.js';
import { ReportTable } from './report-table.js';
import { before } from './span.js';
import { Told } from './told.js';

type Opens = {
  readonly onArea: (id: AreaId) => void;
  readonly onStation: (id: StationChoice) => void;
};

export function SumsView({ span, ...opens }: Opens & { readonly span: Span }): JSX.Element {
  const { t } = useWords();
  const { data: earlier } = useQuery(reportQuery({ ...span, ...before(span) }));
  return (
    <Told
      query={reportQuery(span)}
      isEmpty={({ totals }) => totals.planned === 0}
      none={{ title: t('report.empty'), body: t('report.emptyBody') }}
    >
      {(report) => <Whole report={report} earlier={earlier} span={span} {...opens} />}
    </Told>
  );
}

type WholeProps = {
  readonly report: BroadcastReport;
  /** As many days just before; undefined while it is fetched. */
  readonly earlier: BroadcastReport | undefined;
  readonly span: Span;
};

function Whole({ report, earlier, onArea, onStation, span }: WholeProps & Opens): JSX.Element {
  const { t, fmt } = useWords();
  const { byArea, byField, byKind, byPriority, bySource, byMonth, byStation } = report;
  return (
    <>
      <Figures report={report} earlier={earlier} span={span} />
      {byStation === undefined ? null : (
        <Stations rows={byStation} span={span} onStation={onStation} />
      )}
      {byArea.length > 1 ? (
        <SumsTable
          span={span}
          title={t('report.by.area')}
          rows={byArea.map(({ areaId, name, sums }) => ({
            key: areaId,
            sums,
            of: { place: areaId },
            head: (
              <button type="button" className="report-link" onClick={() => onArea(areaId)}>
                {name}
              </button>
            ),
          }))}
        />
      ) : null}
      <SumsTable
        span={span}
        title={t('report.by.field')}
        rows={byField.map(({ key, sums }) => ({
          key,
          sums,
          of: { field: key },
          head: t(`words.field.${key}`),
        }))}
      />
      <SumsTable
        span={span}
        title={t('report.by.priority')}
        rows={byPriority.map(({ key, sums }) => ({
          key,
          sums,
          of: { priority: key },
          head: t(`words.priority.${key}`),
        }))}
      />
      <SumsTable
        span={span}
        title={t('report.by.source')}
        rows={bySource.map(({ key, sums }) => ({
          key,
          sums,
          of: { source: key },
          head: t(`report.source.${key}`),
        }))}
      />
      <SumsTable
        span={span}
        title={t('report.by.kind')}
        rows={byKind.map(({ key, sums }) => ({
          key,
          sums,
          of: { kind: key },
          head: t(`report.kind.${key}`),
        }))}
      />
      {byMonth.length > 1 ? (
        <SumsTable
          span={span}
          title={t('report.by.month')}
          rows={byMonth.map(({ key, sums }) => ({
            key,
            sums,
            of: { month: key },
            head: `${key.slice(5)}/${key.slice(0, 4)}`,
          }))}
        />
      ) : null}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(report.asOf) })}</p>
    </>
  );
}

type StationsProps = Pick<Opens, 'onStation'> & {
  readonly rows: NonNullable<BroadcastReport['byStation']>;
  readonly span: Span;
};

/** Each opens its own report; together they are the commune. */
function Stations({ rows, span, onStation }: StationsProps): JSX.Element {
  const { t } = useWords();
  return (
    <SumsTable
      span={span}
      title={t('report.by.station')}
      rows={rows.map(({ id, name, sums }) => ({
        key: id,
        sums,
        of: { station: id },
        head: (
          <button type="button" className="report-link" onClick={() => onStation(id)}>
            {id === 'none' ? t('report.station.none') : name}
          </button>
        ),
      }))}
    />
  );
}

type Row = {
  readonly key: string;
  readonly head: ReactNode;
  readonly sums: AirSums;
  /** Which airings it sums, beside the span. */
  readonly of: RowOf;
};

type TableProps = { readonly title: string; readonly rows: readonly Row[]; readonly span: Asked };

/** Each figure opens its airings. */
export function SumsTable({ title, rows, span }: TableProps): JSX.Element {
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
      {rows.map(({ key, head, sums, of }) => (
        <tr key={key}>
          <th scope="row">{head}</th>
          <td>
            <Share sums={sums} />
          </td>
          {shown.map((column) => (
            <td key={column}>
              <FigureLink n={sums[column]} span={span} of={{ ...of, figure: column }} />
            </td>
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
