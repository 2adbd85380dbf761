/**
 * Approvals in two books — việc duyệt ở máy chủ và ở người ký.
 *
 * The signer has an approval before the database has it, and no plan sounds what the signer has not.
 * Promises that after a crash or a restored copy of either both say the same again: what only one of
 * them knows is approved by nobody, and waits for a person.
 */
import { err, type Result } from '@loaso/shared/result';
import type { SignerRefusal } from '../../ports/fleet.js';
import { signerRefusal } from '../fleet/ports.js';
import type { Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { createTurns } from '../turns.js';
import { approvableOf } from './approvable.js';
import { compareBooks, storedAs } from './compare.js';
import type { ApprovalPorts, Approvals, ApprovedId, Recording } from './ports.js';

type Shelf = ApprovalPorts & { readonly doubt: () => void };

export function createApprovals(ports: ApprovalPorts): Approvals {
  const inTurn = createTurns();
  // A crash may lie between the last time and now.
  let doubtful = true;
  const doubt = (): void => {
    doubtful = true;
  };
  const shelf = { ...ports, doubt };
  return {
    doubt,
    record: (wish) => inTurn(() => record(shelf, wish)),
    look: (ids, why) => inTurn(() => look(shelf, ids, why)),
    settle: () =>
      inTurn(async () => {
        if (!doubtful) return 0;
        doubtful = false;
        return await settle(shelf);
      }),
  };
}

async function record<T>(shelf: Shelf, { approved, by, store }: Recording<T>): Answer<T> {
  const wishes = await Promise.all(approved.map((one) => approvableOf(shelf, one)));
  const taken = await shelf.office.approve(wishes, by);
  if (!taken.ok) {
    // It may have been written all the same.
    if (taken.error.code === 'signer-unreachable') shelf.doubt();
    return unrecorded(taken.error);
  }
  try {
    const stored = await store();
    if (!stored.ok) shelf.doubt();
    return stored;
  } catch (cause) {
    shelf.doubt();
    throw cause;
  }
}

async function look(
  { office, store, log, doubt }: Shelf,
  ids: readonly ApprovedId[],
  why: string,
): Promise<void> {
  const now = await Promise.all(ids.map((id) => storedAs(store, id)));
  const gone = ids.filter((_, index) => now[index]?.state !== 'approved');
  if (gone.length === 0) return;
  const told = await office.withdrawApprovals(gone, why);
  if (told.ok) return;
  log.warn('approvals-owed', { approvals: gone.length, code: told.error.code });
  doubt();
}

async function settle(shelf: Shelf): Promise<number> {
  const settled = await compareBooks(shelf);
  if (settled.ok) {
    shelf.log.info('approvals-settled', settled.value);
    return settled.value.sentBack;
  }
  shelf.doubt();
  shelf.log.error('approvals-not-settled', { ...settled.error });
  return 0;
}

/** What a person is told when the signer has not taken an approval: nothing has changed. */
function unrecorded(refusal: SignerRefusal): Result<never, Refusal> {
  const told = signerRefusal(refusal);
  return told.error.code === 'signer'
    ? err({ code: 'approval-unrecorded', detail: `${refusal.code}: ${refusal.detail}` })
    : told;
}
