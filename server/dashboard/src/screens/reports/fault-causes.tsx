/**
 * Causes of faults — sự cố theo nguyên nhân.
 *
 * How many there were of each cause and how long people waited, in the report of faults and in that of a year.
 */
import type { FaultReport } from '@loaso/shared/wire/http/report-faults';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { ReportTable } from './report-table.js';

type Row = Pick<FaultReport['byCause'][number], 'name' | 'sums'>;

export function FaultCauses({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  const heads = ['total', 'mended', 'open', 'median', 'longest'] as const;
  return (
    <ReportTable
      title={t('report.faults.causes')}
      first={t('report.faults.cause')}
      columns={heads.map((head) => t(`report.faults.${head}`))}
    >
      {rows.map(({ name, sums }) => (
        <tr key={name.vi} data-testid="fault-cause">
          <th scope="row">{pick(name)}</th>
          <td>{fmt.number(sums.faults)}</td>
          <td>{fmt.number(sums.mended)}</td>
          <td>{fmt.number(sums.open)}</td>
          <td>{span(sums.medianMs)}</td>
          <td>{span(sums.longestMs)}</td>
        </tr>
      ))}
    </ReportTable>
  );
}
