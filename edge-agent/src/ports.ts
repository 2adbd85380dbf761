/**
 * Ports of the agent — cổng của cụm loa.
 *
 * What the shell needs from the world, in words of the core. Adapters fill them in; `main.ts` alone
 * knows which. A port promises behaviour and names no library.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Relay } from '@loaso/shared/wire/relay';
import type { FileTrial } from '@loaso/shared/wire/result';
import type { Status } from '@loaso/shared/wire/status';
import type { SoundPart } from './core/airing.js';
import type { LogEvent, LogLevel } from './core/effect.js';
import type { FileFault, OutputNews, PackedLog, Reading } from './core/event.js';
import type { BoardReading } from './core/health.js';
import type { JournalEntry } from './core/journal-entry.js';
import type { JournalFault } from './core/journal-fault.js';

export type { OutputNews } from './core/event.js';

export type SystemClock = {
  /** Both clocks at once; never throws. */
  read(): Reading;
  /** Looks at NTP of the system and at the battery clock; the next `read` tells. Never rejects. */
  refresh(): Promise<void>;
  /** Calls back at a monotonic instant, or soon after; a second wish replaces the first. */
  wakeAt(monoMs: number, wake: () => void): void;
  stop(): void;
};

/** Opens an encrypted line to a host; nothing is written before its certificate has been found right. */
export type Dial<Line> = (host: string, port: number) => Line;

/** Connection to the broker, kept up by itself for as long as it is started. */
export type Link = {
  start(hears: LinkEars): void;
  /** Queues within stated limits while the connection is up; drops and logs otherwise. */
  publish(topic: string, raw: string, qos: 0 | 1): void;
  /** There and back to the broker; null while it is away or when no answer comes in time. */
  roundTripMs(): Promise<number | null>;
  stop(): Promise<void>;
};

export type LinkEars = {
  readonly up: () => void;
  readonly down: () => void;
  readonly message: (topic: string, raw: string) => void;
};

/** One file under way; see `FileLayer`. */
export type OpenFile = {
  /** Appends; in the system's cache only until `sync`. */
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
};

/** The few disk operations that promises about power cuts rest on. */
export type FileLayer = {
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Opens at its end, for this user alone; creates an empty file where there is none. */
  open(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names in the folder of `path` survive a power cut. */
  syncFolder(path: string): Promise<void>;
};

/** Append-only log that survives power cuts at any byte. */
export type Journal = {
  /** All entries that are whole, oldest first; a torn tail is cut off. */
  open(): Promise<JournalEntry[]>;
  /** Why it could not be opened to be written, or read; null where it could. */
  fault(): JournalFault | null;
  /** Resolves when the entries would survive a power cut, with the size of the log in bytes. */
  append(entries: readonly JournalEntry[]): Promise<number>;
  /**
   * Puts these entries in place of all before, in one step; resolves like `append`. Alone of the two it is
   * tried after a fault, and ends it.
   */
  compact(entries: readonly JournalEntry[]): Promise<number>;
  close(): Promise<void>;
};

/** A download under way; what was written stays for the next try until it is kept or discarded. */
export type PartialFile = {
  /** Bytes that are already there. */
  readonly sizeBytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Throws the bytes away and begins again at 0. */
  restart(): Promise<void>;
  /** Keeps the bytes for a later try. */
  pause(): Promise<void>;
  /** Puts the file in the cache if its hash is right; `corrupt` throws it away. */
  keep(): Promise<'kept' | 'corrupt'>;
};

/** Files named by their hash. */
export type AudioCache = {
  list(): Promise<{ sha256: Sha256; sizeBytes: number }[]>;
  open(sha256: Sha256): Promise<PartialFile>;
  /** Reads the whole file again. */
  check(sha256: Sha256, sizeBytes: number): Promise<'right' | 'absent' | 'corrupt'>;
  delete(sha256: Sha256): Promise<void>;
  pathOf(sha256: Sha256): string;
  freeBytes(): Promise<number>;
};

export type DownloadEnd =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: FileFault; readonly detail: string };

export type Downloader = {
  /** Brings exactly `sizeBytes` bytes into `into`; resolves in every case. */
  download(sha256: Sha256, sizeBytes: number, into: PartialFile): Promise<DownloadEnd>;
  /** Gives up what is under way. */
  stop(): void;
};

/** Packs the log of this start of the agent, without any secret. */
export type PackLog = (known: Readonly<Record<string, unknown>>) => Promise<PackedLog | null>;

/** One question to a server; rejects where no whole answer came. */
export type PostJson = (
  url: string,
  body: object,
) => Promise<{ readonly status: number; readonly text: string }>;

/** A file to be tried for: null for one that does not exist, and how much of it may be read. */
export type FileTry = { readonly sha256: Sha256 | null; readonly bytesMax: number };

/** Tries the file server of the box; resolves in every case, within a stated time. */
export type TryFiles = (wanted: FileTry) => Promise<FileTrial>;

/** A part of a sound with the place of its file. */
export type PartFile = SoundPart & { readonly path: string };

/** A file whose beginning is to be at hand, and where it lies. */
export type HeadFile = Pick<PartFile, 'sha256' | 'sizeBytes' | 'path'>;

export type PlayOrder = {
  readonly soundId: number;
  readonly playId: string;
  readonly title: string;
  readonly parts: readonly PartFile[];
  readonly startMonoMs: number;
  readonly fromMs: number;
  readonly untilMonoMs: number;
  readonly startAt: Instant;
  readonly gainDb: number;
  readonly volumePercent: number;
  /** A stream; the parts are its fallback. */
  readonly relay?: Relay | undefined;
};

/**
 * Where sound goes. One sound at a time: a second one takes the place of the first. Every sound that
 * was prepared or played ends with exactly one `sound-ended`.
 */
export type SoundOutput = {
  /** @returns what the output is and whether it can sound */
  start(tell: (news: OutputNews) => void): Promise<Status['output']>;
  /** Holds the beginnings of these files decoded, where it has a use for them, and of no others. */
  keepHeads(files: readonly HeadFile[]): void;
  prepare(
    soundId: number,
    parts: readonly PartFile[],
    fromMs: number,
    relay?: Relay | undefined,
  ): void;
  play(order: PlayOrder): void;
  limit(soundId: number, untilMonoMs: number): void;
  setVolume(soundId: number, volumePercent: number): void;
  stopSound(soundId: number): void;
  stop(): Promise<void>;
};

/** The relay that powers the amplifier. */
export type AmplifierSwitch = {
  /**
   * Off, whatever it was before.
   *
   * @param tell why it cannot be switched, and null once it can again
   */
  start(tell: (fault: string | null) => void): Promise<void>;
  /** Tried again by itself for as long as it fails. */
  turn(on: boolean): void;
  /** Off. */
  stop(): Promise<void>;
};

/** Sensors and counters of the board; one that is absent or broken is null. */
export type Board = {
  /** Within a few seconds, and never fails. */
  read(): Promise<BoardReading>;
};

export type Log = (
  level: LogLevel,
  event: LogEvent | ShellLogEvent,
  fields: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** Names of log lines that the shell and the adapters write, beside those of the core. */
export type ShellLogEvent =
  | 'board-fault'
  | 'link-fault'
  | 'link-throttled'
  | 'panel-fault'
  | 'journal-tail-cut'
  | 'output-fault'
  | 'player-started'
  | 'release-confirmed'
  | 'release-refused'
  | 'release-given-up'
  | 'release-staged'
  | 'standstill'
  | 'stopped'
  | 'watchdog-fault';
