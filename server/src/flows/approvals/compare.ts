/**
 * Comparing the books — đối chiếu hai sổ duyệt.
 *
 * At the start, and whenever they may differ. Approvals of before the signer kept a book are handed
 * over once; after that, what the database alone says is sent back to who approves, and what the
 * signer alone says is forgotten there. Bulletins that this database does not know stay as they are:
 * it may be the wrong copy.
 */
import { ok, type Result } from '@loaso/shared/result';
import {
  type Approvable,
  type ApprovedBefore,
  approvalContent,
} from '@loaso/shared/trust/approval';
import type { ApprovalsKnown } from '../../ports/approvals.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { ApprovedRow } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import { approvableOf, nameOf } from './approvable.js';
import type { ApprovalPorts } from './ports.js';

/** Bulletins read at once. */
const PART = 500;

type Settled = {
  readonly handedOver: number;
  readonly sentBack: number;
  readonly forgotten: number;
};

export async function compareBooks(ports: ApprovalPorts): Promise<Result<Settled, SignerRefusal>> {
  const { office } = ports;
  const book = await office.approvals();
  if (!book.ok) return book;
  const differing = await differencesTo(ports, book.value);
  const strange = await knownHere(ports, differing.strange);
  if (strange.length > 0) {
    const forgotten = await office.withdrawApprovals(strange, 'not approved in the database');
    if (!forgotten.ok) return forgotten;
  }
  if (!book.value.open) {
    for (const { id } of differing.missing) await sendBack(ports, id);
    const sentBack = differing.missing.length;
    return ok({ handedOver: 0, sentBack, forgotten: strange.length });
  }
  const before = await Promise.all(differing.missing.map((one) => beforeOf(ports, one)));
  const handed = await handOver(ports, before);
  if (!handed.ok) return handed;
  return ok({ handedOver: before.length, sentBack: 0, forgotten: strange.length });
}

type Differences = {
  /** Approved here, unknown to the signer. */
  readonly missing: readonly ApprovedRow[];
  /** In the book, and not approved so here. */
  readonly strange: readonly string[];
};

async function differencesTo(
  ports: ApprovalPorts,
  { known }: ApprovalsKnown,
): Promise<Differences> {
  const book = new Map(known.map((one) => [one.bulletinId, one.contentHash]));
  const missing: ApprovedRow[] = [];
  for (let after = ''; ; ) {
    const part = await ports.store.content.approvedAfter(after, PART);
    for (const one of part) {
      const { writtenBy: _, ...content } = await approvableOf(ports, one);
      if (book.get(one.id) === hashOf(ports, content)) book.delete(one.id);
      else missing.push(one);
    }
    const last = part.at(-1);
    if (last === undefined || part.length < PART) return { missing, strange: [...book.keys()] };
    after = last.id;
  }
}

const hashOf = ({ hashing }: ApprovalPorts, content: Omit<Approvable, 'writtenBy'>) =>
  hashing.sha256(approvalContent(content));

async function knownHere(
  { store }: ApprovalPorts,
  ids: readonly string[],
): Promise<StoredBulletin['id'][]> {
  const known: StoredBulletin['id'][] = [];
  for (const id of ids) {
    const bulletin = await store.content.bulletin(id as StoredBulletin['id']);
    if (bulletin !== null) known.push(bulletin.id);
  }
  return known;
}

/** Approved here and by nobody that the signer knows: it waits for a person again. */
async function sendBack({ store, clock, live, log }: ApprovalPorts, id: ApprovedRow['id']) {
  const bulletin = await store.content.bulletin(id);
  if (bulletin?.state !== 'approved') return;
  const at = clock.now();
  const next = {
    ...bulletin,
    state: 'submitted' as const,
    approval: null,
    revision: bulletin.revision + 1,
    updatedAt: at,
  };
  await store.audit.append({
    at,
    actor: 'server',
    act: 'bulletin.unapprove',
    target: `bulletin:${id}`,
    detail: bulletin.approval?.contentHash ?? '',
  });
  if (!(await store.content.replaceBulletin(next))) return;
  log.error('approval-lost', { bulletinId: id });
  live.push(next.areaId, { kind: 'bulletin', at, bulletinId: id, state: next.state });
}

async function beforeOf(ports: ApprovalPorts, one: ApprovedRow): Promise<ApprovedBefore> {
  const approvable = await approvableOf(ports, one);
  const approver = one.approval?.approvedBy;
  const approvedBy = approver === undefined ? '' : await nameOf(ports.store, approver);
  return { ...approvable, approvedBy };
}

/** Whatever its writer approved is nobody's approval: it stays out, and no planner airs it. */
async function handOver(
  { office }: ApprovalPorts,
  before: readonly ApprovedBefore[],
): Promise<Result<null, SignerRefusal>> {
  const fit = before.filter((one) => !one.writtenBy.includes(one.approvedBy));
  const handed = await office.approvedBefore(fit);
  return handed.ok ? await office.shutApprovals() : handed;
}
