/**
 * Events of the agent — sự kiện của cụm loa.
 *
 * Everything the core may learn of the world, as data. Each event carries the reading of both clocks
 * at which it happened, so that a seed and a list of events replay a life of a box exactly.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { HearingFrame } from '@loaso/shared/wire/hearing';
import type { UpdateReport } from '@loaso/shared/wire/release';
import type { FileTrial } from '@loaso/shared/wire/result';
import type { Status } from '@loaso/shared/wire/status';
import type { RestartReason } from '@loaso/shared/wire/vitals';
import type { BoardReading, EndFound } from './health.js';
import type { JournalEntry } from './journal-entry.js';
import type { JournalFault } from './journal-fault.js';
import type { ReleaseWant } from './release-hold.js';

/** Both clocks of the box at one moment. */
export type Reading = {
  /** System wall clock, UTC milliseconds; believed only as far as `clock.ts` says. */
  readonly wallMs: number;
  /** Monotonic clock of this system start, milliseconds; survives a restart of the process. */
  readonly monoMs: number;
  /** The system says that its wall clock is disciplined by NTP. */
  readonly ntpSynced: boolean;
  /** How long ago NTP last set it, milliseconds; just now where absent. */
  readonly ntpAgeMs?: number;
  /** How far off it was then at most, milliseconds; absent where nobody tells it. */
  readonly ntpErrorMs?: number;
  /** What the battery clock says, UTC milliseconds; null where there is none. */
  readonly rtcMs: number | null;
};

/** Why a file could not be had; `corrupt` means that bytes came and were wrong. */
export type FileFault = 'absent' | 'corrupt' | 'network' | 'refused' | 'too-large' | 'disk';

/** How a sound ended. `limit`: it reached the end that it had been given. */
export type SoundEnd = 'finished' | 'limit' | 'stopped' | 'failed' | 'file-absent' | 'file-corrupt';

/** Where a relay sounds from: the stream, its stated fallback, or nowhere. */
export type RelayTurn = 'stream' | 'fallback' | 'silence';

/** base64 of gzip, and what is in it. */
export type PackedLog = {
  readonly gzip: string;
  readonly lines: number;
  readonly bytes: number;
};

/** What the agent finds when it starts. */
export type Boot = {
  /** All entries that survived, oldest first. */
  readonly journal: readonly JournalEntry[];
  /** Why nothing can be written to it, and whether it could not even be read; absent where it can. */
  readonly journalFault?: JournalFault;
  /** Complete files in the cache, by name and size; their content is checked later. */
  readonly files: readonly { readonly sha256: Sha256; readonly sizeBytes: number }[];
  readonly freeBytes: number;
  /** New at each start of the agent; public. */
  readonly bootId: string;
  /** New at each start of the system: an anchor of the monotonic clock holds as long as it does. */
  readonly systemBootId: string;
  /** Chance of this start, never shown: nonces come from it. */
  readonly seed: string;
  readonly output: Status['output'];
  /** Absent where nothing is known of the end before this start. */
  readonly found?: EndFound;
};

type Happening =
  | ({ readonly type: 'boot' } & Boot)
  | { readonly type: 'tick' }
  | { readonly type: 'link-up' }
  | { readonly type: 'link-down' }
  | { readonly type: 'message'; readonly topic: string; readonly raw: string }
  | {
      readonly type: 'file-ready';
      readonly sha256: Sha256;
      readonly sizeBytes: number;
      readonly freeBytes: number;
    }
  | {
      readonly type: 'file-failed';
      readonly sha256: Sha256;
      readonly reason: FileFault;
      readonly detail: string;
    }
  | {
      readonly type: 'sound-started';
      readonly soundId: number;
      /** Monotonic instant of the first sample. */
      readonly startedMonoMs: number;
      /** Position inside the airing of that sample. */
      readonly fromMs: number;
    }
  | {
      readonly type: 'sound-ended';
      readonly soundId: number;
      readonly how: SoundEnd;
      /** Sound made since `sound-started`, milliseconds; 0 when it never started. */
      readonly playedMs: number;
      /** The file at fault, for `file-absent` and `file-corrupt`. */
      readonly sha256?: Sha256;
      readonly detail?: string;
    }
  /** A relay sounds from somewhere else, or from nowhere, since `monoMs`. */
  | {
      readonly type: 'relay-turned';
      readonly soundId: number;
      readonly to: RelayTurn;
      readonly monoMs: number;
      readonly detail: string;
    }
  /** What the microphone has of a play that has ended. */
  | {
      readonly type: 'sound-heard';
      readonly playId: string;
      readonly sent: readonly HearingFrame[];
      readonly heard: readonly HearingFrame[];
      /** Why there is nothing; null where there is. */
      readonly fault: string | null;
    }
  | { readonly type: 'journal-stored'; readonly token: number; readonly sizeBytes: number }
  | { readonly type: 'journal-failed'; readonly token: number; readonly detail: string }
  | { readonly type: 'output-changed'; readonly output: Status['output'] }
  /** The relay of the amplifier cannot be switched, or can be again. */
  | { readonly type: 'amplifier-told'; readonly fault: string | null }
  | {
      readonly type: 'network-measured';
      /** Of the command. */
      readonly id: string;
      readonly files: FileTrial;
      readonly brokerMs: number | null;
    }
  | {
      readonly type: 'log-collected';
      readonly id: string;
      /** Null where there is none. */
      readonly packed: PackedLog | null;
    }
  | { readonly type: 'reboot-failed'; readonly id: string; readonly detail: string }
  | { readonly type: 'local-stop' }
  | { readonly type: 'board-read'; readonly reading: BoardReading }
  /** The updater wants to fetch a release; the answer stands in the state. */
  | ({ readonly type: 'release-wanted' } & ReleaseWant)
  | { readonly type: 'release-over'; readonly freeBytes: number }
  /** The updater has something to say; the core only passes it on. */
  | { readonly type: 'update-told'; readonly update: UpdateReport }
  /** `reason`: what the next start will say of this end; a person's order where absent. */
  | { readonly type: 'shutdown'; readonly why: string; readonly reason?: RestartReason };

/** What a sound output tells of a sound, and of itself. */
export type OutputNews = Extract<
  Happening,
  {
    type: 'sound-started' | 'sound-ended' | 'relay-turned' | 'sound-heard' | 'output-changed';
  }
>;

export type AgentEvent = Happening & { readonly at: Reading };
