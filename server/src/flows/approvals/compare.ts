/**
 * Comparing the books — đối chiếu hai sổ duyệt.
 *
 * At the start, and whenever they may differ. Approvals of before the signer kept a book, or kept
 * relays in it, are handed over once; after that, what the database alone says is sent back to who
 * approves, and what the signer alone says is forgotten there. What this database does not know stays
 * as it is: it may be the wrong copy.
 */
import type { BulletinId, RelaySourceId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import {
  type ApprovedBefore,
  approvalContent,
  type BookOpenTo,
} from '@loaso/shared/trust/approval';
import type { ApprovalsKnown } from '../../ports/approvals.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { StoredRelaySource } from '../../ports/relays.js';
import type { ApprovedRow } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import { isApprovedSource } from '../schedule/plan-sources.js';
import { approvableOf, beforeOf } from './approvable.js';
import type { ApprovalPorts } from './ports.js';
import { sendBack, sendBackRelay } from './send-back.js';

/** Approvals read at once. */
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
  const before = await handOver(ports, differing, book.value.open);
  if (!before.ok) return before;
  const sentBack = await sendAllBack(ports, differing, book.value.open);
  return ok({ handedOver: before.value, sentBack, forgotten: strange.length });
}

type Differences = {
  /** Approved here, unknown to the signer. */
  readonly bulletins: readonly ApprovedRow[];
  readonly relays: readonly StoredRelaySource[];
  /** In the book, and not approved so here. */
  readonly strange: readonly string[];
};

async function differencesTo(
  ports: ApprovalPorts,
  { known }: ApprovalsKnown,
): Promise<Differences> {
  const { content, relays } = ports.store;
  const book: Book = new Map(known.map((one) => [one.id, one.contentHash]));
  const missing = {
    bulletins: await notIn(ports, book, (after) => content.approvedAfter(after, PART)),
    relays: await notIn(ports, book, (after) => relays.approvedAfter(after, PART)),
  };
  return { ...missing, strange: [...book.keys()] };
}

type Book = Map<string, string>;

/** What stands in the book is taken out of it. */
async function notIn<T extends ApprovedRow | StoredRelaySource>(
  ports: ApprovalPorts,
  book: Book,
  read: (after: string) => Promise<readonly T[]>,
): Promise<T[]> {
  const missing: T[] = [];
  for (let after = ''; ; ) {
    const part = await read(after);
    for (const one of part) {
      const content = approvalContent(await approvableOf(ports, one));
      if (book.get(one.id) === ports.hashing.sha256(content)) book.delete(one.id);
      else missing.push(one);
    }
    const last = part.at(-1);
    if (last === undefined || part.length < PART) return missing;
    after = last.id;
  }
}

async function knownHere({ store }: ApprovalPorts, ids: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (const id of ids) if ((await storedAs(store, id)) !== null) known.push(id);
  return known;
}

/** The bulletin or the stream that the book calls by this name. */
export const storedAs = async (
  { content, relays }: Pick<ApprovalPorts['store'], 'content' | 'relays'>,
  id: string,
): Promise<StoredBulletin | StoredRelaySource | null> =>
  (await content.bulletin(id as BulletinId)) ?? (await relays.source(id as RelaySourceId));

/**
 * What is approved here of a kind that the book is still open to. Whatever its writer approved is
 * nobody's approval: it stays out, and no planner airs it.
 *
 * @returns how many
 */
async function handOver(
  ports: ApprovalPorts,
  { bulletins, relays }: Differences,
  open: BookOpenTo,
): Promise<Result<number, SignerRefusal>> {
  const { office, hashing } = ports;
  if (!open.bulletins && !open.relays) return ok(0);
  const streams = relays.filter((one) => isApprovedSource(one, hashing.sha256));
  const rows = [...(open.bulletins ? bulletins : []), ...(open.relays ? streams : [])];
  const before = await Promise.all(rows.map((one) => beforeOf(ports, one)));
  const fit = before.filter(isByAnother);
  const handed = await office.approvedBefore(fit);
  if (!handed.ok) return handed;
  const shut = await office.shutApprovals();
  return shut.ok ? ok(fit.length) : shut;
}

const isByAnother = ({ writtenBy, approvedBy }: ApprovedBefore): boolean =>
  !writtenBy.includes(approvedBy);

/** Approved here and by nobody that the signer knows: it waits for a person again. */
async function sendAllBack(
  ports: ApprovalPorts,
  { bulletins, relays }: Differences,
  open: BookOpenTo,
): Promise<number> {
  const [lost, silent] = [open.bulletins ? [] : bulletins, open.relays ? [] : relays];
  for (const { id } of lost) await sendBack(ports, id);
  for (const one of silent) await sendBackRelay(ports, one);
  return lost.length + silent.length;
}
