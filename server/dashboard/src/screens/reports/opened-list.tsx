/**
 * The list behind a figure — danh sách mở ra từ một con số.
 *
 * Loading, refusal and emptiness of a page that opens one figure of a report, and the way to its other pages.
 */
import type { AreaId } from '@loaso/shared/ids';
import { instant, localDateOf } from '@loaso/shared/time';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { now } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Waiting } from '../../parts/page.js';
import { Pages } from '../../parts/pages.js';
import { ProblemNotice } from '../../parts/problem.js';
import { daysOf } from './span.js';

type Search = {
  readonly diaBan?: AreaId | undefined;
  readonly tu?: PeriodSpan['from'] | undefined;
  readonly den?: PeriodSpan['to'] | undefined;
  readonly dai?: PeriodSpan['station'];
};

/** The span of an address; this month where it names none. */
export function spanIn({ diaBan, tu, den, dai }: Search): PeriodSpan {
  const month = daysOf('month', localDateOf(instant(now())));
  return { areaId: diaBan, from: tu ?? month.from, to: den ?? month.to, station: dai };
}

type BackProps = { readonly search: Search; readonly part: 'tin-khan' | 'phut-keu' };

export function BackToReport({ search, part }: BackProps): JSX.Element {
  const { t } = useWords();
  const { diaBan, tu, den, dai } = search;
  return (
    <Link to="/bao-cao" search={{ diaBan, tu, den, dai, phan: part }} data-testid="back-to-report">
      {t('report.list.back')}
    </Link>
  );
}

type ListProps<T extends { readonly total: number }> = {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
  };
  readonly page: number;
  readonly size: number;
  readonly pageLink: (page: number, words: string) => ReactNode;
  readonly children: (told: T) => ReactNode;
};

export function OpenedList<T extends { readonly total: number }>(props: ListProps<T>): JSX.Element {
  const { t } = useWords();
  const { query, children, ...pages } = props;
  const { data } = query;
  return (
    <>
      <ProblemNotice error={query.error} onRetry={query.refetch} />
      {query.isPending ? <Waiting /> : null}
      {data?.total === 0 ? (
        <div className="card">
          <Empty icon="report" title={t('report.opened.none')} body={t('report.opened.noneBody')} />
        </div>
      ) : null}
      {data === undefined || data.total === 0 ? null : (
        <section className="card stack">
          {children(data)}
          <Pages total={data.total} said={(range) => t('report.opened.lines', range)} {...pages} />
        </section>
      )}
    </>
  );
}
