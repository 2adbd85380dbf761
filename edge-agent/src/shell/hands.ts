/**
 * Hands — những tay chạm vào cụm.
 *
 * What a person at the box and its updater may tell the core, beside all that comes from the ports.
 * None of it can make a sound.
 */
import type { UpdateReport } from '@loaso/shared/wire/release';
import type { AgentEvent } from '../core/event.js';
import type { ReleaseHold, ReleaseWant } from '../core/release-hold.js';
import type { AgentState } from '../core/state.js';

export type Hands = {
  /** Somebody at the box wants silence. */
  readonly pressStop: () => void;
  /** Asks whether a release may be fetched now, and makes room for it; what keeps it, or null. */
  readonly wantRelease: (want: ReleaseWant) => ReleaseHold | null;
  /** The release that was wanted has come, or will not. */
  readonly endRelease: (freeBytes: number) => void;
  /** What the next status says of the updates of this box. */
  readonly tellUpdate: (update: UpdateReport) => void;
};

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

export const handsOf = (
  state: () => AgentState,
  feed: (one: Without<AgentEvent, 'at'>) => void,
): Hands => ({
  pressStop: () => {
    if (state().boot !== null) feed({ type: 'local-stop' });
  },
  wantRelease: (want) => {
    feed({ type: 'release-wanted', ...want });
    return state().release?.hold ?? null;
  },
  endRelease: (freeBytes) => feed({ type: 'release-over', freeBytes }),
  tellUpdate: (update) => {
    if (state().boot !== null) feed({ type: 'update-told', update });
  },
});
