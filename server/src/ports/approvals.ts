/**
 * Book of approvals — sổ duyệt ở phía người ký.
 *
 * What the flows ask of the process that keeps it. It takes an approval once, from a person, and
 * signs no plan with a file or a stream that nobody approved.
 */
import type { EntryId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type {
  Approvable,
  ApprovedBefore,
  BookOpenTo,
  KnownApproval,
} from '@loaso/shared/trust/approval';
import type { SignerRefusal } from './fleet.js';

/** Who approves, and what shows that it is they. */
export type ApprovedBy = {
  readonly user: string;
  readonly code?: string | undefined;
  /** An order that this person has confirmed. */
  readonly urgentId?: EntryId | undefined;
};

export type ApprovalOffice = {
  /** All or none, at most 200. */
  approve(approvals: readonly Approvable[], by: ApprovedBy): Promise<Result<null, SignerRefusal>>;
  /** Everything that stands in the book, by name; `open` while approvals of before are taken. */
  approvals(): Promise<Result<ApprovalsKnown, SignerRefusal>>;
  withdrawApprovals(ids: readonly string[], why: string): Promise<Result<null, SignerRefusal>>;
  approvedBefore(approvals: readonly ApprovedBefore[]): Promise<Result<null, SignerRefusal>>;
  /** Approvals of before are taken no more. */
  shutApprovals(): Promise<Result<null, SignerRefusal>>;
};

export type ApprovalsKnown = {
  readonly open: BookOpenTo;
  readonly known: readonly KnownApproval[];
};
