/**
 * Counted days in the store — lượt nghe đã đếm theo ngày.
 *
 * What was heard on a day that is over, counted once for each subject that is asked for. A count is
 * of use only while no later word of that day has come and its subject is still what it was.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { HeardCount } from '../core/coverage/known.js';

/** What airings are about; a language: those with something to hear in it. */
export type HeardSubject = 'all' | 'law' | LanguageCode;

export type CountedDay = {
  readonly day: LocalDate;
  readonly subject: HeardSubject;
  /** How many words of that day had come, as {@link CountedDayStore.openCount} said before. */
  readonly words: number;
  /** Of which airings were planned that day; empty where all are counted whatever their line. */
  readonly lines: readonly EntryId[];
  /** Names exactly which airings of these lines were counted, and how. */
  readonly madeOf: string;
  readonly counts: ReadonlyMap<DeviceId, HeardCount>;
};

type Mark = Pick<CountedDay, 'lines' | 'madeOf'>;

export type CountedDayStore = {
  /** Begins to count a day. @returns its words so far; rises with each that comes from now on */
  openCount(day: LocalDate): Promise<number>;
  /** Lines of which anything was planned in the span, taken back or not, in the order of their ids. */
  linesPlanned(fromAt: number, toAt: number): Promise<EntryId[]>;
  /** In the place of what was there of that day and subject. */
  keepCount(day: CountedDay): Promise<void>;
  /** Of days between the two, both included; without those of which a word has come since. */
  countMarks(
    subject: HeardSubject,
    span: { readonly from: LocalDate; readonly to: LocalDate },
  ): Promise<ReadonlyMap<LocalDate, Mark>>;
  /** Null where it was not made of this, or a word has come since. */
  countOf(
    day: Pick<CountedDay, 'day' | 'subject' | 'madeOf'>,
  ): Promise<ReadonlyMap<DeviceId, HeardCount> | null>;
};
