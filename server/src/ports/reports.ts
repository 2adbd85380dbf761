/**
 * Ports of reports — cổng của báo cáo.
 *
 * The store of settled days, and the makers of files. A settled day is what the ledger says of it,
 * added up once; a word that comes later makes the day stale, and it is added up again.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import type { LocalDate } from '@loaso/shared/time';
import type { BulletinKind, Field } from '@loaso/shared/wire/http/content';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import type { RowKey, RowsOf } from '../core/reports/behind.js';
import type { LineContent } from '../core/reports/fields.js';
import type { Paper } from '../core/reports/paper.js';
import type { Sheet } from '../core/reports/sheet.js';
import type { DayRow } from '../core/reports/sums.js';

/** A row of a day: a whole airing, or what it had of one field. */
export type AiredRow = DayRow & {
  readonly day: LocalDate;
  /** In which it lay on that day; the area itself where it lies in none. */
  readonly communeId: string;
  /** '' the whole airing; of one about several fields there is a row for each field besides. */
  readonly part: Field | '';
  /** Null where the bulletin is gone, and of the whole of an airing about several fields. */
  readonly field: Field | null;
  readonly kind: BulletinKind | null;
  readonly source: Origin | null;
};

export type AiredQuery = {
  readonly areaIds: readonly AreaId[];
  /** True: the areas are hamlets, whatever commune they were of; else communes and above. */
  readonly hamlets: boolean;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly law: boolean;
  /** Of this station alone, by the day of each airing; '' of none. */
  readonly stationId?: string | undefined;
  /** Whether sums are to be told station by station; else every one is of ''. */
  readonly stations?: boolean;
};

export type RowsQuery = AiredQuery & {
  /** Rows behind one figure; all where absent. */
  readonly only?: RowsOf;
  /** The first of them. */
  readonly start?: RowKey | undefined;
};

/** All rows of a place, month, field, kind, source and priority as one. */
export type AiredSum = {
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly stationId: string;
  /** '2026-11'. */
  readonly month: string;
  /** False: a part of airings that are counted as a whole in another sum. */
  readonly whole: boolean;
  readonly field: Field | null;
  readonly kind: BulletinKind | null;
  readonly source: Origin | null;
  readonly priority: string;
  readonly sums: AirSums;
};

export type AiringCounts = { readonly airings: number; readonly emergencies: number };

export type AiredStore = {
  /** Days between the two, both included, whose sums are those of all words that have come. */
  settledDays(from: LocalDate, to: LocalDate): Promise<LocalDate[]>;
  /** Begins to settle a day. @returns the version to hand to {@link AiredStore.putDay} */
  openDay(day: LocalDate): Promise<number>;
  /** In the place of what was there; stale at once when a word came after `version`. */
  putDay(day: LocalDate, rows: readonly AiredRow[], version: number): Promise<void>;
  airedSums(query: AiredQuery): Promise<AiredSum[]>;
  /** Different lines at different times, and how many lines were warnings; and of both, about the law. */
  countAirings(query: AiredQuery): Promise<AiringCounts & { readonly ofTheLaw: AiringCounts }>;
  /** In the order of time; of the law or a field alone, or whole airings. */
  airedRows(query: RowsQuery & { readonly limit: number }): Promise<AiredRow[]>;
  /** Sum of that figure over the same rows, whatever page they are on. */
  airedCount(query: AiredQuery & { readonly only: RowsOf }): Promise<number>;
  /** What each line or warning is about; absent where nothing is known of it. */
  contents(entries: readonly EntryId[]): Promise<ReadonlyMap<EntryId, LineContent>>;
  /** From that day on, settled days are counted again. */
  staleFrom(day: LocalDate): Promise<void>;
};

/** Makes a workbook of bare rows, the first of them the heads; rejects on faults only. */
export type TableMaker = (
  rows: readonly (readonly (string | number | null)[])[],
) => Promise<Uint8Array>;

/** Makes files of tables; rejects on faults only. */
export type SheetMaker = (sheet: Sheet) => Promise<Uint8Array>;

/** Makes files of papers; rejects on faults only. */
export type PaperMaker = (paper: Paper) => Promise<Uint8Array>;
