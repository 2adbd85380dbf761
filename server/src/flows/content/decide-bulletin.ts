/**
 * Deciding on a bulletin — gửi duyệt, duyệt, trả lại, rút.
 *
 * The steps of the life cycle as acts of a person, each written to the audit trail before it is
 * done. A withdrawal reaches the boxes before the answer; so does an approval that lines wait for.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import { decidesFor } from '../../core/access/delegation.js';
import type { Permission } from '../../core/access/roles.js';
import {
  approve,
  type LifecycleRefusal,
  reject,
  submit,
  withdraw,
} from '../../core/bulletin/lifecycle.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { lentTo } from '../people/delegations.js';
import { publishApproval } from './approve-bulletins.js';
import { findUndivided } from './find-bulletin.js';
import { auditBulletin, type Desk, type Found, save } from './ports.js';
import { republish, takenOff } from './reach-boxes.js';
import { refuseIfStale } from './renew-readings.js';
import { detailOf } from './shapes.js';
import { pushesOffInWords } from './standing-place.js';

type Decision = {
  readonly act: 'submit' | 'approve' | 'reject' | 'withdraw';
  readonly permission: Permission;
  readonly step: (bulletin: StoredBulletin) => Result<StoredBulletin, LifecycleRefusal>;
  /** What the audit trail says besides the title. */
  readonly note?: string;
  /** It takes a bulletin off the air. */
  readonly changesAir?: boolean;
  /** The revision that was looked at. */
  readonly seen?: number | undefined;
  /** A one-time code of who approves. */
  readonly code?: string | undefined;
};

async function decide(
  desk: Desk,
  actor: Actor,
  one: { readonly id: BulletinId; readonly decision: Decision },
): Answer<Bulletin> {
  const judged = await judge(desk, actor, one);
  if (!judged.ok) return judged;
  const done = await carryOut(desk, actor, [judged.value]);
  if (!done.ok) return done;
  const now = (await desk.store.content.bulletin(one.id)) ?? judged.value.next;
  return ok(await detailOf(desk, now, judged.value.found.areas));
}

type Judged = {
  readonly found: Found;
  readonly decision: Decision;
  readonly next: StoredBulletin;
  /** In whose place it is decided. */
  readonly leader: string | null;
};

/** All that may refuse a decision, before anything is done. */
async function judge(
  desk: Desk,
  actor: Actor,
  { id, decision }: { readonly id: BulletinId; readonly decision: Decision },
): Answer<Judged> {
  const { permission } = decision;
  const deciding = permission === 'decide-bulletin';
  // Who decides in a leader's place has no such right by role: what they may is judged below.
  const found = await findUndivided(desk, actor, {
    id,
    permission: deciding ? 'see-bulletins' : permission,
  });
  if (!found.ok) return found;
  const leader = deciding ? await leaderFor(desk, actor, found.value) : ok(null);
  if (!leader.ok) return leader;
  const current = await stillCurrent(desk, actor, { found: found.value, decision });
  if (!current.ok) return current;
  const next = decision.step(found.value.bulletin);
  if (!next.ok) return next;
  return ok({ found: found.value, decision, next: next.value, leader: leader.value });
}

/** All of them the same act. What may sound is stored by who publishes it, what is taken off at once. */
async function carryOut(desk: Desk, actor: Actor, judged: readonly Judged[]): Answer<null> {
  const save = () => saveAll(desk, actor, judged);
  const [first] = judged;
  if (first === undefined) return ok(null);
  const { act, code, changesAir } = first.decision;
  const bulletins = judged.map(({ next }) => next);
  if (act === 'approve') {
    return await publishApproval(desk, actor, { approved: bulletins, code, save });
  }
  const saved = await save();
  if (!saved.ok || changesAir !== true) return saved;
  for (const one of bulletins) {
    const done = await republish(desk, [one.id], {
      why: `${actor.username}: ${act} ${one.id}`,
      change: takenOff(actor.username, one),
    });
    if (!done.ok) return done;
  }
  return ok(null);
}

