/**
 * Delegations in the store — nơi giữ các uỷ quyền duyệt.
 *
 * One row for each; an ended one stays, since the trail speaks of it.
 */
import type { DelegationId, UserId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';

export type StoredDelegation = {
  readonly id: DelegationId;
  readonly fromUserId: UserId;
  readonly toUserId: UserId;
  /** First and last day in force. */
  readonly fromAt: LocalDate;
  readonly untilAt: LocalDate;
  readonly reason: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
};

export type DelegationStore = {
  addDelegation(delegation: StoredDelegation): Promise<void>;
  delegation(id: DelegationId): Promise<StoredDelegation | null>;
  /** False when it has ended already. */
  endDelegation(id: DelegationId, at: number): Promise<boolean>;
  /** Given or received, newest first, at most `limit`. */
  delegationsOf(userId: UserId, limit: number): Promise<StoredDelegation[]>;
  /** Received, not taken back, of which `day` is one. */
  delegationsTo(userId: UserId, day: LocalDate): Promise<StoredDelegation[]>;
};
