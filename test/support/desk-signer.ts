/**
 * The signer's desk in this process — bàn ký ngay trong tiến trình thử.
 *
 * The very desk of the signing process with its books on a temporary folder, and a clock that a test
 * moves: what waits half an hour there waits no time here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '@loaso/shared/result';
import { type SignerReply, type SignerRequest, SignerSettings } from '@loaso/shared/wire/signer';
import { approvalClient } from '#server/adapters/signer/approvals';
import { urgentClient } from '#server/adapters/signer/urgent';
import type { ApprovalOffice } from '#server/ports/approvals';
import type { UrgentSigner } from '#server/ports/fleet';
import { openApprovalBook } from '#server/signer/approvals';
import { openAuditBook } from '#server/signer/audit';
import { createDesk } from '#server/signer/desk';
import { openExemptedDays } from '#server/signer/exempted-days';
import { openFactorBook } from '#server/signer/factors';
import { openKeyRing } from '#server/signer/keys';
import { openLeaseBook } from '#server/signer/leases';
import { openNumberBook } from '#server/signer/numbers';
import { openOffice } from '#server/signer/office';
import { openPreparedBook } from '#server/signer/prepared';
import { openWarnerBook } from '#server/signer/warners';
import { openWideningBook } from '#server/signer/widenings';
import { inviteAt } from './warners.js';

type Asked = Awaited<ReturnType<Parameters<typeof urgentClient>[0]>>;

export type DeskSigner = UrgentSigner &
  ApprovalOffice & {
    /** As if it had been signed as a standing warning. */
    prepare(sha256s: Iterable<string>): void;
    /** What the administrator does at the signer's machine. @returns the word */
    invite(name: string, areas: readonly string[]): string;
    /** Loses what it holds in memory, as the process does when it dies. */
    restart(): void;
    close(): void;
  };

export function openDeskSigner(now: () => number): DeskSigner {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-desk-'));
  const settings = SignerSettings.parse({ dir, socketPath: '/none' });
  const numbers = openNumberBook(dir);
  const exempted = openExemptedDays(dir);
  const leases = openLeaseBook(dir, now);
  const audit = openAuditBook(dir, now);
  const prepared = openPreparedBook(dir);
  const approvals = openApprovalBook(dir);
  const factors = openFactorBook(dir, { warners: openWarnerBook(dir, audit), now });
  const widenings = openWideningBook(dir, now);
  const parts = {
    settings,
    keys: openKeyRing(dir),
    numbers,
    exempted,
    leases,
    audit,
    prepared,
    approvals,
    factors,
    widenings,
    now,
  };
  let desk = createDesk(openOffice(parts));
  const askOne = (request: (id: number) => SignerRequest): Promise<Asked> =>
    Promise.resolve(askedOf(desk.answer(request(1))));
  return {
    ...urgentClient(askOne),
    ...approvalClient(askOne),
    prepare: (sha256s) => prepared.add(sha256s),
    invite: (name, areas) => inviteAt(dir, { name, areas, at: now() }),
    restart: () => {
      desk = createDesk(openOffice(parts));
    },
    close: () => {
      for (const book of [
        numbers,
        exempted,
        leases,
        audit,
        prepared,
        approvals,
        factors,
        widenings,
      ])
        book.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function askedOf(replies: readonly SignerReply[]): Asked {
  const empty = {
    root: null,
    numbers: {},
    sigs: [],
    secret: null,
    states: {},
    warners: [],
    roots: [],
    draft: null,
    epoch: 0,
    approvals: { open: { bulletins: false, relays: false }, list: [] },
    devices: [],
  };
  const [reply] = replies;
  if (reply === undefined) throw new Error('the desk said nothing');
  if (reply.kind === 'refused') {
    const { code, detail, retryAfterS = null } = reply;
    return err({ code, detail, retryAfterS });
  }
  if (reply.kind === 'signed') return ok({ ...empty, sigs: reply.sigs });
  if (reply.kind === 'approvals') {
    return ok({ ...empty, approvals: { open: reply.open, list: reply.approvals } });
  }
  if (reply.kind === 'secret') return ok({ ...empty, secret: reply.secret });
  return reply.kind === 'factors' ? ok({ ...empty, states: reply.states }) : ok(empty);
}
