/**
 * Communes — các xã, phường với ba con số.
 *
 * Those with most people missing first; each opens its hamlets. Silence is called "no word", never
 * zero.
 */
import type { CommuneCoverage, CoverageReport } from '@loaso/shared/wire/http/coverage';
import { Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useMemo, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { ClustersLink, HamletsLink } from '../../parts/coverage-links.js';
import { finds } from '../../parts/fold.js';
import { Section } from '../../parts/page.js';
import { SearchField } from '../../parts/search-field.js';
import { COLUMNS, RowsTable } from './rows-table.js';
import { missing, onlyUnknown, partOf, shareOf } from './share.js';

type Order = 'worst' | 'byName';
const STEP = 15;
const byName = new Intl.Collator('vi', { numeric: true });

export function Communes({ report }: { readonly report: CoverageReport }): JSX.Element {
  const { t, fmt } = useWords();
  const [order, setOrder] = useState<Order>('worst');
  const [sought, setSought] = useState('');
  const [shown, setShown] = useState(STEP);
  const figure = report.isToday ? 'today' : 'heard30';
  const found = useMemo(() => {
    const compare = (a: CommuneCoverage, b: CommuneCoverage): number =>
      order === 'byName'
        ? byName.compare(a.name, b.name)
        : missing(b.sums, figure) - missing(a.sums, figure) || byName.compare(a.name, b.name);
    return report.communes.filter(({ name }) => finds(sought, name)).sort(compare);
  }, [report, order, sought, figure]);
  const rest = found.length - shown;
  return (
    <Section title={t('coverage.communes.title')} testId="communes">
      <search className="row">
        <SearchField label={t('coverage.communes.search')} value={sought} onChange={setSought} />
        <SegmentedControl
          aria-label={t('coverage.communes.order')}
          value={order}
          onChange={(value) => setOrder(value as Order)}
          data={(['worst', 'byName'] as const).map((value) => ({
            value,
            label: t(`coverage.communes.${value}`),
          }))}
        />
      </search>
      {found.length === 0 ? <p className="muted">{t('coverage.communes.none')}</p> : null}
      <RowsTable
        testId="commune-table"
        head={t('coverage.communes.name')}
        figures={COLUMNS.filter((one) => one !== 'today' || report.isToday)}
        rows={found.slice(0, shown).map((commune) => ({
          id: commune.areaId,
          people: commune.sums.people,
          share: (one) => shareOf(commune.sums, one),
          instead: (one) => (onlyUnknown(commune, one) ? t('coverage.communes.noWord') : null),
          opens: (one, told) => (
            <HamletsLink
              n={commune.sums.reached[one].people}
              asked={{ ...partOf(report), areaId: commune.areaId }}
              of={{ figure: one, of: 'people' }}
            >
              {told}
            </HamletsLink>
          ),
          name: <Name commune={commune} report={report} />,
        }))}
      />
      {rest <= 0 ? null : (
        <Button variant="default" onClick={() => setShown(shown + STEP)}>
          {t('coverage.communes.more', {
            n: fmt.number(Math.min(STEP, rest)),
            rest: fmt.number(rest),
          })}
        </Button>
      )}
    </Section>
  );
}

type NameProps = { readonly commune: CommuneCoverage; readonly report: CoverageReport };

function Name({ commune, report }: NameProps): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <span className="stack-sm">
      <Link
        to="/phu-song"
        search={(before) => ({ ...before, diaBan: commune.areaId })}
        className="strong"
      >
        {commune.name}
      </Link>
      <span className="small muted">
        {`${t('coverage.communes.clusters')}: `}
        <ClustersLink
          n={commune.clusters}
          asked={{ ...partOf(report), areaId: commune.areaId }}
          of={{ of: 'all' }}
        >
          {fmt.number(commune.clusters)}
        </ClustersLink>
      </span>
    </span>
  );
}
