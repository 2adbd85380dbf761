/**
 * Effects of the agent — việc phải làm.
 *
 * What the core wants from the world, as data, each with its why. The shell runs them in order; it
 * decides nothing. `journal` answers with `journal-stored` once the bytes would survive a power cut.
 */
import type { PlayId, Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Relay } from '@loaso/shared/wire/relay';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { RestartReason } from '@loaso/shared/wire/vitals';
import type { SoundPart } from './airing.js';
import type { JournalEntry } from './journal-entry.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Names of log lines: a closed list, so that they can be searched for. */
export type LogEvent =
  | 'amplifier-rests'
  | 'booted'
  | 'clock-trusted'
  | 'clock-jumped'
  | 'clock-disagrees'
  | 'clock-doubted'
  | 'command-obeyed'
  | 'command-refused'
  | 'data-budget'
  | 'download-failed'
  | 'envelope-accepted'
  | 'gap-unanswerable'
  | 'journal-failed'
  | 'journal-healed'
  | 'journal-behind'
  | 'message-refused'
  | 'no-room'
  | 'output-silent'
  | 'plan-accepted'
  | 'plan-dropped'
  | 'play-heard'
  | 'play-recorded'
  | 'relay-turned'
  | 'root-accepted'
  | 'start-reason'
  | 'shutting-down'
  | 'sound-started'
  | 'stop-obeyed'
  | 'drill-answered'
  | 'urgent-accepted'
  | 'urgent-ended'
  | 'urgent-play';

type Wanted =
  | {
      readonly type: 'publish';
      readonly topic: TopicName;
      /** Sealed message, final text. */
      readonly raw: string;
      readonly qos: 0 | 1;
    }
  | { readonly type: 'journal'; readonly token: number; readonly entries: readonly JournalEntry[] }
  /** Replaces the whole journal by these entries, in one step. */
  | { readonly type: 'compact'; readonly token: number; readonly entries: readonly JournalEntry[] }
  | { readonly type: 'download'; readonly sha256: Sha256; readonly sizeBytes: number }
  /** Hashes a cached file again; answers `file-ready` or `file-failed`. */
  | { readonly type: 'check-file'; readonly sha256: Sha256; readonly sizeBytes: number }
  /** Tries broker and file server; answers `network-measured`. */
  | {
      readonly type: 'measure-network';
      readonly id: string;
      /** A file to ask for; null for one that does not exist. */
      readonly sha256: Sha256 | null;
      /** So many bytes of it may be read. */
      readonly bytesMax: number;
    }
  | { readonly type: 'delete-file'; readonly sha256: Sha256 }
  /** Hold the beginnings of these files decoded, and of no others; the most urgent first. */
  | {
      readonly type: 'keep-heads';
      readonly files: readonly { readonly sha256: Sha256; readonly sizeBytes: number }[];
    }
  /** Decode ahead so that `play` can start on the sample. */
  | {
      readonly type: 'prepare';
      readonly soundId: number;
      readonly parts: readonly SoundPart[];
      readonly fromMs: number;
      /** A stream to be reached; the parts are its fallback. */
      readonly relay?: Relay | undefined;
    }
  | {
      readonly type: 'play';
      readonly soundId: number;
      readonly playId: PlayId;
      readonly title: string;
      readonly parts: readonly SoundPart[];
      /** Monotonic instant of the first sample, and the position inside the airing it has. */
      readonly startMonoMs: number;
      readonly fromMs: number;
      /** Silence from here on, whatever the files hold. */
      readonly untilMonoMs: number;
      /** The same start as UTC, for what is written beside the sound. */
      readonly startAt: Instant;
      readonly gainDb: number;
      readonly volumePercent: number;
      readonly relay?: Relay | undefined;
    }
  /** Moves the end of a sound, earlier or later. */
  | { readonly type: 'limit-sound'; readonly soundId: number; readonly untilMonoMs: number }
  | { readonly type: 'set-volume'; readonly soundId: number; readonly volumePercent: number }
  | { readonly type: 'stop-sound'; readonly soundId: number }
  /** Switches the relay of the amplifier. */
  | { readonly type: 'amplifier'; readonly on: boolean }
  /** Replaces the previous wish: a `tick` is due at this monotonic instant. */
  | { readonly type: 'wake-at'; readonly monoMs: number }
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly event: LogEvent;
      readonly fields: Readonly<Record<string, string | number | boolean | null>>;
    }
  /** Packs the log with what the core knows; answers `log-collected`. */
  | {
      readonly type: 'collect-log';
      readonly id: string;
      readonly known: Readonly<Record<string, unknown>>;
    }
  /** Starts the whole board anew; answers `reboot-failed` where nobody would. */
  | { readonly type: 'reboot'; readonly id: string }
  /** `reason`: what the next start will say of this end. */
  | { readonly type: 'restart'; readonly reason: RestartReason };

export type AgentEffect = Wanted & { readonly why: string };
