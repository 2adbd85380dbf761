/**
 * Hamlets and clusters of one commune — thôn và cụm loa của một xã.
 *
 * The last step down: which hamlet hears, by which cluster, what it came from and what became of it.
 */
import type {
  ClusterCoverage,
  CoverageReport,
  HamletCoverage,
} from '@loaso/shared/wire/http/coverage';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { COLUMNS, RowsTable } from './rows-table.js';

const percent = (share: number): number => Math.floor(share * 1000) / 10;

export function Hamlets({ report }: { readonly report: CoverageReport }): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('coverage.hamletList.title')} testId="hamlets">
      <RowsTable
        testId="hamlet-table"
        head={t('coverage.hamletList.name')}
        figures={COLUMNS.filter((one) => one !== 'today' || report.isToday)}
        rows={report.hamlets.map((hamlet) => ({
          id: hamlet.areaId,
          people: hamlet.people,
          share: (figure) => ({
            sure: percent(hamlet.shares[figure].sure),
            unknown: percent(hamlet.shares[figure].unknown),
          }),
          instead: (figure) => insteadOf(hamlet, figure, t('coverage.communes.noWord')),
          name: <Name hamlet={hamlet} />,
        }))}
      />
    </Section>
  );
}

function insteadOf(
  { placed, shares }: HamletCoverage,
  figure: keyof HamletCoverage['shares'],
  noWord: string,
): string | null {
  if (!placed) return '–';
  const { sure, unknown } = shares[figure];
  return sure === 0 && unknown > 0 ? noWord : null;
}

const names = (kin: HamletCoverage['successors']): string => kin.map(({ name }) => name).join(', ');

function Name({ hamlet }: { readonly hamlet: HamletCoverage }): JSX.Element {
  const { t } = useWords();
  const { name, placed, predecessors, successors } = hamlet;
  return (
    <span className="stack-sm">
      <span className="strong">{name}</span>
      {placed ? null : <span className="small muted">{t('coverage.hamletList.unplaced')}</span>}
      {predecessors.length === 0 ? null : (
        <span className="small muted">
          {t('coverage.hamletList.from', { names: names(predecessors) })}
        </span>
      )}
      {successors.length === 0 ? null : (
        <span className="small muted">
          {t('coverage.hamletList.became', { names: names(successors) })}
        </span>
      )}
    </span>
  );
}

const TONE: Readonly<
  Record<ClusterCoverage['today'], readonly [Tone, 'check' | 'cross' | 'question']>
> = {
  yes: ['good', 'check'],
  no: ['bad', 'cross'],
  unknown: ['mute', 'question'],
};

export function Clusters({ report }: { readonly report: CoverageReport }): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('coverage.clusterList.title')} testId="clusters">
      {report.clusters.length === 0 ? (
        <p className="muted">{t('coverage.clusterList.none')}</p>
      ) : (
        <ul className="plain-list rows">
          {report.clusters.map((cluster) => (
            <li key={cluster.id} className="row row-apart">
              <Cluster cluster={cluster} isToday={report.isToday} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type ClusterProps = {
  readonly cluster: ClusterCoverage;
  readonly isToday: boolean;
  /** Where it stands, where the list is of several places. */
  readonly place?: string;
};

export function Cluster({ cluster, isToday, place }: ClusterProps): JSX.Element {
  const { t, fmt } = useWords();
  const { id, name, reach, assumed, placed, today, hindrance, heard30 } = cluster;
  const [tone, icon] = TONE[today];
  const [low, likely, high] = [reach.low, reach.likely, reach.high].map(fmt.number);
  return (
    <>
      <span className="stack-sm grow">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: id }} className="strong">
          {name}
        </Link>
        <span className="small muted">
          {place === undefined ? '' : `${place} · `}
          {t('coverage.clusterList.reach', { low, likely, high })}
          {assumed ? ` · ${t('coverage.clusterList.assumed')}` : ''}
          {placed ? '' : ` · ${t('coverage.clusterList.placeless')}`}
        </span>
      </span>
      <span className="row">
        {isToday ? (
          <Pill tone={tone} icon={icon}>
            {hindrance === null
              ? t(`coverage.clusterList.known.${today}`)
              : t(`coverage.clusterList.hindrance.${hindrance}`)}
          </Pill>
        ) : null}
        <span className="small muted">{t(`coverage.clusterList.heard.${heard30}`)}</span>
      </span>
    </>
  );
}
