/**
 * Ports of reports — cổng của báo cáo.
 *
 * The store of settled days, and the makers of files. A settled day is what the ledger says of it,
 * added up once; a word that comes later makes the day stale, and it is added up again.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { BulletinKind, Field } from '@loaso/shared/wire/http/content';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import type { Sheet } from '../core/reports/sheet.js';
import type { DayRow } from '../core/reports/sums.js';

export type Label = { readonly field: Field; readonly kind: BulletinKind };

/** A row of a day with what its programme is about; null where the bulletin is gone. */
export type AiredRow = DayRow & {
  readonly day: LocalDate;
  readonly field: Field | null;
  readonly kind: BulletinKind | null;
};

export type AiredQuery = {
  readonly areaIds: readonly AreaId[];
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly law: boolean;
};

/** All rows of a place, month, field, kind and priority as one. */
export type AiredSum = {
  readonly areaId: AreaId;
  /** '2026-11'. */
  readonly month: string;
  readonly field: Field | null;
  readonly kind: BulletinKind | null;
  readonly priority: string;
  readonly sums: AirSums;
};

export type AiredStore = {
  /** Days between the two, both included, whose sums are those of all words that have come. */
  settledDays(from: LocalDate, to: LocalDate): Promise<LocalDate[]>;
  /** Begins to settle a day. @returns the version to hand to {@link AiredStore.putDay} */
  openDay(day: LocalDate): Promise<number>;
  /** In the place of what was there; stale at once when a word came after `version`. */
  putDay(day: LocalDate, rows: readonly AiredRow[], version: number): Promise<void>;
  airedSums(query: AiredQuery): Promise<AiredSum[]>;
  /** Different lines at different times, and how many lines were warnings. */
  countAirings(query: AiredQuery): Promise<{ airings: number; emergencies: number }>;
  /** In the order of time. */
  airedRows(query: AiredQuery & { readonly limit: number }): Promise<AiredRow[]>;
  /** What the first bulletin of each line or warning is; absent where there is none. */
  labels(entries: readonly EntryId[]): Promise<ReadonlyMap<EntryId, Label>>;
};

/** Makes a workbook of bare rows, the first of them the heads; rejects on faults only. */
export type TableMaker = (
  rows: readonly (readonly (string | number | null)[])[],
) => Promise<Uint8Array>;

/** Makes files of tables; rejects on faults only. */
export type SheetMaker = (sheet: Sheet) => Promise<Uint8Array>;
