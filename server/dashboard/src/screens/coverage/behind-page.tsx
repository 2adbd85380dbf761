/**
 * The page of what is behind a figure — trang mở một con số độ phủ.
 *
 * What the figure is and of where and when, its lines a hundred a page, and the way back to the report.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { BEHIND_PAGE } from '@loaso/shared/wire/http/coverage-behind';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { formatClock, formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { Pages } from '../../parts/pages.js';
import { ProblemNotice } from '../../parts/problem.js';
import './coverage.css';

type Told = {
  readonly asOf: number;
  readonly on: LocalDate;
  readonly isToday: boolean;
  readonly area: { readonly name: string };
  readonly total: number;
};

type Props<T extends Told> = {
  /** What is counted, in words. */
  readonly what: string;
  /** Further words on which of them. */
  readonly also: readonly string[];
  readonly asked: {
    readonly areaId: AreaId;
    readonly on: LocalDate | undefined;
    readonly law: boolean;
  };
  readonly page: number;
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
  };
  /** What the figure says. */
  readonly figure: (told: T) => number;
  /** A link to that page of the same list. */
  readonly pageLink: (page: number, words: string) => ReactNode;
  readonly children: (told: T) => ReactNode;
};

export function BehindPage<T extends Told>(props: Props<T>): JSX.Element {
  const { t, fmt } = useWords();
  const { what, query, figure, asked, children } = props;
  const { data } = query;
  return (
    <Page
      title={
        data === undefined
          ? what
          : t('coverage.behind.title', { what, n: fmt.number(figure(data)) })
      }
      intro={data === undefined ? undefined : <About told={data} {...props} />}
      actions={
        <Link
          to="/phu-song"
          search={{ diaBan: asked.areaId, ngay: asked.on, phapLuat: asked.law || undefined }}
          data-testid="back-to-coverage"
        >
          {t('coverage.behind.back')}
        </Link>
      }
    >
      <ProblemNotice error={query.error} onRetry={query.refetch} />
      {query.isPending ? <Waiting /> : null}
      {data?.total === 0 ? (
        <div className="card">
          <Empty
            icon="chart"
            title={t('coverage.behind.none')}
            body={t('coverage.behind.noneBody')}
          />
        </div>
      ) : null}
      {data === undefined || data.total === 0 ? null : (
        <section className="card stack">
          {children(data)}
          <Pages
            total={data.total}
            size={BEHIND_PAGE}
            said={(range) => t('coverage.behind.page', range)}
            {...{ page: props.page, pageLink: props.pageLink }}
          />
        </section>
      )}
    </Page>
  );
}

type AboutProps = Pick<Props<Told>, 'also' | 'asked'> & { readonly told: Told };

function About({ told, also, asked }: AboutProps): JSX.Element {
  const { t } = useWords();
  const when = told.isToday
    ? t('coverage.behind.asOf', { time: formatClock(told.asOf) })
    : formatDate(told.on);
  const words = [told.area.name, when, ...also, ...(asked.law ? [t('coverage.behind.law')] : [])];
  return <>{words.join(' · ')}</>;
}
