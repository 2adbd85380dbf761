/**
 * Stations of a commune — các đài của xã trong mức độ phủ.
 *
 * How many clusters of each, how many could sound today, how many were heard. Clusters are counted, not
 * people: whoever hears two stations would be counted twice.
 */
import type { CoverageReport } from '@loaso/shared/wire/http/coverage';
import type { StationClusters } from '@loaso/shared/wire/http/stations';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { ClustersLink } from '../../parts/coverage-links.js';
import { Section } from '../../parts/page.js';
import { partOf } from './share.js';

export function Stations({ report }: { readonly report: CoverageReport }): JSX.Element | null {
  const { t, fmt } = useWords();
  if (report.stations === undefined) return null;
  const figures = (['today', 'heard7', 'heard30'] as const).filter(
    (one) => one !== 'today' || report.isToday,
  );
  return (
    <Section title={t('coverage.stations.title')} testId="stations">
      <div className="coverage-scroll">
        <table className="coverage-table coverage-rows" data-testid="station-table">
          <thead>
            <tr>
              <th scope="col">{t('coverage.stations.name')}</th>
              <th scope="col" className="coverage-number">
                {t('coverage.communes.clusters')}
              </th>
              {figures.map((figure) => (
                <th key={figure} scope="col">
                  {t(`coverage.stations.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.stations.map((station) => (
              <tr key={station.id}>
                <th scope="row">
                  <span className="strong">
                    {station.id === 'none' ? t('coverage.stations.none') : station.name}
                  </span>
                </th>
                <td
                  className="numbers coverage-number"
                  data-label={t('coverage.communes.clusters')}
                >
                  <ClustersLink
                    n={station.clusters}
                    asked={partOf(report)}
                    of={{ of: 'all', station: station.id }}
                  >
                    {fmt.number(station.clusters)}
                  </ClustersLink>
                </td>
                {figures.map((figure) => (
                  <td key={figure} data-label={t(`coverage.stations.${figure}`)}>
                    <Known report={report} station={station} figure={figure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted">{t('coverage.stations.why')}</p>
    </Section>
  );
}

type KnownProps = {
  readonly report: CoverageReport;
  readonly station: StationClusters;
  readonly figure: 'today' | 'heard7' | 'heard30';
};

function Known({ report, station, figure }: KnownProps): JSX.Element {
  const { t, fmt } = useWords();
  const of = station[figure];
  const told = (['yes', 'no', 'unknown'] as const).filter((one) => of[one] > 0);
  return (
    <span className="coverage-lines">
      {told.length === 0 ? '–' : null}
      {told.map((one) => (
        <span key={one}>
          <ClustersLink
            n={of[one]}
            asked={partOf(report)}
            of={{ of: `${figure}-${one}`, station: station.id }}
          >
            {t(`coverage.stations.word.${one}`, { n: fmt.number(of[one]) })}
          </ClustersLink>
        </span>
      ))}
    </span>
  );
}
