/**
 * A figure that opens its airings — con số mở ra từng lượt phát.
 *
 * A number of a report as a link to the very airings that it counts; nothing is behind a nought.
 */
import type { AiringsOf } from '@loaso/shared/wire/http/report-airings';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Span } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';

/** A row of a table; `month`: '2026-05', of the table of months. */
export type RowOf = Omit<AiringsOf, 'figure'> & {
  readonly month?: string;
  readonly station?: StationChoice;
};

/** The span, and the part of the page to come back to. */
export type Asked = Span & { readonly part?: 'danh-gia' };

type Props = {
  readonly n: number;
  readonly span: Asked;
  readonly of: RowOf & Pick<AiringsOf, 'figure'>;
};

export function FigureLink({ n, span, of }: Props): JSX.Element {
  const { t, fmt } = useWords();
  if (n === 0) return <>{fmt.number(0)}</>;
  const { areaId, from, to, law, part } = span;
  const { figure, field, kind, priority, source, place, month, station = span.station } = of;
  const named = { diaBan: areaId, tu: from, den: to, phapLuat: law || undefined, phan: part };
  const row = {
    ...{ ketQua: figure, linhVuc: field, hinhThuc: kind, mucDo: priority },
    ...{ nguon: source, noi: place, thang: month, dai: station },
  };
  return (
    <Link
      to="/bao-cao/luot-phat"
      search={{ ...named, ...row }}
      title={t('report.list.open')}
      data-testid={`open-${figure}`}
    >
      {fmt.number(n)}
    </Link>
  );
}
