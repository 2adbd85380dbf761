/**
 * A draft of an exemption — ngày có giờ riêng đang soạn.
 *
 * What stands in the fields while somebody writes, times as text; becomes an exemption, or names the field
 * that is wrong. Pure.
 */
import { formatMinute, type LocalDate, MinuteOfDay } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import type { SoundExemptionDraft } from '@loaso/shared/wire/http/sound-exemptions';
import { minuteOf } from '../entry/time-text.js';
import { endOf } from './place-draft.js';

/** One stretch of a day: heard, or silent. */
export type SpanDraft = {
  readonly from: string;
  readonly to: string;
  /** Of a stretch that is heard. */
  readonly volume: number | '';
};

export type ExemptDraft = {
  readonly kind: ExemptionWord['kind'];
  readonly fromDate: LocalDate | null;
  readonly toDate: LocalDate | null;
  readonly spans: readonly SpanDraft[];
  readonly minutes: number | '';
};

/** As many as an exemption may have of each kind. */
export const SPANS_MAX = { hours: 6, quiet: 4, 'priority-only': 0 } as const;

export const EMPTY: ExemptDraft = {
  kind: 'hours',
  fromDate: null,
  toDate: null,
  spans: [{ from: '05:00', to: '22:30', volume: 80 }],
  minutes: 300,
};

const clock = (minute: number): MinuteOfDay => MinuteOfDay.parse(Math.min(1440, minute));

/** An hour, half an hour after the last; the last again where the day is over. */
export function nextSpan(spans: readonly SpanDraft[]): SpanDraft {
  const last = spans.at(-1) ?? { from: '05:00', to: '06:00', volume: 80 };
  const end = endOf(last.to);
  if (end === null || end >= 1_380) return last;
  return { ...last, from: formatMinute(clock(end + 30)), to: formatMinute(clock(end + 90)) };
}

export type SpanFault = 'from' | 'to' | 'times' | 'number';
export type ExemptFault = 'dates' | 'order' | SpanFault;

/** @param heard it has a volume */
export function spanFault({ from, to, volume }: SpanDraft, heard: boolean): SpanFault | null {
  const [start, end] = [minuteOf(from), endOf(to)];
  if (start === null) return 'from';
  if (end === null) return 'to';
  if (start >= end) return 'times';
  return heard && volume === '' ? 'number' : null;
}

export function exemptFault({
  fromDate,
  toDate,
  kind,
  spans,
  minutes,
}: ExemptDraft): ExemptFault | null {
  if (fromDate === null || toDate === null) return 'dates';
  if (toDate < fromDate) return 'order';
  if (kind === 'priority-only') return null;
  if (spans.length === 0 || spans.length > SPANS_MAX[kind]) return 'times';
  const heard = kind === 'hours';
  const faults = spans.flatMap((span) => spanFault(span, heard) ?? []);
  return faults[0] ?? (heard && minutes === '' ? 'number' : null);
}

/** Null: something is missing or wrong. */
export function exemptionOf(draft: ExemptDraft): SoundExemptionDraft | null {
  const { fromDate, toDate } = draft;
  if (exemptFault(draft) !== null || fromDate === null || toDate === null) return null;
  return { fromDate, toDate, word: wordOf(draft) };
}

function wordOf({ kind, spans, minutes }: ExemptDraft): ExemptionWord {
  if (kind === 'priority-only') return { kind };
  const timed = spans.map(({ from, to, volume }) => ({
    span: {
      fromMinute: MinuteOfDay.parse(minuteOf(from)),
      toMinute: MinuteOfDay.parse(endOf(to)),
    },
    volume: Number(volume),
  }));
  if (kind === 'quiet') return { kind, quiet: timed.map(({ span }) => span) };
  const windows = timed.map(({ span, volume }) => ({ ...span, volumeMaxPercent: volume }));
  return { kind, windows, minutesPerDayMax: Number(minutes) };
}
