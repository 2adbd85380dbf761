/**
 * Report table — bảng số của báo cáo.
 *
 * Its heading, its columns, and a frame that scrolls aside on a phone, by the keyboard too.
 */
import type { JSX, ReactNode } from 'react';
import { Section } from '../../parts/page.js';

type Props = {
  readonly title: string;
  /** Of the first column; null where the heading says it. */
  readonly first: string | null;
  readonly columns: readonly string[];
  /** Few columns: on a phone all of them are in sight. */
  readonly narrow?: boolean;
  /** Rows of the table. */
  readonly children: ReactNode;
};

export function ReportTable({
  title,
  first,
  columns,
  narrow = false,
  children,
}: Props): JSX.Element {
  return (
    <Section title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard on a phone */}
      <section className="report-scroll" aria-label={title} tabIndex={0}>
        <table className={`report-table numbers${narrow ? ' report-narrow' : ''}`}>
          <thead>
            <tr>
              <th scope="col">{first ?? <span className="visually-hidden">{title}</span>}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </Section>
  );
}
