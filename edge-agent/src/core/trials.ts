/**
 * Trials — phép thử đang làm.
 *
 * What a technician has ordered and what has not ended: shapes only. A trial is forgotten by a restart.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';

/** The sound of a test chime, as the output was told it. */
export type ChimeSound = {
  readonly id: number;
  readonly startAt: Instant;
  readonly startMonoMs: number;
  readonly untilMonoMs: number;
  readonly volumePercent: number;
  readonly virtual: boolean;
  readonly startedMonoMs: number | null;
  readonly stoppedMonoMs: number | null;
};

/** A test chime that is ordered; `token` must be stored before it sounds. */
export type Chime = {
  /** Of its command. */
  readonly id: string;
  readonly volumePercent: number;
  readonly token: number;
  readonly sound: ChimeSound | null;
};

/** A test of the network that is under way. */
export type NetworkTest = {
  /** Of its command. */
  readonly id: string;
  readonly unread: 'no-data' | 'no-file' | null;
  /** No answer is waited for beyond this, monotonic. */
  readonly untilMonoMs: number;
};

/** A log that is being collected, and then sent until the server has it. */
export type LogOrder = {
  /** Of its command. */
  readonly id: string;
  readonly untilMonoMs: number;
  /** Null while it is packed. */
  readonly sending: LogSending | null;
};

export type LogSending = {
  readonly packed: { readonly gzip: string; readonly lines: number; readonly bytes: number };
  /** How often it was sent. */
  readonly tries: number;
  /** When it is sent again unless a receipt came. */
  readonly dueMonoMs: number;
};

/** A check of all cached files that is under way. */
export type FileCheck = {
  /** Of its command. */
  readonly id: string;
  readonly startMonoMs: number;
  /** What is still to be hashed. */
  readonly rest: readonly Sha256[];
  /** What is being hashed. */
  readonly current: Sha256 | null;
  readonly right: number;
  readonly damaged: number;
  readonly bytes: number;
};
