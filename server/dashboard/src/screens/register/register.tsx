/**
 * Register — sổ địa bàn.
 *
 * Hamlets with their people and clusters with what stands there, as they hold today; out as a table,
 * in from a table with a report row by row; a cluster moves from here.
 */
import type { RegistryView } from '@loaso/shared/wire/http/coverage';
import type { RegistryKind } from '@loaso/shared/wire/http/registry-files';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { registryFile, registryQuery } from '../../api/coverage.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import { ClusterRows } from './cluster-rows.js';
import { CommuneRows } from './commune-rows.js';
import { HamletRows } from './hamlet-rows.js';
import { ImportTable } from './import-table.js';
import './register.css';

const KINDS = ['hamlets', 'communes', 'clusters'] as const;
const FILES = { hamlets: 'thon', communes: 'xa', clusters: 'cum-loa' } as const;
/** Excel first: it is what most offices fill in. */
const FORMATS = ['xlsx', 'csv'] as const;

const WRITES = { hamlets: may.writeHamlets, communes: may.govern, clusters: may.install } as const;

export function RegisterScreen(): JSX.Element {
  const { t } = useWords();
  const { role } = useMe();
  const view = useQuery(registryQuery);
  const [kind, setKind] = useState<RegistryKind>(role === 'technician' ? 'clusters' : 'hamlets');
  const writes = WRITES[kind](role);
  const downloads = FORMATS.map((format) => (
    <Button
      key={format}
      component="a"
      href={registryFile(kind, format)}
      download={`${FILES[kind]}.${format}`}
      variant="default"
      leftSection={<Icon name="download" size={18} />}
    >
      {t(`coverage.book.export_${format}`)}
    </Button>
  ));
  return (
    <Page title={t('coverage.book.title')} intro={t('coverage.book.intro')} actions={downloads}>
      <SegmentedControl
        className="register-kind"
        aria-label={t('coverage.book.title')}
        value={kind}
        onChange={(value) => setKind(value as RegistryKind)}
        data={KINDS.map((value) => ({ value, label: t(`coverage.book.${value}`) }))}
      />
      {writes ? <ImportTable key={`in ${kind}`} kind={kind} /> : null}
      <ProblemNotice error={view.error} onRetry={view.refetch} />
      {view.isPending ? <Waiting /> : null}
      {view.data === undefined ? null : <Rows key={`rows ${kind}`} kind={kind} view={view.data} />}
    </Page>
  );
}

type RowsProps = { readonly kind: RegistryKind; readonly view: RegistryView };

function Rows({ kind, view }: RowsProps): JSX.Element {
  const { t } = useWords();
  const [sought, setSought] = useState('');
  return (
    <Section title={t(`coverage.book.${kind}`)} testId={`register-${kind}`}>
      <search>
        <SearchField label={t('coverage.book.search')} value={sought} onChange={setSought} />
      </search>
      {kind === 'hamlets' ? <HamletRows hamlets={view.hamlets} sought={sought} /> : null}
      {kind === 'communes' ? <CommuneRows communes={view.communes} sought={sought} /> : null}
      {kind === 'clusters' ? <ClusterRows clusters={view.clusters} sought={sought} /> : null}
    </Section>
  );
}
