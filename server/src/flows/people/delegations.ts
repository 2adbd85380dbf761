/**
 * Delegating the decision — uỷ quyền duyệt.
 *
 * A leader lends and takes back; both are in the trail before they hold. Others see only what
 * concerns them. An approver's own area bounds everything.
 */
import { DelegationId, type UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Delegation, Delegations, NewDelegation } from '@loaso/shared/wire/http/delegations';
import type { Area } from '@loaso/shared/wire/http/people';
import { isCandidate, type Lent, mayDelegate, stateOf } from '../../core/access/delegation.js';
import { may } from '../../core/access/roles.js';
import { ancestorsOf } from '../../core/access/scope.js';
import type { StoredDelegation } from '../../ports/delegations.js';
import type { StoredUser } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import type { PeoplePorts } from './ports.js';

/** Rows of one person that a screen shows. */
const SHOWN_MAX = 50;

async function shown(
  { store, clock }: PeoplePorts,
  one: StoredDelegation,
  areas: readonly Area[],
): Promise<Delegation> {
  const [from, to] = await Promise.all([
    store.people.user(one.fromUserId),
    store.people.user(one.toUserId),
  ]);
  const areaId = from?.areaId ?? (areas[0]?.id as Area['id']);
  return {
    id: one.id,
    fromUserId: one.fromUserId,
    fromName: from?.fullName ?? one.fromUserId,
    toUserId: one.toUserId,
    toName: to?.fullName ?? one.toUserId,
    areaId,
    areaName: areas.find(({ id }) => id === areaId)?.name ?? areaId,
    from: one.fromAt,
    until: one.untilAt,
    reason: one.reason,
    state: stateOf(one, clock.now()),
  };
}

export async function listDelegations(ports: PeoplePorts, actor: Actor): Answer<Delegations> {
  const { store } = ports;
  const areas = await store.areas.areas();
  const stored = await store.delegations.delegationsOf(actor.userId, SHOWN_MAX);
  const delegations = await Promise.all(stored.map((one) => shown(ports, one, areas)));
  return ok({ delegations, candidates: await candidatesOf(ports, actor, areas) });
}

async function candidatesOf(
  { store }: PeoplePorts,
  actor: Actor,
  areas: readonly Area[],
): Promise<Delegations['candidates']> {
  if (!may(actor.role, 'decide-bulletin')) return [];
  const people = await store.people.users([actor.areaId, ...ancestorsOf(areas, actor.areaId)]);
  const leader = { ...actor, id: actor.userId, active: true };
  return people
    .filter((person) => isCandidate(leader, person, areas))
    .map(({ id, fullName, role }) => ({ id, fullName, role }));
}

export async function addDelegation(
  ports: PeoplePorts,
  actor: Actor,
  request: NewDelegation,
): Answer<Delegation> {
  const { store, clock, chance } = ports;
  const [areas, person] = await Promise.all([
    store.areas.areas(),
    store.people.user(request.toUserId),
  ]);
  const leader = { ...actor, id: actor.userId, active: true };
  const allowed = mayDelegate(leader, person, { ...request, now: clock.now() }, areas);
  if (!allowed.ok) return allowed;
  const delegation: StoredDelegation = {
    id: DelegationId.parse(chance.id('dlg')),
    fromUserId: actor.userId,
    toUserId: request.toUserId,
    fromAt: request.from,
    untilAt: request.until,
    reason: request.reason,
    createdAt: clock.now(),
    endedAt: null,
  };
  const { from, until, reason } = request;
  const detail = `to ${person?.username ?? ''} ${from} ${until}: ${reason}`;
  await audit(ports, actor, { act: 'add', id: delegation.id, detail });
  await store.delegations.addDelegation(delegation);
  return ok(await shown(ports, delegation, areas));
}

/** By the leader who lent it, or the person who would rather not. */
export async function endDelegation(
  ports: PeoplePorts,
  actor: Actor,
  id: DelegationId,
): Answer<Delegation> {
  const { store, clock } = ports;
  const stored = await store.delegations.delegation(id);
  const concerned = stored?.fromUserId === actor.userId || stored?.toUserId === actor.userId;
  if (stored === null || !concerned) return err({ code: 'not-found' });
  const at = clock.now();
  await audit(ports, actor, { act: 'end', id, detail: '' });
  const ended = await store.delegations.endDelegation(id, at);
  const now = ended ? { ...stored, endedAt: at } : stored;
  return ok(await shown(ports, now, await store.areas.areas()));
}

const audit = (
  { store, clock }: PeoplePorts,
  actor: Actor,
  { act, id, detail }: { act: string; id: DelegationId; detail: string },
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `delegation.${act}`,
    target: `delegation:${id}`,
    detail,
  });

/** A right that is lent, with the leader as they are now. */
type LentByLeader = Lent & { readonly leader: StoredUser };

/** What is lent to `userId` on `day`. */
export async function lentTo(
  { store }: { readonly store: Pick<PeoplePorts['store'], 'people' | 'delegations'> },
  userId: UserId,
  day: StoredDelegation['fromAt'],
): Promise<LentByLeader[]> {
  const stored = await store.delegations.delegationsTo(userId, day);
  const leaders = await Promise.all(stored.map((one) => store.people.user(one.fromUserId)));
  return stored.flatMap((one, index) => withLeader(one, leaders[index] ?? null));
}

const withLeader = (one: StoredDelegation, leader: StoredUser | null): LentByLeader[] =>
  leader === null ? [] : [{ ...one, leader }];
