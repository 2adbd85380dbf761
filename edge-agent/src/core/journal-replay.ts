/**
 * Journal replay — đọc lại sổ khi khởi động.
 *
 * Turns the surviving entries back into the durable state, and the durable state into the shortest
 * list of entries that says the same (compaction). Plans and envelopes are judged again, since a
 * key may have been revoked meanwhile. Fold and snapshot are inverses; a law holds them to it.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { Sha256 } from '@loaso/shared/ids';
import {
  openSealed,
  parseSealed,
  readBody,
  type SealedType,
  TrustRoot,
} from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { Plan } from '@loaso/shared/wire/plan';
import { Urgent, urgentFault } from '@loaso/shared/wire/urgent';
import { answerEntries } from './answers.js';
import {
  adoptEnvelope,
  adoptPlan,
  adoptUrgent,
  applyEntry,
  type Durable,
  emptyDurable,
} from './durable.js';
import { healthEntries } from './health.js';
import type { JournalEntry } from './journal-entry.js';
import { type LiveOrder, type Orders, spentOf, withSpent } from './order.js';
import type { Tools } from './tools.js';

/** @param dev this box; a plan for another is no plan, even from the own disk */
export function replay(
  root: TrustRoot,
  entries: readonly JournalEntry[],
  dev: DeviceId,
  tools: Tools,
): Durable {
  let durable = emptyDurable(root);
  for (const entry of entries) durable = applyAny(durable, entry, dev, tools);
  return durable;
}

function applyAny(before: Durable, entry: JournalEntry, dev: DeviceId, tools: Tools): Durable {
  switch (entry.k) {
    case 'root': {
      // Judged when it came, under the root before it, which compaction has not kept.
      const sealed = parseSealed(entry.raw);
      const root = sealed.ok ? readBody(sealed.value.body, TrustRoot) : sealed;
      return root.ok ? adoptRoot(before, entry.raw, root.value, tools) : before;
    }
    case 'plan':
      return replayPlan(before, entry.raw, dev, tools);
    case 'urgent':
      return replayUrgent(before, entry, dev, tools);
    case 'envelope': {
      const body = reopen(before, 'envelope', entry.raw, tools);
      const parsed = body === null ? null : readBody(body, SoundEnvelope);
      if (!parsed?.ok || parsed.value.dev !== dev) return before;
      return adoptEnvelope(before, entry.raw, parsed.value);
    }
    default:
      return applyEntry(before, entry);
  }
}

function replayPlan(before: Durable, raw: string, dev: DeviceId, tools: Tools): Durable {
  const body = reopen(before, 'plan', raw, tools);
  const parsed = body === null ? null : readBody(body, Plan);
  if (body === null || !parsed?.ok || parsed.value.dev !== dev) return before;
  const hash = Sha256.parse(tools.sha256(body));
  const { epoch, num } = parsed.value;
  return adoptPlan(before, raw, parsed.value, { epoch, num, hash });
}

/** Its time is not judged here: it came in time, and how long it may go on is for the core. */
function replayUrgent(
  before: Durable,
  { raw, taken }: Extract<JournalEntry, { k: 'urgent' }>,
  dev: DeviceId,
  tools: Tools,
): Durable {
  const body = reopen(before, 'urgent', raw, tools);
  const parsed = body === null ? null : readBody(body, Urgent);
  if (body === null || !parsed?.ok || parsed.value.dev !== dev) return before;
  const message = parsed.value;
  if (urgentFault(message) !== null) return before;
  return adoptUrgent(before, { raw, message, hash: tools.sha256(body), taken });
}

function reopen(durable: Durable, type: SealedType, raw: string, tools: Tools): string | null {
  const opened = openSealed(raw, type, durable.root, tools.verify);
  return opened.ok ? opened.value.body : null;
}

/**
 * Puts a newer root in place. What was signed by a key that it revokes is dropped at once; the plan
 * number stays, so that an older plan cannot come back through the gap.
 */
export function adoptRoot(before: Durable, raw: string, root: TrustRoot, tools: Tools): Durable {
  const next: Durable = { ...before, root, rootRaw: raw };
  const { plan, envelope, orders } = before;
  return {
    ...next,
    orders: stillSigned(orders, (raw) => reopen(next, 'urgent', raw, tools) !== null),
    plan: plan !== null && reopen(next, 'plan', plan.raw, tools) !== null ? plan : null,
    envelope:
      envelope !== null && reopen(next, 'envelope', envelope.raw, tools) !== null ? envelope : null,
  };
}

/** What a revoked key has ordered is over, and its id stays spent. */
function stillSigned(orders: Orders, isSigned: (raw: string) => boolean): Orders {
  let left = orders;
  for (const [id, order] of orders.live) {
    if (!isSigned(order.raw)) left = withSpent(left, id, spentOf(order));
  }
  return left;
}

/** The shortest journal that replays to `durable`. */
export function snapshotOf(durable: Durable): JournalEntry[] {
  const entries: JournalEntry[] = [];
  if (durable.rootRaw !== null) entries.push({ k: 'root', raw: durable.rootRaw });
  if (durable.envelope !== null) entries.push({ k: 'envelope', raw: durable.envelope.raw });
  if (durable.plan !== null) entries.push({ k: 'plan', raw: durable.plan.raw });
  // `free`, since the sums of sound follow as they are.
  for (const record of durable.records) entries.push({ k: 'record', record, free: true });
  for (const { playedMs, ...begun } of durable.begun.values()) {
    entries.push({ k: 'begun', ...begun });
    entries.push({ k: 'progress', playId: begun.playId, playedMs });
  }
  for (const [id, until] of durable.usedIds) entries.push({ k: 'used', id, until });
  for (const order of durable.orders.live.values()) entries.push(...orderEntries(order));
  for (const [id, spent] of durable.orders.spent) entries.push({ k: 'urgent-spent', id, ...spent });
  // After the plan and the records, whose replay touches the same figures.
  entries.push(
    { k: 'held', mark: durable.mark, envelopeNum: durable.envelopeNum },
    { k: 'stopped', playIds: [...durable.stopped] },
    { k: 'seq', nextSeq: durable.nextSeq, receiptedSeq: durable.receiptedSeq },
    { k: 'fates', fates: [...durable.fates] },
    { k: 'owed', airings: durable.owed },
    { k: 'sounded', days: [...durable.soundedMs], sessions: [...durable.sessions] },
    { k: 'clock', floorMs: durable.floorMs, anchor: durable.anchor, battery: durable.battery },
    { k: 'counter', below: durable.counterBelow },
    ...healthEntries(durable.health),
    ...answerEntries(durable.answers),
  );
  if (durable.trim !== null) entries.push({ k: 'trim', trim: durable.trim });
  if (durable.dataPlan !== null) entries.push({ k: 'data-plan', plan: durable.dataPlan });
  return entries;
}

function orderEntries({ raw, taken, message, run }: LiveOrder): JournalEntry[] {
  const entries: JournalEntry[] = [{ k: 'urgent', raw, taken }];
  if (run !== null) entries.push({ k: 'urgent-play', id: message.id, ...run });
  return entries;
}
