/**
 * A figure of faults or orders that is opened — con số mở ra từng sự cố, từng lệnh.
 *
 * A link to the same report with what the figure counts below it, one by one; nothing is behind a nought.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { OrderBoxesOf } from '@loaso/shared/wire/http/report-emergencies';
import type { FaultsOf, PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Link } from '@tanstack/react-router';
import { type JSX, type ReactNode, useEffect, useRef } from 'react';
import type { OrdersOf } from '../../app/search.js';
import { useWords } from '../../i18n/use-words.js';

/** Where the list stands to which a figure leads. */
export const OPENED = 'tung-muc';

type FaultsAsked = {
  readonly of: FaultsOf;
  readonly cause?: string | undefined;
  readonly page?: number | undefined;
};

const placeOf = ({ areaId, from, to, station }: PeriodSpan) => ({
  ...{ diaBan: areaId, tu: from, den: to, dai: station },
});

type FaultsProps = {
  /** How many are behind it. */
  readonly n: number;
  readonly span: PeriodSpan;
  readonly of: FaultsAsked;
  readonly children: ReactNode;
};

export function FaultsLink({ n, span, of, children }: FaultsProps): JSX.Element {
  const { t } = useWords();
  if (n === 0) return <>{children}</>;
  const asked = { suCo: of.of, nguyenNhan: of.cause, trang: of.page };
  return (
    <Link
      to="/bao-cao"
      search={{ ...placeOf(span), phan: 'su-co', ...asked }}
      hash={OPENED}
      title={t('report.opened.faults')}
      data-testid={`open-${of.of}`}
    >
      {children}
    </Link>
  );
}

type OrdersProps = {
  readonly n: number;
  readonly span: PeriodSpan;
  readonly of: OrdersOf;
  readonly children: ReactNode;
};

export function OrdersLink({ n, span, of, children }: OrdersProps): JSX.Element {
  const { t } = useWords();
  if (n === 0) return <>{children}</>;
  return (
    <Link
      to="/bao-cao"
      search={{ ...placeOf(span), phan: 'tin-khan', lenh: of }}
      hash={OPENED}
      title={t('report.opened.orders')}
      data-testid={`open-${of}`}
    >
      {children}
    </Link>
  );
}

type BoxesProps = {
  readonly n: number;
  readonly span: PeriodSpan;
  readonly of: { readonly order: EntryId; readonly of: OrderBoxesOf };
  readonly children: ReactNode;
};

export function BoxesLink({ n, span, of: { order, of }, children }: BoxesProps): JSX.Element {
  if (n === 0) return <>{children}</>;
  return (
    <Link
      to="/bao-cao/tin-khan"
      search={{ ...placeOf(span), lenh: order, ketQua: of }}
      data-testid={`open-${of}`}
    >
      {children}
    </Link>
  );
}

type SoundsProps = {
  /** Milliseconds of sound, or speakers. */
  readonly n: number;
  readonly span: PeriodSpan;
  readonly of: { readonly hamlet: AreaId; readonly day?: LocalDate | undefined };
  readonly children: ReactNode;
};

export function SoundsLink({ n, span, of: { hamlet, day }, children }: SoundsProps): JSX.Element {
  if (n === 0) return <>{children}</>;
  return (
    <Link
      to="/bao-cao/phut-keu"
      search={{ ...placeOf(span), thon: hamlet, ngay: day }}
      data-testid={day === undefined ? 'open-sounds' : 'open-worst-day'}
    >
      {children}
    </Link>
  );
}

type ClosedProps = {
  readonly span: PeriodSpan;
  readonly part: 'su-co' | 'tin-khan';
  /** What is open, in words, with how many. */
  readonly children: string;
};

/** Says what the list below holds, and the way back to all of it. */
export function WhatIsOpen({ span, part, children }: ClosedProps): JSX.Element {
  const { t } = useWords();
  const said = useRef<HTMLParagraphElement>(null);
  // Who opened a figure stands at its list: in sight, and read out.
  useEffect(() => {
    if (children !== '') said.current?.focus();
  }, [children]);
  return (
    <p ref={said} tabIndex={-1} className="row" data-testid="what-is-open">
      <span className="strong">{children}</span>
      <Link to="/bao-cao" search={{ ...placeOf(span), phan: part }} hash={OPENED}>
        {t('report.opened.all')}
      </Link>
    </p>
  );
}
