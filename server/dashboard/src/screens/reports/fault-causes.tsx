/**
 * Causes of faults — sự cố theo nguyên nhân.
 *
 * How many there were of each cause and how long people waited, in the report of faults and in that of a year;
 * each figure opens the faults that it counts.
 */
import type { FaultReport, PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { FaultsLink } from './opened.js';
import { ReportTable } from './report-table.js';

type Row = FaultReport['byCause'][number];
type Props = { readonly rows: readonly Row[]; readonly span: PeriodSpan };

export function FaultCauses({ rows, span: asked }: Props): JSX.Element {
  const { t, fmt, pick } = useWords();
  const span = (ms: number | null): string => (ms === null ? t('report.noShare') : fmt.coarse(ms));
  const heads = ['total', 'mended', 'open', 'median', 'longest'] as const;
  return (
    <ReportTable
      title={t('report.faults.causes')}
      first={t('report.faults.cause')}
      columns={heads.map((head) => t(`report.faults.${head}`))}
    >
      {rows.map(({ cause, name, sums }) => {
        const cells = [
          ['all', sums.faults, fmt.number(sums.faults)],
          ['mended', sums.mended, fmt.number(sums.mended)],
          ['open', sums.open, fmt.number(sums.open)],
          ['mended', sums.mended, span(sums.medianMs)],
          ['mended', sums.mended, span(sums.longestMs)],
        ] as const;
        return (
          <tr key={cause} data-testid="fault-cause">
            <th scope="row">{pick(name)}</th>
            {cells.map(([of, n, told], place) => (
              <td key={heads[place]}>
                <FaultsLink n={n} span={asked} of={{ of, cause }}>
                  {told}
                </FaultsLink>
              </td>
            ))}
          </tr>
        );
      })}
    </ReportTable>
  );
}
