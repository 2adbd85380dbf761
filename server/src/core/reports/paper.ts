/**
 * Paper — văn bản hành chính có bảng số.
 *
 * A report as an office sends it (NĐ 30/2020/NĐ-CP, Phụ lục I): national heading, office, title, parts
 * with sentences and tables, whom it goes to, who signs. What a file of some format looks like is for
 * its maker.
 */
import type { Cell, Column } from './sheet.js';

export type PaperTable = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

export type PaperPart = {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly tables: readonly PaperTable[];
};

export type Paper = {
  /** Of the file's own name, without ending. */
  readonly name: string;
  /** Cơ quan chủ quản, may be empty; cơ quan lập. */
  readonly parent: string;
  readonly office: string;
  readonly place: string;
  readonly title: string;
  readonly about: string;
  readonly notes: readonly string[];
  readonly parts: readonly PaperPart[];
  readonly recipients: readonly string[];
  readonly signer: string;
};
