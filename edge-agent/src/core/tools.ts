/**
 * Tools of the core — đồ nghề của lõi.
 *
 * Pure functions that the core needs and may not import: they hold keys or come from a library of
 * the host. Same input, same answer, no wait.
 */
import type { SealedType, Verify } from '@loaso/shared/trust/sealed';

export type Tools = {
  readonly verify: Verify;
  /** Lower-case hex of the UTF-8 of `text`. */
  readonly sha256: (text: string) => string;
  /** Wraps `body` and signs it with the key of this box. */
  readonly seal: (type: SealedType, body: string) => string;
};
