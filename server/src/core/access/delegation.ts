/**
 * Delegation — uỷ quyền duyệt.
 *
 * A leader's right to decide, lent to one person for some days. It never makes a writer their own
 * approver, is never lent on, and ends with the leader's own right. Knows days, not clocks.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { dayNumberOf, type Instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import { DELEGATION_DAYS_MAX, type Delegation } from '@loaso/shared/wire/http/delegations';
import type { Role } from '@loaso/shared/wire/http/people';
import { type ApprovalRefusal, mayDecide } from './approvals.js';
import { may } from './roles.js';
import { inScope } from './scope.js';

type Node = { readonly id: AreaId; readonly parentId: AreaId | null };
type Written = { readonly areaId: AreaId; readonly writtenBy: readonly UserId[] };

export type Member = {
  readonly id: UserId;
  readonly role: Role;
  readonly areaId: AreaId;
  readonly active: boolean;
};

/** A delegation with the leader as they are today. */
export type Lent = {
  readonly toUserId: UserId;
  readonly fromAt: LocalDate;
  readonly untilAt: LocalDate;
  readonly endedAt: number | null;
  readonly leader: Member;
};

export type DelegationRefusal =
  | { readonly code: 'not-allowed'; readonly needs: string }
  | { readonly code: 'delegate-unfit' }
  | { readonly code: 'delegation-days'; readonly limit: number };

export const stateOf = (
  { fromAt, untilAt, endedAt }: Pick<Lent, 'fromAt' | 'untilAt' | 'endedAt'>,
  now: Instant,
): Delegation['state'] => {
  const today = localDateOf(now);
  if (endedAt !== null) return 'taken-back';
  if (today < fromAt) return 'coming';
  return today <= untilAt ? 'in-force' : 'over';
};

/** Somebody who works where `leader` does and knows bulletins: never the leader, nor a guest. */
export const isCandidate = (leader: Member, person: Member, areas: readonly Node[]): boolean =>
  person.active &&
  person.id !== leader.id &&
  (person.role === 'official' || person.role === 'approver') &&
  inScope(areas, person.areaId, leader.areaId);

/** May `leader` lend their right so? */
export function mayDelegate(
  leader: Member,
  person: Member | null,
  days: { readonly from: LocalDate; readonly until: LocalDate; readonly now: Instant },
  areas: readonly Node[],
): Result<null, DelegationRefusal> {
  if (!may(leader.role, 'decide-bulletin')) return err({ code: 'not-allowed', needs: 'approver' });
  if (person === null || !isCandidate(leader, person, areas))
    return err({ code: 'delegate-unfit' });
  const length = dayNumberOf(days.until) - dayNumberOf(days.from) + 1;
  const past = days.until < localDateOf(days.now);
  return past || length > DELEGATION_DAYS_MAX
    ? err({ code: 'delegation-days', limit: DELEGATION_DAYS_MAX })
    : ok(null);
}

/**
 * May `person` decide on `bulletin`, in their own right or in a leader's place?
 *
 * @returns the leader whose right it is, null where it is their own
 */
export function decidesFor(
  person: Omit<Member, 'active'>,
  bulletin: Written,
  { lent, areas, now }: { lent: readonly Lent[]; areas: readonly Node[]; now: Instant },
): Result<UserId | null, ApprovalRefusal> {
  const own = mayDecide({ ...person, userId: person.id }, bulletin, areas);
  if (own.ok) return ok(null);
  if (own.error.code !== 'not-allowed') return own;
  const mine = lent.filter((one) => one.toUserId === person.id && stateOf(one, now) === 'in-force');
  const leaders = mine
    .map(({ leader }) => leader)
    .filter((leader) => isLeaderOf(leader, bulletin, areas));
  if (leaders.length === 0) return own;
  // What a leader wrote needs another leader; what the person wrote needs another person.
  const free = leaders.find(({ id }) => !bulletin.writtenBy.includes(id));
  const written = bulletin.writtenBy.includes(person.id);
  return free === undefined || written ? err({ code: 'own-approval' }) : ok(free.id);
}

const isLeaderOf = (leader: Member, bulletin: Written, areas: readonly Node[]): boolean =>
  leader.active &&
  may(leader.role, 'decide-bulletin') &&
  inScope(areas, leader.areaId, bulletin.areaId);
