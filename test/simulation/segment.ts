/**
 * Segment — một quãng tiếng đã nghe.
 *
 * What was really heard of one order, in true time, and what the box itself is bound to remember of it:
 * while the process lives all of it, after its death what the disk had promised.
 */
import type { PlanItem } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { Order } from './fake-output.js';

/** What was really heard, in true time. */
export type Segment = {
  readonly order: Order;
  readonly item: PlanItem | null;
  readonly startedAt: number;
  endedAt: number;
  /** Of a relay: how much of it was silence. */
  silentMs: number;
  /** How wrong the box said its clock could be when it began. */
  readonly boundMs: number;
  /** The number of the envelope in force when it began, and when that was replaced. */
  readonly envelopeNum: number;
  envelopeChangedAt: number | null;
  /** When the plan in force no longer had it. */
  goneAt: number | null;
  /** The journal promised to remember that it began. */
  begunStored: boolean;
  /** Up to where it was heard, by what the journal has promised to remember; null: nothing. */
  storedMs: number | null;
  /** Rises with every end of the process. */
  readonly life: number;
  /** The process that had it died before the journal had promised its record. */
  isForgotten: boolean;
  /** Every volume it had, and since when, in true time. */
  readonly volumes: { readonly at: number; readonly percent: number }[];
};

type Beginning = Pick<Segment, 'order' | 'item' | 'startedAt' | 'boundMs' | 'envelopeNum' | 'life'>;

export const beginSegment = (beginning: Beginning): Segment => ({
  ...beginning,
  endedAt: beginning.startedAt,
  silentMs: 0,
  envelopeChangedAt: null,
  goneAt: null,
  begunStored: false,
  storedMs: null,
  isForgotten: false,
  volumes: [{ at: beginning.startedAt, percent: beginning.order.volumePercent }],
});

/** The position inside the airing at which it ended. */
export const endOf = ({ order, startedAt, endedAt }: Segment): number =>
  order.fromMs + endedAt - startedAt;

/** The position that the box remembers at least. */
export const rememberedOf = (segment: Segment): number =>
  segment.isForgotten ? (segment.storedMs ?? segment.order.fromMs) : endOf(segment);

/** The journal has promised to keep `entry`, which may be about this segment. */
export function stores(segment: Segment, entry: JournalEntry): void {
  const { order } = segment;
  if (entry.k === 'begun' && entry.playId === order.playId) {
    segment.begunStored = true;
    segment.storedMs = order.fromMs;
  } else if (entry.k === 'progress' && entry.playId === order.playId && segment.begunStored) {
    segment.storedMs = order.fromMs + entry.playedMs;
  }
}

/** True when `record` is about this segment and no other of its airing. */
export const isRecordOf = (record: PlayRecord, { order }: Segment): boolean =>
  record.outcome !== 'missed' &&
  record.playId === order.playId &&
  Math.abs(record.fromMs - order.fromMs) <= 1;
