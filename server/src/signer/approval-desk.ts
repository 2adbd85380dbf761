/**
 * Desk for approvals — bàn ghi việc duyệt.
 *
 * Takes an approval once, when a person gives it, and never by one of the writers. In the name of
 * somebody who holds a secret for one-time codes it wants a code of theirs, or both confirmations of
 * an order that sounded these very files; in the name of others the word of the web process is all
 * there is, unless the operator wants codes of everybody.
 */
import { assertNever, err, ok, type Result } from '@loaso/shared/result';
import {
  type Approvable,
  type Approval,
  type ApprovedBefore,
  approvedId,
} from '@loaso/shared/trust/approval';
import { APPROVALS_PART, type SignerReply, type SignerRequest } from '@loaso/shared/wire/signer';
import { hashOf } from './approvals.js';
import type { SignerOffice } from './office.js';
import { proofBy } from './proof.js';
import type { Refused } from './publication.js';
import { type Told, told } from './told.js';

type Of<Op extends SignerRequest['op']> = Extract<SignerRequest, { op: Op }>;
export type ApprovalRequest = Of<
  'approve' | 'approvals' | 'approvals-withdraw' | 'approvals-before' | 'approvals-shut'
>;

export function answerApprovals(office: SignerOffice, request: ApprovalRequest): SignerReply {
  const { id } = request;
  switch (request.op) {
    case 'approve':
      return told(office, request, approve(office, request));
    case 'approvals':
      return {
        kind: 'approvals',
        id,
        open: office.approvals.open(),
        approvals: office.approvals.after(request.after, APPROVALS_PART),
      };
    case 'approvals-withdraw':
      return told(office, request, withdraw(office, request));
    case 'approvals-before':
      return told(office, request, takeBefore(office, request));
    case 'approvals-shut':
      return told(office, request, shut(office, request));
    default:
      return assertNever(request);
  }
}

const refusedBy = (detail: string): { ok: false; error: Refused } =>
  err({ code: 'signer-refused', detail });
const done = (id: number): Told => ok({ kind: 'done', id });

/** Nobody's code is used up by what would be refused anyway. */
function approve(office: SignerOffice, request: Of<'approve'>): Told {
  const { id, user, approvals } = request;
  const own = approvals.find(({ writtenBy }) => writtenBy.includes(user));
  if (own !== undefined) return refusedBy(`${user} wrote a part of ${approvedId(own)}`);
  if (!office.approvalRate.take(approvals.length)) return refusedBy('rate: approvals per minute');
  const by = proofOf(office, request);
  if (!by.ok) return by;
  const at = office.now();
  const lines = approvals.map((one) => lineOf(one, { approvedBy: user, by: by.value, at }));
  office.audit.append(
    lines.map((one) => ({ act: 'approved', detail: `${inWords(one)} by ${user} (${one.by})` })),
  );
  office.approvals.put(lines);
  return done(id);
}

type Proof = Result<Approval['by'], Refused>;

function proofOf(office: SignerOffice, request: Of<'approve'>): Proof {
  const { user, code, urgentId, approvals } = request;
  if (urgentId !== undefined) return byOrder(office, { ...request, urgentId });
  return proofBy(office, { user, code, places: approvals.map(({ areaId }) => areaId) });
}

/** Two people have given codes for exactly these files: they need not give another. */
function byOrder(
  { orders }: SignerOffice,
  { user, urgentId, approvals }: Of<'approve'> & { readonly urgentId: string },
): Proof {
  const ready = orders.ready(urgentId);
  if (!ready.ok) return ready;
  const { order, first, second, audio } = ready.value;
  const people = second === null || order.drill ? [] : [first, second];
  if (!people.includes(user)) return refusedBy(`${user} has not confirmed it for real`);
  const heard = approvals.every(
    (one) => 'audio' in one && one.audio.every((sha256) => audio.has(sha256)),
  );
  return heard ? ok('order') : refusedBy('not what the order sounded');
}

type Given = Pick<Approval, 'approvedBy' | 'by' | 'at'>;

function lineOf(one: Approvable, given: Given): Approval {
  const told = { contentHash: hashOf(one), ...given };
  return 'sourceId' in one
    ? { kind: 'relay-approved', ...one, ...told }
    : { kind: 'approved', ...one, ...told };
}

const inWords = (one: Approval): string =>
  `${approvedId(one)} ${one.contentHash}${'url' in one ? ` ${one.url}` : ''}`;

/** Without a code: silence must stay easier than sound. */
function withdraw(office: SignerOffice, { id, ids, why }: Of<'approvals-withdraw'>): Told {
  const known = office.approvals.withdraw(ids);
  office.audit.append(
    known.map((one) => ({ act: 'approval-withdrawn', detail: `${one} (${why})` })),
  );
  return done(id);
}

/** What the web process says of before, marked as such; once, while the book is open to it. */
function takeBefore(office: SignerOffice, { id, approvals }: Of<'approvals-before'>): Told {
  const open = office.approvals.open();
  const isLate = (one: ApprovedBefore): boolean =>
    'sourceId' in one ? !open.relays : !open.bulletins;
  if (approvals.some(isLate)) return refusedBy('approvals of before are taken no more');
  const own = approvals.find((one) => one.writtenBy.includes(one.approvedBy));
  if (own !== undefined) return refusedBy(`${own.approvedBy} wrote a part of ${approvedId(own)}`);
  const at = office.now();
  const lines = approvals.map(({ approvedBy, ...one }) =>
    lineOf(one, { approvedBy, by: 'before', at }),
  );
  office.audit.append(
    lines.map((one) => ({
      act: 'approved-before',
      detail: `${inWords(one)} by ${one.approvedBy}`,
    })),
  );
  office.approvals.put(lines);
  return done(id);
}

function shut(office: SignerOffice, { id }: Of<'approvals-shut'>): Told {
  const open = office.approvals.open();
  if (!open.bulletins && !open.relays) return done(id);
  office.audit.append([{ act: 'approvals-shut', detail: 'approvals of before are taken no more' }]);
  office.approvals.shut();
  return done(id);
}