async function saveAll(desk: Desk, actor: Actor, judged: readonly Judged[]): Answer<null> {
  for (const { decision, next, leader } of judged) {
    const { act, note } = decision;
    const inPlaceOf = leader === null ? undefined : `in place of ${leader}`;
    const pushesOff = act === 'approve' ? await pushesOffInWords(desk, next) : undefined;
    const detail = [next.approval?.contentHash, inPlaceOf, note, pushesOff]
      .filter((part) => part !== undefined)
      .join(' ');
    await auditBulletin(desk, actor.username, { act, id: next.id, detail });
    const saved = await save(desk, next);
    if (!saved.ok) return saved;
  }
  return ok(null);
}

type Together = {
  readonly act: 'submit' | 'approve';
  readonly seen: readonly Seen[];
  /** One for all of them. */
  readonly code?: string | undefined;
};

/** The same decision on several bulletins: on none while one of them refuses it. */
export async function decideAll(
  desk: Desk,
  actor: Actor,
  { act, seen, code }: Together,
): Answer<null> {
  const judged: Judged[] = [];
  for (const one of seen) {
    const decision = act === 'submit' ? submission(one) : approval(desk, actor, { ...one, code });
    const single = await judge(desk, actor, { id: one.id, decision });
    if (!single.ok) return single;
    judged.push(single.value);
  }
  return await carryOut(desk, actor, judged);
}

type Deciding = { readonly found: Found; readonly decision: Decision };

/** What is sent on or approved is what was seen, and what the rules and the lexicon say today. */
async function stillCurrent(
  desk: Desk,
  actor: Actor,
  { found, decision: { act, seen } }: Deciding,
): Answer<null> {
  const { bulletin } = found;
  if (seen !== undefined && seen !== bulletin.revision) return err({ code: 'changed-meanwhile' });
  const onward =
    (act === 'submit' && (bulletin.state === 'voiced' || bulletin.state === 'rejected')) ||
    (act === 'approve' && bulletin.state === 'submitted');
  return onward ? await refuseIfStale(desk, actor.username, found) : ok(null);
}

/** The leader in whose place `actor` decides, by name; null where it is their own right. */
async function leaderFor(
  desk: Desk,
  actor: Actor,
  { bulletin, areas }: Found,
): Answer<string | null> {
  const now = desk.clock.now();
  const lent = await lentTo(desk, actor.userId, localDateOf(now));
  const judged = decidesFor({ ...actor, id: actor.userId }, bulletin, { lent, areas, now });
  if (!judged.ok || judged.value === null) return judged.ok ? ok(null) : judged;
  const leader = await desk.store.people.user(judged.value);
  return ok(leader?.username ?? judged.value);
}

/** What is decided on; `seen` is the revision that the person looked at. */
export type Seen = { readonly id: BulletinId; readonly seen?: number | undefined };

type Approving = Seen & { readonly code?: string | undefined };

const submission = ({ seen }: Seen): Decision => ({
  act: 'submit',
  permission: 'submit-bulletin',
  step: submit,
  seen,
});

const approval = (desk: Desk, actor: Actor, { seen, code }: Approving): Decision => ({
  act: 'approve',
  permission: 'decide-bulletin',
  step: (bulletin) =>
    approve(bulletin, { id: actor.userId, at: desk.clock.now() }, desk.hashing.sha256),
  seen,
  code,
});

export const submitBulletin = (desk: Desk, actor: Actor, one: Seen): Answer<Bulletin> =>
  decide(desk, actor, { id: one.id, decision: submission(one) });

export const approveBulletin = (desk: Desk, actor: Actor, one: Approving): Answer<Bulletin> =>
  decide(desk, actor, { id: one.id, decision: approval(desk, actor, one) });

export const rejectBulletin = (
  desk: Desk,
  actor: Actor,
  { id, reason, seen }: Seen & { readonly reason: string },
): Answer<Bulletin> =>
  decide(desk, actor, {
    id,
    decision: {
      act: 'reject',
      permission: 'decide-bulletin',
      step: (bulletin) => reject(bulletin, reason),
      note: reason,
      seen,
    },
  });

export const withdrawBulletin = (desk: Desk, actor: Actor, id: BulletinId): Answer<Bulletin> =>
  decide(desk, actor, {
    id,
    decision: {
      act: 'withdraw',
      permission: 'withdraw-bulletin',
      step: withdraw,
      changesAir: true,
    },
  });
