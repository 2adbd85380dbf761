/**
 * Ledger of the simulated server — sổ phát giả lập.
 *
 * The exact rules of the store, in memory: a record once by (box, number), and how far each box's
 * numbers reach without a gap. Can be set back to an older copy, as after a restore.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Bug } from './bugs.js';

type Book = { readonly rows: Map<number, PlayRecord>; upToSeq: number; extra: PlayRecord[] };

export class Ledger {
  #books = new Map<DeviceId, Book>();
  readonly #bug: Bug | null;

  constructor(bug: Bug | null) {
    this.#bug = bug;
  }

  #bookOf(id: DeviceId): Book {
    const known = this.#books.get(id);
    if (known !== undefined) return known;
    const book = { rows: new Map<number, PlayRecord>(), upToSeq: 0, extra: [] };
    this.#books.set(id, book);
    return book;
  }

  /** @returns what the receipt says */
  add(id: DeviceId, records: readonly PlayRecord[]): number {
    const book = this.#bookOf(id);
    for (const record of records) {
      if (!book.rows.has(record.seq)) book.rows.set(record.seq, record);
      else if (this.#bug === 'store-twice') book.extra.push(record);
    }
    while (book.rows.has(book.upToSeq + 1)) book.upToSeq += 1;
    return this.upToSeq(id);
  }

  upToSeq(id: DeviceId): number {
    const { rows, upToSeq } = this.#bookOf(id);
    return this.#bug === 'receipt-ahead-of-gap' ? Math.max(0, ...rows.keys()) : upToSeq;
  }

  rowOf(id: DeviceId, seq: number): PlayRecord | undefined {
    return this.#bookOf(id).rows.get(seq);
  }

  rowsOf(id: DeviceId): PlayRecord[] {
    const { rows, extra } = this.#bookOf(id);
    return [...rows.values(), ...extra];
  }

  copy(): Map<DeviceId, Book> {
    return new Map(
      [...this.#books].map(([id, { rows, upToSeq, extra }]) => [
        id,
        { rows: new Map(rows), upToSeq, extra: [...extra] },
      ]),
    );
  }

  restore(copy: Map<DeviceId, Book>): void {
    this.#books = copy;
  }
}
