/**
 * Trend — độ phủ qua các tháng.
 *
 * Ends of months and the day itself, on paper and heard; each by what the register said then.
 */
import type { CoverageTrend } from '@loaso/shared/wire/http/coverage';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { type CoverageAsked, trendQuery } from '../../api/coverage.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Meter } from './meter.js';

export function Trend({ asked }: { readonly asked: CoverageAsked }): JSX.Element | null {
  const { t } = useWords();
  const trend = useQuery(trendQuery(asked));
  if (trend.data?.points.length === 0) return null;
  return (
    <Section title={t('coverage.trend.title')} testId="trend">
      <ProblemNotice error={trend.error} onRetry={trend.refetch} />
      {trend.isPending ? <Waiting /> : null}
      {trend.data === undefined ? null : (
        <table className="coverage-table coverage-trend">
          <thead>
            <tr>
              <th scope="col">{t('coverage.day')}</th>
              <th scope="col">{t('coverage.trend.paper')}</th>
              <th scope="col">{t('coverage.trend.heard')}</th>
            </tr>
          </thead>
          <tbody>
            {trend.data.points.map((point) => (
              <Row key={point.on} point={point} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

const tenths = (part: number, whole: number): number => Math.floor((part * 1000) / whole) / 10;

function Row({ point }: { readonly point: CoverageTrend['points'][number] }): JSX.Element {
  const { t, fmt } = useWords();
  const { on, people, paper, heard30, unknown30 } = point;
  const cell = (sure: number, unknown: number): JSX.Element =>
    people === 0 ? (
      <span className="small muted">{t('coverage.trend.none')}</span>
    ) : (
      <span className="coverage-mini">
        <Meter share={{ sure: tenths(sure, people), unknown: tenths(unknown, people) }} />
        <span className="numbers">{`${fmt.number(tenths(sure, people))} %`}</span>
      </span>
    );
  return (
    <tr>
      <th scope="row" className="numbers">
        <Link to="/phu-song" search={(before) => ({ ...before, ngay: on })}>
          {formatDate(on)}
        </Link>
      </th>
      <td>{cell(paper, 0)}</td>
      <td>{cell(heard30, unknown30)}</td>
    </tr>
  );
}
