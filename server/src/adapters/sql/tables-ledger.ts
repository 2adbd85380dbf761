/**
 * Tables of the ledger — các bảng của sổ phát.
 *
 * Rows of what boxes reported and of what was added up from it; part of `tables.ts`.
 */

export type RecordRow = {
  device_id: string;
  /** Counts the keys a box has had: its numbers begin again with a new one. */
  enrolment: number;
  seq: number;
  play_id: string;
  record: string;
  received_at: number;
};

export type CounterRow = {
  device_id: string;
  enrolment: number;
  up_to_seq: number;
  /** Equal to the one above where there is no gap. */
  highest_seq: number;
  /** Records stored for the box under all its keys. */
  stored: number;
};

export type AiredRowRow = {
  day: string;
  area_id: string;
  /** Of that day; the area itself where it lies in none. */
  commune_id: string;
  entry_id: string;
  /** '' the airing as a whole; of one about several fields also a row for each field. */
  part: string;
  /** Of that day; '' in none. */
  station_id: string;
  title: string;
  priority: string;
  start_at: number;
  duration_ms: number;
  planned: number;
  aired: number;
  interrupted: number;
  missed: number;
  unknown: number;
  virtual: number;
  aired_ms: number;
  field: string | null;
  kind: string | null;
  source: string | null;
};

export type SettledDayRow = {
  day: string;
  /** Rises with every word of the day, and with every change of who lay where. */
  version: number;
  /** The version of which the rows are. */
  settled: number;
  /** Rises with every word of the day alone. */
  words: number;
};

export type HeardDayRow = {
  day: string;
  subject: string;
  /** Of the day, when it was counted. */
  words: number;
  lines: string;
  made_of: string;
  counts: string;
};
