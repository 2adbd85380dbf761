/**
 * Sources of relays in the store — nơi giữ các nguồn tiếp âm; và phép thử luồng.
 *
 * One row for each; a withdrawn one stays, since plans and the trail speak of it.
 */
import type { AreaId, RelaySourceId, Sha256, UserId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import type { RelaySourceState, RelayTrial } from '@loaso/shared/wire/http/relays';

export type StoredRelaySource = {
  readonly id: RelaySourceId;
  readonly areaId: AreaId;
  readonly name: string;
  readonly url: string;
  readonly origin: Origin;
  readonly state: RelaySourceState;
  readonly approval: {
    readonly approvedBy: UserId;
    readonly approvedAt: number;
    /** SHA-256 of `relayContent`. */
    readonly contentHash: Sha256;
  } | null;
  readonly reason: string | null;
  readonly trial: RelayTrial | null;
  readonly createdBy: UserId;
  readonly createdAt: number;
};

export type RelayStore = {
  addSource(source: StoredRelaySource): Promise<void>;
  source(id: RelaySourceId): Promise<StoredRelaySource | null>;
  /** Of the areas named, the newest first. */
  sources(areaIds: readonly AreaId[]): Promise<StoredRelaySource[]>;
  /** Of all areas, those that stand as approved: at most `max` that follow upon `after`, by id. */
  approvedAfter(after: string, max: number): Promise<StoredRelaySource[]>;
  /** False, nothing stored, when it is not in the state in which it was seen any more. */
  changeSource(seen: StoredRelaySource, next: StoredRelaySource): Promise<boolean>;
};

/** Listens to a stream for a moment; resolves in every case, within its own time-out. */
export type StreamTrial = (
  url: string,
) => Promise<{ readonly ok: boolean; readonly detail: string }>;
