/**
 * Reach of a year — người dân được tiếp cận so với chỉ tiêu.
 *
 * Towns and countryside against the target, how it went over the year, and the communes that lack most.
 */
import type { AgainstTarget } from '@loaso/shared/wire/http/coverage';
import type {
  CommuneBehind,
  EvaluatedFigure,
  Evaluation,
  ReachPoint,
} from '@loaso/shared/wire/http/report-evaluation';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { Figure } from './figures.js';
import { ReportTable } from './report-table.js';

const FIGURES: readonly EvaluatedFigure[] = ['heard30', 'paper'];
/** Communes on the screen; all are in the files. */
const SHOWN = 30;

type Props = { readonly report: Evaluation };

export function EvaluatedReach({ report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { reach, level } = report;
  const { on, unplacedPeople, emptyCommunes } = reach;
  return (
    <>
      <Section title={t('evaluation.reach.title')} testId="evaluation-reach">
        <p className="small muted">{t('evaluation.reach.on', { day: formatDate(on) })}</p>
        <dl className="report-figures">
          {reach.targets.heard30
            .filter(({ year }) => year === report.target.year)
            .map((row) => (
              <Side key={String(row.urban)} row={row} />
            ))}
        </dl>
        {FIGURES.map((figure) => (
          <p key={figure} className="small muted">
            {t(`evaluation.reach.meaning.${figure}`)}
          </p>
        ))}
        {unplacedPeople > 0 ? (
          <p className="small">
            {t('evaluation.reach.unplaced', { n: fmt.number(unplacedPeople) })}
          </p>
        ) : null}
        {emptyCommunes > 0 ? (
          <p className="small">{t('evaluation.reach.empty', { n: fmt.number(emptyCommunes) })}</p>
        ) : null}
      </Section>
      <Targets report={report} />
      <Points report={report} />
      {level === 'province' && reach.behindTotal > 0 ? <Behind report={report} /> : null}
    </>
  );
}

function Side({ row }: { readonly row: AgainstTarget }): JSX.Element {
  const { t, fmt } = useWords();
  const { urban, year, targetPercent, reachedPercent, met, missingPeople } = row;
  return (
    <Figure
      name={t(urban ? 'evaluation.reach.urban' : 'evaluation.reach.rural')}
      value={t('report.percent', { n: fmt.number(reachedPercent) })}
      before={null}
      about={[
        t('evaluation.reach.target', { n: fmt.number(targetPercent), year }),
        met
          ? t('evaluation.reach.met')
          : t('evaluation.reach.missing', { n: fmt.number(missingPeople) }),
      ].join(' · ')}
    />
  );
}

function Targets({ report: { reach } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <ReportTable
      narrow
      title={t('evaluation.targets.title')}
      first={t('evaluation.targets.row')}
      columns={FIGURES.map((one) => t(`evaluation.reach.figure.${one}`))}
    >
      {reach.targets.paper.map(({ year, urban, targetPercent }, place) => (
        <tr key={`${year} ${urban}`} data-testid="evaluation-target">
          <th scope="row">
            {t('evaluation.targets.side', {
              side: t(urban ? 'evaluation.side.urban' : 'evaluation.side.rural'),
              year,
              n: fmt.number(targetPercent),
            })}
          </th>
          {FIGURES.map((figure) => (
            <td key={figure}>
              <Against row={reach.targets[figure][place]} />
            </td>
          ))}
        </tr>
      ))}
    </ReportTable>
  );
}

function Against({ row }: { readonly row: AgainstTarget | undefined }): JSX.Element {
  const { t, fmt } = useWords();
  if (row === undefined) return <span className="muted">{t('report.noShare')}</span>;
  return (
    <span className="evaluation-against">
      <span className="strong">{t('report.percent', { n: fmt.number(row.reachedPercent) })}</span>
      {row.met ? (
        <Pill tone="good" icon="check">
          {t('evaluation.reach.met')}
        </Pill>
      ) : (
        <Pill tone="warn" icon="warning">
          {t('evaluation.reach.missing', { n: fmt.number(row.missingPeople) })}
        </Pill>
      )}
    </span>
  );
}

function Points({ report: { reach } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const share = ({ people, reached }: ReachPoint['urban'], figure: EvaluatedFigure): string =>
    people === 0
      ? t('report.noShare')
      : t('report.percent', { n: fmt.number(Math.floor((reached[figure] * 1000) / people) / 10) });
  const sides = ['urban', 'rural'] as const;
  return (
    <ReportTable
      title={t('evaluation.points.title')}
      first={t('evaluation.points.day')}
      columns={FIGURES.flatMap((figure) =>
        sides.map(
          (side) => `${t(`evaluation.reach.figure.${figure}`)}, ${t(`evaluation.side.${side}`)}`,
        ),
      )}
    >
      {reach.points.map((point, place) => (
        <tr key={point.on} data-testid="evaluation-point">
          <th scope="row">
            {formatDate(point.on)}
            {place === 0 && reach.points.length > 1 ? (
              <span className="small muted diary-about">{t('evaluation.points.first')}</span>
            ) : null}
          </th>
          {FIGURES.flatMap((figure) =>
            sides.map((side) => <td key={`${figure} ${side}`}>{share(point[side], figure)}</td>),
          )}
        </tr>
      ))}
    </ReportTable>
  );
}

function Behind({ report: { reach, target } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { behind, behindTotal } = reach;
  const heads = ['people', 'reached', 'missing', 'unreached'] as const;
  return (
    <>
      <ReportTable
        title={t('evaluation.behind.title', { n: fmt.number(behindTotal), year: target.year })}
        first={t('evaluation.commune')}
        columns={heads.map((head) => t(`evaluation.behind.${head}`))}
      >
        {behind.slice(0, SHOWN).map((one) => (
          <BehindRow key={one.areaId} one={one} />
        ))}
      </ReportTable>
      {behindTotal > SHOWN ? (
        <p className="small muted">{t('evaluation.behind.more', { n: fmt.number(SHOWN) })}</p>
      ) : null}
    </>
  );
}

function BehindRow({ one }: { readonly one: CommuneBehind }): JSX.Element {
  const { fmt } = useWords();
  return (
    <tr data-testid="evaluation-behind">
      <th scope="row">
        <Link to="/phu-song" search={{ diaBan: one.areaId }}>
          {one.name}
        </Link>
      </th>
      <td>{fmt.number(one.people)}</td>
      <td>{fmt.number(one.reached)}</td>
      <td>{fmt.number(one.missing)}</td>
      <td>{fmt.number(one.unreached)}</td>
    </tr>
  );
}
