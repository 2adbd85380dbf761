/**
 * Report told — khung của một báo cáo.
 *
 * One report from its question to its figures: what is under way, what went wrong, that there is
 * nothing. The figures of the span before stay in sight, faded, until those that were asked for come.
 */

import type { Included } from '@loaso/shared/wire/http/communes';
import {
  keepPreviousData,
  type QueryKey,
  type UseQueryOptions,
  useQuery,
} from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { Included as Former } from '../../parts/included.js';
import { Empty, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';

/** Former communes that the report counts too. */
type Counted = { readonly includes?: readonly Included[] | undefined; readonly asOf?: unknown };

type Props<T, K extends QueryKey> = {
  readonly query: UseQueryOptions<T, Error, T, K>;
  readonly isEmpty: (report: T) => boolean;
  readonly none: { readonly title: string; readonly body: string };
  readonly children: (report: T) => ReactNode;
};

export function Told<T extends Counted, K extends QueryKey>(props: Props<T, K>): JSX.Element {
  const report = useQuery({ ...props.query, placeholderData: keepPreviousData });
  const { data, isPlaceholderData } = report;
  return (
    <>
      <ProblemNotice error={report.error} onRetry={report.refetch} />
      {report.isPending || isPlaceholderData ? <Waiting /> : null}
      {data === undefined ? null : (
        <div
          className={isPlaceholderData ? 'stack report-before' : 'stack'}
          aria-busy={isPlaceholderData}
        >
          <Former of={data.includes} />
          {props.isEmpty(data) ? (
            <div className="card">
              <Empty icon="report" {...props.none} />
            </div>
          ) : (
            props.children(data)
          )}
        </div>
      )}
    </>
  );
}
