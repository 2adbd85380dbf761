/**
 * Office of the signer — văn phòng ký.
 *
 * Everything that outlives one connection: keys, books, rates and the clock. Made once at the start;
 * decides nothing by itself.
 */
import type { SignerSettings } from '@loaso/shared/wire/signer';
import type { ApprovalBook } from './approvals.js';
import type { AuditBook } from './audit.js';
import type { ExemptedDays } from './exempted-days.js';
import type { FactorBook } from './factors.js';
import type { KeyRing } from './keys.js';
import type { LeaseBook } from './leases.js';
import type { NumberBook } from './numbers.js';
import { createOrderBook, type OrderBook } from './orders.js';
import type { PreparedBook } from './prepared.js';
import { createRate, type Rate } from './rate.js';
import type { WideningBook } from './widenings.js';

/** Changes of keys in a day: whoever asks without end would fill the root with revoked keys. */
const ROOTS_PER_DAY_MAX = 24;
/** More than a province approves in a minute: no flood fills the book. */
const APPROVALS_PER_MINUTE_MAX = 2_000;
const DAY_MS = 86_400_000;

export type SignerOffice = {
  readonly settings: SignerSettings;
  readonly keys: KeyRing;
  readonly numbers: NumberBook;
  readonly exempted: ExemptedDays;
  readonly leases: LeaseBook;
  readonly audit: AuditBook;
  readonly prepared: PreparedBook;
  readonly approvals: ApprovalBook;
  readonly factors: FactorBook;
  readonly widenings: WideningBook;
  /** What a box was last refused for want of an agreement, so that it is written down once. */
  readonly refusedWidenings: Map<string, string>;
  readonly orders: OrderBook;
  readonly boxRate: Rate;
  readonly urgentRate: Rate;
  readonly commandRate: Rate;
  readonly stopRate: Rate;
  readonly rootRate: Rate;
  readonly approvalRate: Rate;
  /** UTC milliseconds. */
  readonly now: () => number;
};

export function openOffice(
  parts: Pick<
    SignerOffice,
    | 'settings'
    | 'keys'
    | 'numbers'
    | 'exempted'
    | 'leases'
    | 'audit'
    | 'prepared'
    | 'approvals'
    | 'factors'
    | 'widenings'
    | 'now'
  >,
): SignerOffice {
  const { settings, now } = parts;
  return {
    ...parts,
    orders: createOrderBook(settings, now),
    refusedWidenings: new Map(),
    urgentRate: createRate(settings.boxesPerMinuteMax, now),
    boxRate: createRate(settings.boxesPerMinuteMax, now),
    commandRate: createRate(settings.commandsPerMinuteMax, now),
    stopRate: createRate(settings.stopsPerMinuteMax, now),
    approvalRate: createRate(APPROVALS_PER_MINUTE_MAX, now),
    rootRate: createRate(ROOTS_PER_DAY_MAX, now, DAY_MS),
  };
}
