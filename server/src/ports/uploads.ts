/**
 * Uploads port — cổng nhận tệp lớn.
 *
 * Where a file rests while it comes in and is looked at, under a name that nobody outside chose.
 * Types only.
 */

import type { Sha256 } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';

/** What a person sends: read once, in pieces. */
export type Upload = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** As the sender says; null when it does not. */
  readonly sizeBytes: number | null;
  /** Ends when the sender goes away. */
  readonly signal: AbortSignal;
};

export type Received = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: Sha256;
};

export type UploadFault = { readonly code: 'too-large' | 'broken-off' | 'stalled' | 'empty' };

export type Uploads = {
  /** Stores what comes, up to `limitBytes`; nothing stays after a fault. */
  receive(upload: Upload, limitBytes: number): Promise<Result<Received, UploadFault>>;
  discard(path: string): Promise<void>;
};
