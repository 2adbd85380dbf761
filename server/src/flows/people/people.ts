/**
 * People — các việc về người dùng.
 *
 * All verbs about people as one value, with those that only read: who am I, where do I work, what
 * was done. The trail speaks of every area, so only an administrator of the whole tree reads it.
 */
import { err, ok } from '@loaso/shared/result';
import { localDateOf } from '@loaso/shared/time';
import type { Area, AuditEvent, User } from '@loaso/shared/wire/http/people';
import { may } from '../../core/access/roles.js';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { clustersIn, endedCommunes, toldEnded } from '../../core/coverage/ended-areas.js';
import type { StoredAudit } from '../../ports/store-records.js';
import type { Actor, Answer, PeopleFlows } from '../flows.js';
import { accountFlows } from './accounts.js';
import { addDelegation, endDelegation, lentTo, listDelegations } from './delegations.js';
import { loginFlows } from './logins.js';
import { notAllowed, type PeoplePorts, userOf } from './ports.js';

const AUDIT_EVENTS_MAX = 1_000;

async function me({ store, clock }: PeoplePorts, actor: Actor): Answer<User> {
  const user = await store.people.user(actor.userId);
  if (user === null) return err({ code: 'not-found' });
  const lent = await lentTo({ store }, actor.userId, localDateOf(clock.now()));
  const decidesFor = lent
    .filter(({ leader }) => leader.active && may(leader.role, 'decide-bulletin'))
    .map(({ leader, untilAt }) => ({
      leader: leader.fullName,
      areaId: leader.areaId,
      until: untilAt,
    }));
  const shown = await userOf({ store }, user, await store.areas.areas());
  return ok(decidesFor.length === 0 ? shown : { ...shown, decidesFor });
}

/** The person's area with everything below and above it: enough to name any place they can see. */
async function areasFor({ store, clock }: PeoplePorts, actor: Actor): Answer<Area[]> {
  const areas = await store.areas.areas();
  const visible = new Set([...subtreeOf(areas, actor.areaId), ...ancestorsOf(areas, actor.areaId)]);
  const shown = areas.filter(({ id }) => visible.has(id));
  const ended = endedCommunes(await store.registry.communeFacts(), localDateOf(clock.now()));
  if (ended.size === 0) return ok(shown);
  const devices = (await store.fleet.devices()).filter(({ state }) => state !== 'revoked');
  return ok(toldEnded(shown, ended, clustersIn(areas, devices)));
}

const eventOf = ({ prevHash, ...event }: StoredAudit): AuditEvent => event;

async function audit(
  { store }: PeoplePorts,
  actor: Actor,
  limit: number,
): ReturnType<PeopleFlows['audit']> {
  if (!may(actor.role, 'read-audit')) return notAllowed('read-audit');
  const areas = await store.areas.areas();
  const whole = areas.some(({ id, parentId }) => id === actor.areaId && parentId === null);
  if (!whole) return err({ code: 'not-allowed', needs: 'administrator of the whole tree' });
  const events = await store.audit.events(Math.min(Math.max(1, limit), AUDIT_EVENTS_MAX));
  const firstBroken = await store.audit.firstBroken();
  return ok({ events: events.map(eventOf), intact: firstBroken === null, firstBroken });
}

export const createPeopleFlows = (ports: PeoplePorts): PeopleFlows => ({
  ...loginFlows(ports),
  ...accountFlows(ports),
  me: (actor) => me(ports, actor),
  areas: (actor) => areasFor(ports, actor),
  audit: (actor, limit) => audit(ports, actor, limit),
  delegations: (actor) => listDelegations(ports, actor),
  delegate: (actor, request) => addDelegation(ports, actor, request),
  endDelegation: (actor, id) => endDelegation(ports, actor, id),
});
