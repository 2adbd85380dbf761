/**
 * Hold of a release — điều giữ bản phần mềm lại.
 *
 * What the updater asks of the core and what it may answer. Words alone: see `release-fetch.ts`.
 */
import type { Instant } from '@loaso/shared/time';

/** What keeps it from being fetched now. */
export type ReleaseHold = 'night' | 'data' | 'no-room';

export type ReleaseFetch = {
  /** Still to come, and to be kept free for it. */
  readonly sizeBytes: number;
  readonly hold: ReleaseHold | null;
};

export type ReleaseWant = {
  readonly sizeBytes: number;
  /** The offer ends. */
  readonly exp: Instant;
  /** On the disk now, as it says itself. */
  readonly freeBytes: number;
};
