/**
 * Approvals at the signer — ghi việc duyệt ở tiến trình ký.
 *
 * The part of the client that carries approvals, in parts where there are many. It judges nothing.
 */
import { ok, type Result } from '@loaso/shared/result';
import type { KnownApproval } from '@loaso/shared/trust/approval';
import { APPROVALS_PART, SIGNER_PART_MAX, type SignerRequest } from '@loaso/shared/wire/signer';
import type { ApprovalOffice, ApprovalsKnown } from '../../ports/approvals.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { Asked } from './wire.js';

type AskOne = (request: (id: number) => SignerRequest) => Promise<Asked>;
type Done = Result<null, SignerRefusal>;

const done = (asked: Asked): Done => (asked.ok ? ok(null) : asked);

export const approvalClient = (askOne: AskOne): ApprovalOffice => ({
  approve: (approvals, by) =>
    askOne((id) => ({ op: 'approve', id, approvals: [...approvals], ...by })).then(done),
  approvals: () => allFrom(askOne),
  withdrawApprovals: (ids, why) =>
    inParts(ids, (part) =>
      askOne((id) => ({
        op: 'approvals-withdraw',
        id,
        ids: part,
        why: why.slice(0, 200),
      })).then(done),
    ),
  approvedBefore: (approvals) =>
    inParts(approvals, (part) =>
      askOne((id) => ({ op: 'approvals-before', id, approvals: part })).then(done),
    ),
  shutApprovals: () => askOne((id) => ({ op: 'approvals-shut', id })).then(done),
});

async function inParts<T>(all: readonly T[], ask: (part: T[]) => Promise<Done>): Promise<Done> {
  for (let from = 0; from < all.length; from += SIGNER_PART_MAX) {
    const asked = await ask(all.slice(from, from + SIGNER_PART_MAX));
    if (!asked.ok) return asked;
  }
  return ok(null);
}

async function allFrom(askOne: AskOne): Promise<Result<ApprovalsKnown, SignerRefusal>> {
  const known: KnownApproval[] = [];
  for (;;) {
    const after = known.at(-1)?.id ?? '';
    const asked = await askOne((id) => ({ op: 'approvals', id, after }));
    if (!asked.ok) return asked;
    const { open, list } = asked.value.approvals;
    known.push(...list);
    if (list.length < APPROVALS_PART) return ok({ open, known });
  }
}
