/**
 * A draft of an exemption — ngày có giờ riêng đang soạn.
 *
 * What stands in the fields while somebody writes, times as text; becomes an exemption, or names the field
 * that is wrong. Pure.
 */
import { type LocalDate, MinuteOfDay } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import type { SoundExemptionDraft } from '@loaso/shared/wire/http/sound-exemptions';
import { minuteOf } from '../entry/time-text.js';
import { endOf } from './place-draft.js';

export type ExemptDraft = {
  readonly kind: ExemptionWord['kind'];
  readonly fromDate: LocalDate | null;
  readonly toDate: LocalDate | null;
  readonly from: string;
  readonly to: string;
  readonly volume: number | '';
  readonly minutes: number | '';
};

export const EMPTY: ExemptDraft = {
  kind: 'hours',
  fromDate: null,
  toDate: null,
  from: '05:00',
  to: '22:30',
  volume: 80,
  minutes: 300,
};

export type ExemptFault = 'dates' | 'order' | 'from' | 'to' | 'times' | 'number';

export function exemptFault(draft: ExemptDraft): ExemptFault | null {
  const { fromDate, toDate, kind } = draft;
  if (fromDate === null || toDate === null) return 'dates';
  if (toDate < fromDate) return 'order';
  if (kind === 'priority-only') return null;
  const [start, end] = [minuteOf(draft.from), endOf(draft.to)];
  if (start === null) return 'from';
  if (end === null) return 'to';
  if (start >= end) return 'times';
  const numbers = kind === 'hours' ? [draft.volume, draft.minutes] : [];
  return numbers.includes('') ? 'number' : null;
}

/** Null: something is missing or wrong. */
export function exemptionOf(draft: ExemptDraft): SoundExemptionDraft | null {
  const { fromDate, toDate } = draft;
  if (exemptFault(draft) !== null || fromDate === null || toDate === null) return null;
  return { fromDate, toDate, word: wordOf(draft) };
}

function wordOf({ kind, from, to, volume, minutes }: ExemptDraft): ExemptionWord {
  if (kind === 'priority-only') return { kind };
  const span = {
    fromMinute: MinuteOfDay.parse(minuteOf(from)),
    toMinute: MinuteOfDay.parse(endOf(to)),
  };
  if (kind === 'quiet') return { kind, quiet: [span] };
  const windows = [{ ...span, volumeMaxPercent: Number(volume) }];
  return { kind, windows, minutesPerDayMax: Number(minutes) };
}
