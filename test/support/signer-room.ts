/**
 * A signer's desk for tests — bàn ký để thử.
 *
 * The desk with its books on a temporary folder and a clock that a test moves; answers in one line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SignerReply,
  type SignerRequest,
  SignerSettings,
  type UrgentOrder,
} from '@loaso/shared/wire/signer';
import { expect } from 'chai';
import { sealedText } from '#server/adapters/signer/sealing';
import { openApprovalBook } from '#server/signer/approvals';
import { openAuditBook } from '#server/signer/audit';
import { createDesk, type Desk } from '#server/signer/desk';
import { openExemptedDays } from '#server/signer/exempted-days';
import { openFactorBook } from '#server/signer/factors';
import { openKeyRing } from '#server/signer/keys';
import { openLeaseBook } from '#server/signer/leases';
import { openNumberBook } from '#server/signer/numbers';
import { openOffice } from '#server/signer/office';
import { openPreparedBook } from '#server/signer/prepared';
import { openWarnerBook } from '#server/signer/warners';
import { openWideningBook } from '#server/signer/widenings';
import { type Phone, phoneOf } from './factors.js';
import { approvableOf, boxId, planOf, sha } from './plans.js';
import { urgentOf } from './urgents.js';
import { inviteAt } from './warners.js';

type Bare<R> = R extends { id: number } ? Omit<R, 'id'> : never;

export class SignerRoom {
  readonly dir = mkdtempSync(join(tmpdir(), 'loaso-desk-'));
  at = Date.parse('2026-11-20T02:00:00Z');
  private closers: (() => void)[] = [];
  private desk: Desk;

  constructor(settings: object = {}) {
    this.desk = this.open(settings);
  }

  private open(extra: object): Desk {
    const settings = SignerSettings.parse({ dir: this.dir, socketPath: '/none', ...extra });
    const now = () => this.at;
    const numbers = openNumberBook(this.dir);
    const exempted = openExemptedDays(this.dir);
    const leases = openLeaseBook(this.dir, now);
    const audit = openAuditBook(this.dir, now);
    const prepared = openPreparedBook(this.dir);
    const approvals = openApprovalBook(this.dir);
    const warners = openWarnerBook(this.dir, audit);
    const factors = openFactorBook(this.dir, { warners, now });
    const widenings = openWideningBook(this.dir, now);
    const books = {
      ...{ numbers, exempted, leases, audit, prepared, approvals, factors },
      widenings,
    };
    this.closers = Object.values(books).map((book) => () => book.close());
    const keys = openKeyRing(this.dir);
    return createDesk(openOffice({ settings, keys, ...books, now }));
  }

  restart(settings: object = {}): void {
    for (const close of this.closers) close();
    this.desk = this.open(settings);
  }

  ask(request: Bare<SignerRequest>): string {
    const replies = this.desk.answer({ id: 1, ...request } as SignerRequest);
    const last = replies.at(-1);
    if (last === undefined) return 'silent';
    const reply = SignerReply.parse(last);
    if (reply.kind === 'refused') return `${reply.code}: ${reply.detail}`;
    if (reply.kind === 'warners') return JSON.stringify(reply.warners);
    if (reply.kind === 'devices') return reply.devices.join(' ');
    return reply.kind === 'secret' ? reply.secret : reply.kind;
  }

  /** Gives a person a secret and its phone; the next try of theirs may come at once. */
  enrol(user: string, areas: string[] = ['*']): Phone {
    const invitation = inviteAt(this.dir, { name: user, areas, at: this.at });
    const secret = this.ask({ op: 'factor-begin', user, invitation });
    const phone = phoneOf(secret, () => this.at);
    expect(this.ask({ op: 'factor-confirm', user, code: phone.code() })).to.equal('done');
    this.at += 31_000;
    return phone;
  }

  /** Signs a plan whose standing warnings are `texts`. */
  prepare(...texts: string[]): void {
    const audio = texts.map((text) => ({
      sha256: sha(text),
      sizeBytes: 1000,
      durationMs: 60_000 as never,
      codec: 'mp3' as const,
    }));
    const standing = texts.map(sha);
    const plan = planOf(boxId(9), 1, this.at, { audio, items: [], standing });
    this.approve(...texts);
    this.ask({ op: 'begin', count: 1, why: 'test' });
    this.ask({ op: 'plans', bodies: [JSON.stringify(plan)] });
    expect(this.ask({ op: 'end' })).to.equal('signed');
  }

  /** Has the files of `texts` approved, each as a bulletin of its own. */
  approve(...texts: string[]): void {
    const approvals = texts.map((text) => approvableOf(text));
    expect(this.ask({ op: 'approve', user: 'lanh-dao', approvals })).to.equal('done');
  }

  message(id: string, change = {}) {
    return urgentOf(id, this.at, change);
  }

  openOrder(order: UrgentOrder, user: string, phone: Phone): string {
    return this.ask({ op: 'urgent-open', order, user, code: phone.code() });
  }

  sign(urgentId: string, bodies: string[]): string {
    return this.ask({ op: 'urgent-sign', urgentId: urgentId as never, bodies });
  }

  /** Has an envelope signed. @returns it as it travels */
  sealEnvelope(body: string): string {
    const [reply] = this.desk.answer({ op: 'envelopes', id: 1, bodies: [body] });
    const [sig] = reply?.kind === 'signed' ? reply.sigs : [];
    if (sig === undefined) throw new Error(JSON.stringify(reply));
    return sealedText('envelope', body, sig);
  }

  close(): void {
    for (const close of this.closers) close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
