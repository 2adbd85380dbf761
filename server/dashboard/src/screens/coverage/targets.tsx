/**
 * Against the targets — so với chỉ tiêu của Quyết định 1462.
 *
 * Towns and countryside, 2027 and 2030, for each figure: met, or how many people are missing.
 */
import type { AgainstTarget, CoverageReport, Figure } from '@loaso/shared/wire/http/coverage';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { HamletsLink } from '../../parts/coverage-links.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { partOf } from './share.js';

const SHOWN: readonly Figure[] = ['paper', 'today', 'heard30'];

export function Targets({ report }: { readonly report: CoverageReport }): JSX.Element {
  const { t } = useWords();
  const figures = SHOWN.filter((figure) => figure !== 'today' || report.isToday);
  return (
    <Section
      title={t('coverage.targets.title')}
      testId="targets"
      aside={<span className="small muted">{t('coverage.targets.source')}</span>}
    >
      <div className="coverage-scroll">
        <table className="coverage-table">
          <thead>
            <tr>
              <th scope="col">{t('coverage.targets.target')}</th>
              {figures.map((figure) => (
                <th key={figure} scope="col">
                  {t(`coverage.figure.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.targets.paper.map((row, index) => (
              <tr key={`${row.year} ${row.urban}`}>
                <th scope="row">
                  <Name row={row} />
                </th>
                {figures.map((figure) => (
                  <td key={figure} data-label={t(`coverage.figure.${figure}`)}>
                    <Cell
                      row={report.targets[figure][index] ?? row}
                      report={report}
                      figure={figure}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Name({ row }: { readonly row: AgainstTarget }): JSX.Element {
  const { t, fmt } = useWords();
  const place = t(row.urban ? 'coverage.targets.urban' : 'coverage.targets.rural');
  return (
    <>
      <span>{t('coverage.targets.row', { place, year: row.year })}</span>
      <span className="numbers muted">{` · ${fmt.number(row.targetPercent)} %`}</span>
    </>
  );
}

type CellProps = {
  readonly row: AgainstTarget;
  readonly report: CoverageReport;
  readonly figure: Figure;
};

function Cell({ row, report, figure }: CellProps): JSX.Element {
  const { t, fmt } = useWords();
  const side = row.urban ? report.urban : report.rural;
  if (side.people === 0) return <span className="muted">{t('coverage.targets.nobody')}</span>;
  return (
    <span className="coverage-cell">
      <span className="numbers strong">
        <HamletsLink
          n={side.reached[figure].people}
          asked={partOf(report)}
          of={{ figure, of: 'people', side: row.urban ? 'urban' : 'rural' }}
        >
          {`${fmt.number(row.reachedPercent)} %`}
        </HamletsLink>
      </span>
      {row.met ? (
        <Pill tone="good" icon="check">
          {t('coverage.targets.met')}
        </Pill>
      ) : (
        <Pill tone="warn" icon="warning">
          {t('coverage.targets.missing', { n: fmt.number(row.missingPeople) })}
        </Pill>
      )}
    </span>
  );
}
