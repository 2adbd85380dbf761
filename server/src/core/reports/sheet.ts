/**
 * Sheet — bảng để in, để mở bằng Excel.
 *
 * A table as a person hands it in: heading, columns, rows, a line of sums, and room for signatures.
 * What a file of some format looks like is for its maker.
 */

export type Cell = string | number | null;

export type Column = {
  readonly head: string;
  readonly align: 'left' | 'right' | 'center';
  /** Share of the width; the sum does not matter. */
  readonly width: number;
  /** How a number is shown: whole, one digit behind the comma, or that only where it needs one. */
  readonly digits?: 0 | 1 | 'own';
};

export type Sheet = {
  /** Of the file's own name, without ending. */
  readonly name: string;
  /** The office that reports, above the title. */
  readonly office: string;
  readonly title: string;
  /** Span, as of, filter. */
  readonly notes: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Last row, in bold; null: none. */
  readonly totals: readonly Cell[] | null;
  /** Who signs, left and right. */
  readonly signers: readonly [left: string, right: string];
};
