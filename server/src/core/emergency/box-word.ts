/**
 * Word of a box — cụm loa đã làm gì với một tin khẩn.
 *
 * Folds acknowledgements, status and play records of one box into its best news so far. Repeated and
 * late words change nothing for the worse: who has played stays played. Knows no store and no clock.
 */
import type { Ack } from '@loaso/shared/wire/ack';
import type { EmergencyBoxState, EmergencyKind } from '@loaso/shared/wire/http/emergency';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { refusalWords, type Words } from '../fleet/refusal-words.js';

/** What a box has said of an order; times in UTC milliseconds by the server's clock. */
export type BoxWord = {
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly soundedAt: number | null;
  /** Nominal starts of the plays that have a record of any kind. */
  readonly told: readonly number[];
  /** Nominal starts of those that sounded to their end. */
  readonly completed: readonly number[];
  readonly cut: string | null;
  readonly missed: string | null;
  /** True when no real loudspeaker sounded. */
  readonly virtual: boolean;
};

export const SILENT: BoxWord = {
  sentAt: null,
  acceptedAt: null,
  refusal: null,
  soundedAt: null,
  told: [],
  completed: [],
  cut: null,
  missed: null,
  virtual: false,
};

export const withSent = (word: BoxWord, at: number): BoxWord =>
  word.sentAt === null ? { ...word, sentAt: at } : word;

/** @param at when it came in, UTC milliseconds */
export function withAck(word: BoxWord, ack: Ack, at: number): BoxWord {
  if (ack.outcome === 'refused') {
    // What it has taken once, it has: a later copy may well be refused.
    if (word.acceptedAt !== null) return word;
    const refusal = { code: ack.code ?? 'unknown', detail: ack.detail ?? '' };
    return { ...word, refusal };
  }
  if (word.acceptedAt !== null) return word;
  // A drill is accepted in any case; the code then says why no sound would have come. With a warning
  // it says what the box still waits for.
  const { code, detail = '' } = ack;
  const silent = ack.what === 'drill' && code !== undefined;
  return { ...word, acceptedAt: at, refusal: silent ? { code, detail } : null };
}

/** The box says that it sounds now. */
export const withSounding = (word: BoxWord, at: number): BoxWord =>
  word.soundedAt === null ? { ...word, soundedAt: at, refusal: null } : word;

const added = (starts: readonly number[], start: number): readonly number[] =>
  starts.includes(start) ? starts : [...starts, start];

/**
 * @param start nominal start of the play
 * @param at when it came in; a box with a good clock tells itself when it began
 */
export function withRecord(
  word: BoxWord,
  record: PlayRecord,
  { start, at }: { readonly start: number; readonly at: number },
): BoxWord {
  const told = { ...word, refusal: null, told: added(word.told, start) };
  if (record.outcome === 'missed') return { ...told, missed: record.reason };
  const startedAt = record.clock.trust === 'locked' ? Math.min(record.startedAt, at) : at;
  const heard = {
    ...told,
    soundedAt: Math.min(word.soundedAt ?? startedAt, startedAt),
    virtual: word.virtual || record.virtual,
  };
  return record.outcome === 'completed'
    ? { ...heard, completed: added(word.completed, start) }
    : { ...heard, cut: record.reason };
}

export function stateOf(word: BoxWord): EmergencyBoxState {
  if (word.completed.length > 0) return 'played';
  if (word.cut !== null) return 'cut';
  if (word.missed !== null && word.soundedAt === null) return 'missed';
  if (word.soundedAt !== null) return 'sounding';
  if (word.refusal !== null) return 'refused';
  if (word.acceptedAt !== null) return 'accepted';
  return word.sentAt === null ? 'unsent' : 'sent';
}

/** True when nothing more is expected of the box. */
export function isDone(word: BoxWord, kind: EmergencyKind, plays: number): boolean {
  if (word.told.length >= plays) return true;
  const state = stateOf(word);
  if (kind === 'drill' && word.acceptedAt !== null) return true;
  // A box that did not trust its clock is asked again when it comes back.
  return state === 'refused' && word.refusal?.code !== 'clock-untrusted';
}

/** Why it refused, was cut or stayed silent; null where there is nothing to explain. */
export function reasonOf(word: BoxWord): Words | null {
  const state = stateOf(word);
  if (state === 'refused' && word.refusal !== null) return wordsOf(word.refusal.code);
  if (state === 'cut') return wordsOf(word.cut ?? '');
  if (state === 'missed') return wordsOf(word.missed ?? '');
  return word.virtual ? VIRTUAL : null;
}

const VIRTUAL: Words = {
  vi: 'đầu ra không phải loa thật',
  en: 'the output is no real loudspeaker',
};

type Reason = Exclude<PlayRecord, { outcome: 'completed' }>['reason'];

const REASONS: Readonly<Record<Reason, Words>> = {
  emergency: { vi: 'nhường tin khẩn mới hơn', en: 'a newer emergency took its place' },
  'higher-priority': { vi: 'nhường bản tin ưu tiên hơn', en: 'something of higher priority' },
  operator: { vi: 'có người bấm dừng', en: 'somebody stopped it' },
  power: { vi: 'mất điện', en: 'the power failed' },
  'output-failed': { vi: 'đầu ra âm thanh hỏng', en: 'the sound output failed' },
  replanned: { vi: 'kế hoạch đã đổi', en: 'the plan changed' },
  envelope: { vi: 'ngoài khung được phép', en: 'outside the permitted bounds' },
  'file-corrupt': { vi: 'tệp âm thanh hỏng', en: 'the audio file is damaged' },
  'file-absent': { vi: 'chưa tải được tệp âm thanh', en: 'the audio file was not there' },
  'box-off': { vi: 'cụm loa tắt', en: 'the box was off' },
  'too-late': { vi: 'tới quá muộn', en: 'it came too late' },
  'clock-untrusted': { vi: 'cụm loa không chắc giờ', en: 'the box did not trust its clock' },
  outranked: { vi: 'nhường tin khẩn mới hơn', en: 'a newer emergency took its place' },
  stopped: { vi: 'đã bị dừng trước', en: 'it was stopped before' },
  disk: { vi: 'cụm loa không ghi được thẻ nhớ', en: 'the box could not write to its card' },
};

const isReason = (reason: string): reason is Reason => Object.hasOwn(REASONS, reason);

const wordsOf = (reason: string): Words =>
  isReason(reason) ? REASONS[reason] : refusalWords(reason);
