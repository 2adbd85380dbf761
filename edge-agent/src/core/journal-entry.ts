/**
 * Journal entries — các dòng sổ của cụm.
 *
 * What must survive a power cut, one kind per line. The state after a start is the fold of these
 * entries and nothing else, so an entry is written wherever the durable part of the state changes.
 */
import type { Instant, LocalDate } from '@loaso/shared/time';
import type { Sessions } from '@loaso/shared/timeline/sessions';
import type { ClockState } from '@loaso/shared/wire/clock';
import type { PlanMark } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Airing } from './airing.js';
import type { AnswerEntry } from './answers.js';
import type { BatteryCheck } from './battery-clock.js';
import type { DataPlanEntry } from './data-plan-entry.js';
import type { HealthEntry } from './health.js';
import type { TrimEntry } from './trim-entry.js';

/** What became of an airing as far as the box knows; any of them ends its turn to be `missed`. */
export type Fate = 'pieces' | 'completed' | 'missed';

/** A point of the monotonic clock with a trusted time; holds within one system start. */
export type Anchor = {
  readonly systemBootId: string;
  readonly monoMs: number;
  readonly timeMs: number;
  readonly errorMs: number | null;
  readonly source: ClockState['source'];
  /** Battery minus monotonic clock then; absent where there is none. */
  readonly rtcOffsetMs?: number;
};

/** One moment on every clock there is; the monotonic one counts within its own system start. */
export type Moment = {
  readonly systemBootId: string;
  readonly monoMs: number;
  readonly at: Instant;
};

export type JournalEntry =
  /** Sealed messages, exactly as they came: they are judged again at each start. */
  | { readonly k: 'root'; readonly raw: string }
  | { readonly k: 'plan'; readonly raw: string }
  | { readonly k: 'envelope'; readonly raw: string }
  /** `free`: emergencies do not count against the minutes of a day. */
  | { readonly k: 'record'; readonly record: PlayRecord; readonly free: boolean }
  | { readonly k: 'receipt'; readonly upToSeq: number }
  /** The server knows higher numbers than this journal: count on from there. */
  | { readonly k: 'renumber'; readonly fromSeq: number; readonly firstSeq: number }
  | {
      readonly k: 'begun';
      readonly playId: string;
      readonly startedAt: number;
      readonly fromMs: number;
      readonly virtual: boolean;
      readonly free: boolean;
    }
  | { readonly k: 'progress'; readonly playId: string; readonly playedMs: number }
  /** Once-only id of a command; kept to `until`. */
  | { readonly k: 'used'; readonly id: string; readonly until: number }
  | { readonly k: 'stopped'; readonly playIds: readonly string[] }
  /** An urgent message as it came, judged again at each start, and when it came. */
  | { readonly k: 'urgent'; readonly raw: string; readonly taken: Moment }
  /** Play `index` of it may sound from `start` on: written before it does. */
  | {
      readonly k: 'urgent-play';
      readonly id: string;
      readonly index: number;
      readonly start: Moment;
    }
  /** Its id is done with, to `until`; null where a stop came before its message. */
  | {
      readonly k: 'urgent-spent';
      readonly id: string;
      readonly hash: string | null;
      readonly until: number;
    }
  | {
      readonly k: 'clock';
      readonly floorMs: number;
      readonly anchor: Anchor | null;
      /** Absent or null: as it was found before. */
      readonly battery?: BatteryCheck | null;
    }
  /** Ack counters below this may have been used. */
  | { readonly k: 'counter'; readonly below: number }
  /** What the box remembers of its own life. */
  | HealthEntry
  /** What it still has to tell of commands. */
  | AnswerEntry
  | TrimEntry
  | DataPlanEntry
  /** Written by compaction only. */
  | { readonly k: 'held'; readonly mark: PlanMark | null; readonly envelopeNum: number }
  | { readonly k: 'seq'; readonly nextSeq: number; readonly receiptedSeq: number }
  | { readonly k: 'fates'; readonly fates: readonly (readonly [string, Fate])[] }
  | { readonly k: 'owed'; readonly airings: readonly Airing[] }
  | {
      readonly k: 'sounded';
      readonly days: readonly (readonly [LocalDate, number])[];
      /** Absent: as they were. */
      readonly sessions?: readonly (readonly [LocalDate, Sessions])[];
    };
