/**
 * State of the amplifier's relay — trạng thái rơ-le tăng âm.
 *
 * What the core knows of it: shapes only. A restart forgets it, because then the relay is off.
 */
import type { Status } from '@loaso/shared/wire/status';

export type Amplifier = {
  readonly on: boolean;
  /** When it was last switched, monotonic. */
  readonly sinceMonoMs: number;
  /** Since when nothing sounds and nothing is about to; null while something does. */
  readonly idleMonoMs: number | null;
  /** It has been on for too long, and nothing but a warning may sound before this, monotonic. */
  readonly restUntilMonoMs: number;
  /** Why it cannot be switched; null where it can. */
  readonly fault: string | null;
  /** What the output says of itself: a relay that cannot be switched is a fault on top of it. */
  readonly card: Status['output'];
};

export const amplifierOff = (card: Status['output']): Amplifier => ({
  on: false,
  sinceMonoMs: 0,
  idleMonoMs: 0,
  restUntilMonoMs: 0,
  fault: null,
  card,
});
