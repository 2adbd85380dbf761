/**
 * Bringing a table in — nhập bảng vào sổ.
 *
 * First only looked at: how many rows are right, and for each wrong one the row, the column and what
 * to mend; clusters that would be registered by it stand apart. Taken by a second press, and then the
 * good rows alone.
 */
import type { RegistryKind, RegistryReport } from '@loaso/shared/wire/http/registry-files';
import { Button, FileButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { bringIn } from '../../api/coverage.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { base64Of } from '../compose/base64.js';

/** A workbook goes as it is, everything else as text; the server looks at the content of both. */
type Table = { readonly text: string } | { readonly xlsx: string };
type Looked = { readonly name: string; readonly table: Table; readonly report: RegistryReport };

async function tableOf(file: File): Promise<Table> {
  const head = await file.slice(0, 2).text();
  return head === 'PK' ? { xlsx: await base64Of(file) } : { text: await file.text() };
}

const SHOWN = 30;
const ACCEPT =
  '.csv,text/csv,.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function ImportTable({ kind }: { readonly kind: RegistryKind }): JSX.Element {
  const { t, fmt } = useWords();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [taken, setTaken] = useState<RegistryReport | null>(null);
  const look = useDeed({
    run: async (file: File) => {
      const table = await tableOf(file);
      return { name: file.name, table, report: await bringIn(kind, { ...table, mode: 'check' }) };
    },
    renews: [],
    after: setLooked,
  });
  const take = useDeed({
    run: (table: Table) => bringIn(kind, { ...table, mode: 'take' }),
    renews: [
      'registry',
      'coverage',
      'coverage-steps',
      'coverage-trend',
      'areas',
      'devices',
      'overview',
    ],
    after: (report) => {
      setLooked(null);
      setTaken(report);
    },
  });
  const choose = (file: File | null): void => {
    setTaken(null);
    if (file !== null) look.mutate(file);
  };
  return (
    <Section title={t('coverage.book.import')} testId="import-table">
      <p className="muted">{t('coverage.book.fileHint')}</p>
      {kind === 'clusters' ? <p className="muted">{t('coverage.book.newHint')}</p> : null}
      {taken === null ? null : (
        <Notice tone="good" testId="taken">
          <p>{t('coverage.book.taken', { n: fmt.number(taken.taken) })}</p>
          {taken.fresh.total === 0 ? null : (
            <p>
              {t('coverage.book.registered', { n: fmt.number(taken.fresh.total) })}{' '}
              <Link to="/ma-dang-ky" className="strong">
                {t('coverage.book.codes')}
              </Link>
            </p>
          )}
        </Notice>
      )}
      <div className="row">
        <FileButton accept={ACCEPT} onChange={choose}>
          {(props) => (
            <Button
              {...props}
              variant={looked === null ? 'filled' : 'default'}
              loading={look.isPending}
              leftSection={<Icon name="upload" size={18} />}
            >
              {t(looked === null ? 'coverage.book.file' : 'coverage.book.again')}
            </Button>
          )}
        </FileButton>
        {looked === null || looked.report.good === 0 ? null : (
          <Button loading={take.isPending} onClick={() => take.mutate(looked.table)}>
            {t('coverage.book.take', { n: fmt.number(looked.report.good) })}
          </Button>
        )}
      </div>
      <ProblemNotice error={look.error ?? take.error} />
      {looked === null ? null : <Report looked={looked} />}
    </Section>
  );
}

function Report({ looked: { name, report } }: { readonly looked: Looked }): JSX.Element {
  const { t, fmt } = useWords();
  const { rows, good, faultsTotal, already } = report;
  return (
    <Notice
      tone={faultsTotal === 0 ? 'good' : 'warn'}
      title={`${name}: ${t('coverage.book.rows', { good: fmt.number(good), rows: fmt.number(rows) })}`}
      testId="table-report"
    >
      <Fresh fresh={report.fresh} />
      <Waiting waiting={report.waiting} />
      {already === 0 ? null : <p>{t('coverage.book.already', { n: fmt.number(already) })}</p>}
      <Faults report={report} />
    </Notice>
  );
}

function Fresh({ fresh: { total, shown } }: Pick<RegistryReport, 'fresh'>): JSX.Element | null {
  const { t, fmt } = useWords();
  if (total === 0) return null;
  const rest = total - Math.min(shown.length, SHOWN);
  return (
    <div className="stack-sm" data-testid="fresh">
      <p className="strong">{t('coverage.book.fresh', { n: fmt.number(total) })}</p>
      <ul className="register-faults">
        {shown.slice(0, SHOWN).map(({ line, name, areaName }) => (
          <li key={line}>
            {`${t('coverage.book.line', { line })}: `}
            <span className="strong">{name}</span>
            {`, ${areaName}`}
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : (
        <p className="small muted">{t('coverage.book.freshMore', { n: fmt.number(rest) })}</p>
      )}
    </div>
  );
}

function Waiting({
  waiting: { total, shown },
}: Pick<RegistryReport, 'waiting'>): JSX.Element | null {
  const { t, fmt } = useWords();
  if (total === 0) return null;
  const rest = total - Math.min(shown.length, SHOWN);
  return (
    <div className="stack-sm" data-testid="waiting-places">
      <p className="strong">{t('coverage.book.waiting', { n: fmt.number(total) })}</p>
      <ul className="register-faults">
        {shown.slice(0, SHOWN).map(({ line, name }) => (
          <li key={line}>
            {`${t('coverage.book.line', { line })}: `}
            <span className="strong">{name}</span>
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : (
        <p className="small muted">{t('coverage.book.freshMore', { n: fmt.number(rest) })}</p>
      )}
    </div>
  );
}

function Faults({ report }: { readonly report: RegistryReport }): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const { faults, faultsTotal } = report;
  if (faultsTotal === 0) return null;
  const rest = faultsTotal - Math.min(faults.length, SHOWN);
  return (
    <>
      <p>{t('coverage.book.faults', { n: fmt.number(faultsTotal) })}</p>
      <ul className="register-faults">
        {faults.slice(0, SHOWN).map(({ line, column, cell, what }) => (
          <li key={`${line} ${column} ${what.vi}`}>
            <span className="strong">
              {[
                cell === undefined
                  ? t('coverage.book.line', { line })
                  : t('coverage.book.cell', { cell }),
                column,
              ]
                .filter((one) => one !== '')
                .join(', ')}
            </span>
            {`: ${pick(what)}`}
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : (
        <p className="small muted">{t('coverage.book.more', { n: fmt.number(rest) })}</p>
      )}
    </>
  );
}
