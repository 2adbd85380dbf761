/**
 * Noise of a period — số phút loa kêu ở từng thôn.
 *
 * Whom the loudspeakers overload: hamlets with the minutes they had to hear, the most first. Each
 * opens its coverage, its minutes every sound that they are made of.
 */
import { type LocalDate, MINUTE_MS } from '@loaso/shared/time';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { HamletNoise, NoiseReport } from '@loaso/shared/wire/http/report-noise';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { noiseQuery } from '../../api/reports.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Figure } from './figures.js';
import { SoundsLink } from './opened.js';
import { ReportTable } from './report-table.js';
import { Told } from './told.js';

/** Those that hear most; all are in the files. */
const SHOWN = 100;

export function NoiseView({ span }: { readonly span: PeriodSpan }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={noiseQuery(span)}
      isEmpty={({ hamlets }) => hamlets.length === 0}
      none={{ title: t('report.noise.none'), body: t('report.noise.noneBody') }}
    >
      {(report) => <Whole report={report} span={span} />}
    </Told>
  );
}

const minutesOf = (ms: number): number => Math.round((ms / MINUTE_MS) * 10) / 10;

type Props = { readonly report: NoiseReport; readonly span: PeriodSpan };

function Whole({ report, span }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { hamlets, unplaced, asOf } = report;
  return (
    <>
      <Sums report={report} span={span} />
      {unplaced > 0 ? (
        <Notice tone="warn">{t('report.noise.unplaced', { n: fmt.number(unplaced) })}</Notice>
      ) : null}
      <Hamlets report={report} span={span} />
      {hamlets.length > SHOWN ? (
        <p className="small muted">{t('report.noise.more', { n: fmt.number(SHOWN) })}</p>
      ) : null}
      {report.station === undefined ? null : (
        <p className="small muted">{t('report.station.ownSound')}</p>
      )}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(asOf) })}</p>
    </>
  );
}

function Sums({ report, span }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { days, meanDayMs, hamlets } = report;
  const [most] = hamlets;
  const [worst] = [...hamlets].sort((a, b) => b.worstDayMs - a.worstDayMs);
  const minutes = (ms: number): string =>
    t('report.noise.minutes', { n: fmt.number(minutesOf(ms)) });
  return (
    <section className="card stack" aria-label={t('report.tabs.noise')}>
      <dl className="report-figures" data-testid="noise-figures">
        <Figure
          name={t('report.noise.mean')}
          value={meanDayMs === null ? t('report.noShare') : minutes(meanDayMs)}
          before={null}
        />
        <Figure
          name={t('report.noise.most')}
          value={
            most === undefined ? (
              minutes(0)
            ) : (
              <SoundsLink n={most.soundMs} span={span} of={{ hamlet: most.areaId }}>
                {minutes(most.soundMs / Math.max(1, days))}
              </SoundsLink>
            )
          }
          before={null}
          about={most === undefined ? undefined : `${most.name}, ${most.communeName}`}
        />
        {worst?.worstDay == null ? null : (
          <Figure
            name={t('report.noise.worst')}
            value={
              <SoundsLink
                n={worst.worstDayMs}
                span={span}
                of={{ hamlet: worst.areaId, day: worst.worstDay }}
              >
                {minutes(worst.worstDayMs)}
              </SoundsLink>
            }
            before={null}
            about={`${worst.name}, ${formatDate(worst.worstDay)}`}
          />
        )}
      </dl>
      <p className="small muted">{t('report.noise.how')}</p>
    </section>
  );
}

function Hamlets({ report: { hamlets, days }, span }: Props): JSX.Element {
  const { t } = useWords();
  const heads = ['people', 'clusters', 'total', 'perDay', 'worst'] as const;
  return (
    <ReportTable
      title={t('report.noise.hamlets')}
      first={t('report.noise.hamlet')}
      columns={heads.map((head) => t(`report.noise.${head}`))}
    >
      {hamlets.slice(0, SHOWN).map((one) => (
        <Row key={one.areaId} one={one} days={days} span={span} />
      ))}
    </ReportTable>
  );
}

type RowProps = {
  readonly one: HamletNoise;
  readonly days: number;
  readonly span: PeriodSpan;
};

function Row({ one, days, span }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, name, communeName, people, clusters, placed, soundMs } = one;
  const figure = (n: number): string => (placed ? fmt.number(n) : t('report.noShare'));
  const opens = (n: number, told: string, day?: LocalDate): JSX.Element => (
    <SoundsLink n={placed ? n : 0} span={span} of={{ hamlet: areaId, day }}>
      {told}
    </SoundsLink>
  );
  return (
    <tr data-testid="noise-hamlet">
      <th scope="row">
        <Link to="/phu-song" search={{ diaBan: areaId }}>
          {name}
        </Link>
        <span className="small muted diary-about">{communeName}</span>
      </th>
      <td>{fmt.number(people)}</td>
      <td>{opens(clusters, figure(clusters))}</td>
      <td>{opens(soundMs, figure(minutesOf(soundMs)))}</td>
      <td>{opens(soundMs, figure(minutesOf(soundMs / Math.max(1, days))))}</td>
      <td>
        {one.worstDay === null
          ? figure(0)
          : opens(
              one.worstDayMs,
              t('report.noise.worstShort', {
                n: fmt.number(minutesOf(one.worstDayMs)),
                day: formatDate(one.worstDay),
              }),
              one.worstDay,
            )}
      </td>
    </tr>
  );
}
