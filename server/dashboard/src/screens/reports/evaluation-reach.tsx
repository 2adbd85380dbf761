/**
 * Reach of a year — người dân được tiếp cận so với chỉ tiêu.
 *
 * Towns and countryside against the target, how it went over the year, and the communes that lack most.
 */
import type { AgainstTarget } from '@loaso/shared/wire/http/coverage';
import type { HamletsOf } from '@loaso/shared/wire/http/coverage-behind';
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
import { HamletsLink } from '../../parts/coverage-links.js';
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
              <Side key={String(row.urban)} row={row} report={report} />
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

/** Of that day and side, as coverage counts them: by airings about the law alone. */
const peopleOf = (
  { areaId }: Evaluation,
  { on, urban, figure }: { on: ReachPoint['on']; urban: boolean; figure: EvaluatedFigure },
) => ({
  asked: { areaId, on, law: true },
  of: { figure, of: 'people', side: urban ? 'urban' : 'rural' } as const,
});

type RowProps = Props & { readonly row: AgainstTarget };

function Side({ row, report }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const { urban, year, targetPercent, reachedPercent, met, missingPeople } = row;
  return (
    <Figure
      name={t(urban ? 'evaluation.reach.urban' : 'evaluation.reach.rural')}
      value={
        <HamletsLink
          n={reachedPercent}
          {...peopleOf(report, { on: report.reach.on, urban, figure: 'heard30' })}
        >
          {t('report.percent', { n: fmt.number(reachedPercent) })}
        </HamletsLink>
      }
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

function Targets({ report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { reach } = report;
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
              <Against row={reach.targets[figure][place]} report={report} figure={figure} />
            </td>
          ))}
        </tr>
      ))}
    </ReportTable>
  );
}

type AgainstProps = Props & {
  readonly row: AgainstTarget | undefined;
  readonly figure: EvaluatedFigure;
};

function Against({ row, report, figure }: AgainstProps): JSX.Element {
  const { t, fmt } = useWords();
  if (row === undefined) return <span className="muted">{t('report.noShare')}</span>;
  return (
    <span className="evaluation-against">
      <span className="strong">
        <HamletsLink
          n={row.reachedPercent}
          {...peopleOf(report, { on: report.reach.on, urban: row.urban, figure })}
        >
          {t('report.percent', { n: fmt.number(row.reachedPercent) })}
        </HamletsLink>
      </span>
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

function Points({ report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { reach } = report;
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
            sides.map((side) => (
              <td key={`${figure} ${side}`}>
                <HamletsLink
                  n={point[side].reached[figure]}
                  {...peopleOf(report, { on: point.on, urban: side === 'urban', figure })}
                >
                  {share(point[side], figure)}
                </HamletsLink>
              </td>
            )),
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
          <BehindRow key={one.areaId} one={one} on={reach.on} />
        ))}
      </ReportTable>
      {behindTotal > SHOWN ? (
        <p className="small muted">{t('evaluation.behind.more', { n: fmt.number(SHOWN) })}</p>
      ) : null}
    </>
  );
}

type BehindProps = { readonly one: CommuneBehind; readonly on: ReachPoint['on'] };

function BehindRow({ one, on }: BehindProps): JSX.Element {
  const { fmt } = useWords();
  const opens = (of: HamletsOf, n: number): JSX.Element => (
    <HamletsLink n={n} asked={{ areaId: one.areaId, on, law: true }} of={{ figure: 'heard30', of }}>
      {fmt.number(n)}
    </HamletsLink>
  );
  return (
    <tr data-testid="evaluation-behind">
      <th scope="row">
        <Link to="/phu-song" search={{ diaBan: one.areaId }}>
          {one.name}
        </Link>
      </th>
      <td>{opens('all', one.people)}</td>
      <td>{opens('people', one.reached)}</td>
      <td>{fmt.number(one.missing)}</td>
      <td>{opens('unreached', one.unreached)}</td>
    </tr>
  );
}
