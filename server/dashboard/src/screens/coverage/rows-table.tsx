/**
 * Rows of figures — bảng nhiều dòng với ba con số.
 *
 * One table for communes and for hamlets: a name, its people, and the figures with their bars. On a
 * phone each row becomes a card that says which figure is which.
 */
import type { Figure } from '@loaso/shared/wire/http/coverage';
import type { JSX, ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Meter } from './meter.js';
import type { Share } from './share.js';

export const COLUMNS: readonly Figure[] = ['paper', 'today', 'heard7', 'heard30'];

export type TableRow = {
  readonly id: string;
  readonly name: ReactNode;
  readonly people: number;
  readonly share: (figure: Figure) => Share;
  /** Said in place of a figure. */
  readonly instead?: (figure: Figure) => string | null;
  /** Makes of a figure what opens it. */
  readonly opens?: (figure: Figure, told: string) => ReactNode;
};

type Props = {
  readonly head: string;
  readonly rows: readonly TableRow[];
  readonly figures: readonly Figure[];
  readonly testId: string;
};

export function RowsTable({ head, rows, figures, testId }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className="coverage-scroll">
      <table className="coverage-table coverage-rows" data-testid={testId}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="coverage-number">
              {t('coverage.communes.people')}
            </th>
            {figures.map((figure) => (
              <th key={figure} scope="col">
                {t(`coverage.figure.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td className="numbers coverage-number" data-label={t('coverage.communes.people')}>
                {fmt.number(row.people)}
              </td>
              {figures.map((figure) => (
                <td key={figure} data-figure={figure} data-label={t(`coverage.figure.${figure}`)}>
                  <Figured row={row} figure={figure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type FiguredProps = { readonly row: TableRow; readonly figure: Figure };

function Figured({ row, figure }: FiguredProps): JSX.Element {
  const { fmt } = useWords();
  const share = row.share(figure);
  const instead = row.instead?.(figure) ?? null;
  const told = `${fmt.number(share.sure)} %`;
  return (
    <span className="coverage-mini">
      <Meter share={share} />
      <span className={instead === null ? 'numbers' : 'small muted'}>
        {instead ?? row.opens?.(figure, told) ?? told}
      </span>
    </span>
  );
}
