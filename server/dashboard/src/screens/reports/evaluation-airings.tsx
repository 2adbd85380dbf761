/**
 * Airings of a year — kết quả phát thanh, so với năm trước.
 *
 * What was aired about the law and in all, beside the year before; by field; and the communes in which
 * nothing about the law was heard, with the reason.
 */

import { HOUR_MS } from '@loaso/shared/time';
import type { Evaluation, YearFigures } from '@loaso/shared/wire/http/report-evaluation';
import { airedPercent } from '@loaso/shared/wire/http/reports';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { FigureLink } from './figure-link.js';
import { ReportTable } from './report-table.js';
import { SumsTable } from './sums.js';

type Props = { readonly report: Evaluation };

export function EvaluatedAirings({ report }: Props): JSX.Element {
  const { t } = useWords();
  const { areaId, from, to } = report;
  return (
    <>
      <Years report={report} />
      <SumsTable
        span={{ areaId, from, to, law: false, part: 'danh-gia' }}
        title={t('report.by.field')}
        rows={report.byField.map(({ key, sums }) => ({
          key,
          sums,
          of: { field: key },
          head: t(`words.field.${key}`),
        }))}
      />
      {report.level === 'province' ? <Communes report={report} /> : null}
    </>
  );
}

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 10) / 10;

const LINES = [
  ['lawAirings', ({ law }: YearFigures) => law.airings],
  ['lawAired', ({ law }: YearFigures) => law.totals.aired],
  ['lawHours', ({ law }: YearFigures) => hours(law.totals.airedMs)],
  ['lawShare', ({ law }: YearFigures) => airedPercent(law.totals)],
  ['allAirings', ({ all }: YearFigures) => all.airings],
  ['allHours', ({ all }: YearFigures) => hours(all.totals.airedMs)],
  ['allShare', ({ all }: YearFigures) => airedPercent(all.totals)],
  ['faults', ({ faults }: YearFigures) => faults.faults],
  [
    'median',
    ({ faults }: YearFigures) => (faults.medianMs === null ? null : hours(faults.medianMs)),
  ],
  ['warnings', ({ warnings }: YearFigures) => warnings],
  ['drills', ({ drills }: YearFigures) => drills],
] as const;

function Years({ report: { areaId, year, before } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { from, to } = year;
  const law = { areaId, from, to, law: true, part: 'danh-gia' as const };
  const shown = (n: number | null): string => (n === null ? t('report.noShare') : fmt.number(n));
  return (
    <>
      <ReportTable
        narrow
        title={t('evaluation.year.title')}
        first={t('evaluation.year.what')}
        columns={(['now', 'before', 'change'] as const).map((one) => t(`evaluation.year.${one}`))}
      >
        {LINES.map(([name, of]) => (
          <tr key={name} data-testid={`evaluation-${name}`}>
            <th scope="row">{t(`evaluation.year.${name}`)}</th>
            <td className="strong">
              {name === 'lawAired' ? (
                <FigureLink n={of(year)} span={law} of={{ figure: 'aired' }} />
              ) : (
                shown(of(year))
              )}
            </td>
            <td>{before === null ? t('report.noShare') : shown(of(before))}</td>
            <td>
              <Change now={of(year)} ago={before === null ? null : of(before)} />
            </td>
          </tr>
        ))}
      </ReportTable>
      <p className="small muted">{t('evaluation.year.meaning')}</p>
      <p className="small muted">
        {before === null
          ? t('evaluation.year.none')
          : t('evaluation.year.span', { from: formatDate(before.from), to: formatDate(before.to) })}
      </p>
    </>
  );
}

type ChangeProps = { readonly now: number | null; readonly ago: number | null };

function Change({ now, ago }: ChangeProps): JSX.Element {
  const { t, fmt } = useWords();
  if (now === null || ago === null) return <>{t('report.noShare')}</>;
  const difference = Math.round((now - ago) * 10) / 10;
  const way = difference === 0 ? 'same' : difference > 0 ? 'more' : 'less';
  return <>{t(`report.before.${way}`, { n: fmt.number(Math.abs(difference)) })}</>;
}

function Communes({ report: { communes, from, to } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { total, aired, unaired, divided } = communes;
  return (
    <Section title={t('evaluation.unaired.title')} testId="evaluation-communes">
      <p>{t('evaluation.unaired.share', { n: fmt.number(aired), all: fmt.number(total) })}</p>
      {unaired.length === 0 ? null : (
        <ul className="plain-list rows evaluation-unaired">
          {unaired.map(({ areaId, name, why }) => (
            <li key={areaId} className="row row-apart" data-testid="evaluation-unaired">
              <Link to="/bao-cao" search={{ diaBan: areaId, tu: from, den: to, phapLuat: true }}>
                {name}
              </Link>
              <span className="small">{t(`evaluation.unaired.why.${why}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {divided.map(({ areaId, name, until, into, sums }) => (
        <p key={areaId} className="small" data-testid="evaluation-divided">
          <Link to="/bao-cao" search={{ diaBan: areaId, tu: from, den: to, phapLuat: true }}>
            {name}
          </Link>{' '}
          {t('evaluation.unaired.divided', {
            day: formatDate(until),
            into: into.join(', '),
            n: fmt.number(sums.aired),
          })}
        </p>
      ))}
    </Section>
  );
}
