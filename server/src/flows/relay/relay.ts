/**
 * Sources of relays — các việc về nguồn tiếp âm.
 *
 * An administrator enters a stream, the server listens to it, a leader approves it on its very
 * address, which the signer takes first; only then may a line relay it. Who entered it never approves
 * it. Taking it back silences its lines before the answer.
 */
import { type AreaId, RelaySourceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { NewRelaySource, RelayDecision, RelaySource } from '@loaso/shared/wire/http/relays';
import { relayContent } from '@loaso/shared/wire/relay';
import { may } from '../../core/access/roles.js';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import type { StoredRelaySource, StreamTrial } from '../../ports/relays.js';
import type { Store } from '../../ports/store.js';
import type { Chance, Clock, Hashing } from '../../ports/system.js';
import type { Approvals } from '../approvals/ports.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer, FleetFlows } from '../flows.js';
import type { RelayFlows } from '../relay-flows.js';
import { placedDevices, reachedBy } from '../schedule/ports.js';

export type RelayPorts = {
  readonly store: Pick<
    Store,
    'relays' | 'schedule' | 'fleet' | 'areas' | 'registry' | 'people' | 'audit'
  >;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Pick<Hashing, 'sha256'>;
  readonly listen: StreamTrial;
  readonly publish: FleetFlows['publish'];
  readonly approvals: Pick<Approvals, 'record' | 'look'>;
};

export const createRelayFlows = (ports: RelayPorts): RelayFlows => ({
  sources: (actor) => listSources(ports, actor),
  addSource: (actor, request) => addSource(ports, actor, request),
  trySource: (actor, id) => trySource(ports, actor, id),
  decideSource: (actor, id, decision) => decideSource(ports, actor, { id, decision }),
});

/** Those of the areas above count too: a commune relays what its province has approved. */
async function listSources(ports: RelayPorts, actor: Actor): Answer<RelaySource[]> {
  const scope = await scopeOf(ports, actor, 'see-relays');
  if (!scope.ok) return scope;
  const { areas } = scope.value;
  const around = [...ancestorsOf(areas, actor.areaId), ...subtreeOf(areas, actor.areaId)];
  const found = await ports.store.relays.sources([...new Set(around)]);
  return ok(await Promise.all(found.map((one) => shown(ports, actor, { one, ...scope.value }))));
}

async function shown(
  { store }: RelayPorts,
  actor: Actor,
  { one, areas, within }: Scope & { readonly one: StoredRelaySource },
): Promise<RelaySource> {
  const nameOf = async (id: StoredRelaySource['createdBy']): Promise<string> =>
    (await store.people.user(id))?.fullName ?? id;
  const own = one.createdBy === actor.userId;
  const { id, areaId, name, url, origin, state, reason, trial, createdAt, approval } = one;
  return {
    ...{ id, areaId, name, url, origin, state, reason, trial, createdAt },
    areaName: areas.find((area) => area.id === areaId)?.name ?? areaId,
    createdBy: await nameOf(one.createdBy),
    decidedBy: approval === null ? null : await nameOf(approval.approvedBy),
    mayDecide: state === 'pending' && !own && may(actor.role, 'decide-relay') && within.has(areaId),
  };
}

async function addSource(
  ports: RelayPorts,
  actor: Actor,
  request: NewRelaySource,
): Answer<RelaySource> {
  const scope = await scopeOf(ports, actor, 'write-relays');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(request.areaId)) return NOT_FOUND;
  const ended = await beginsNoMore(ports, [request.areaId]);
  if (ended !== null) return err(ended);
  const { clock, chance, listen, store } = ports;
  const heard = await listen(request.url);
  const one: StoredRelaySource = {
    ...request,
    id: RelaySourceId.parse(chance.id('rly')),
    state: 'pending',
    approval: null,
    reason: null,
    trial: { at: clock.now(), ...heard },
    createdBy: actor.userId,
    createdAt: clock.now(),
  };
  await audit(ports, actor, { act: 'add', one, detail: `${one.name} · ${one.url}` });
  await store.relays.addSource(one);
  return ok(await shown(ports, actor, { one, ...scope.value }));
}

type Found = Scope & { readonly one: StoredRelaySource };

async function find(
  ports: RelayPorts,
  actor: Actor,
  [id, permission]: readonly [RelaySourceId, Parameters<typeof scopeOf>[2]],
): Answer<Found> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const one = await ports.store.relays.source(id);
  if (one === null || !scope.value.within.has(one.areaId)) return NOT_FOUND;
  return ok({ ...scope.value, one });
}

async function trySource(ports: RelayPorts, actor: Actor, id: RelaySourceId): Answer<RelaySource> {
  const found = await find(ports, actor, [id, 'try-relay']);
  if (!found.ok) return found;
  const { one } = found.value;
  const trial = { at: ports.clock.now(), ...(await ports.listen(one.url)) };
  const next = { ...one, trial };
  if (!(await ports.store.relays.changeSource(one, next)))
    return err({ code: 'changed-meanwhile' });
  return ok(await shown(ports, actor, { ...found.value, one: next }));
}

type Deciding = { readonly id: RelaySourceId; readonly decision: RelayDecision };

async function decideSource(
  ports: RelayPorts,
  actor: Actor,
  { id, decision }: Deciding,
): Answer<RelaySource> {
  const withdraws = decision.act === 'withdraw';
  const found = await find(ports, actor, [id, withdraws ? 'withdraw-relay' : 'decide-relay']);
  if (!found.ok) return found;
  const { one } = found.value;
  const needs = withdraws ? 'approved' : 'pending';
  const fit = one.state === needs || (withdraws && one.state === 'pending');
  if (!fit) return err({ code: 'wrong-state', state: one.state, needs });
  if (decision.act === 'approve' && one.createdBy === actor.userId) {
    return err({ code: 'own-approval' });
  }
  const next = decided(ports, actor, { one, decision });
  const stored = await write(ports, actor, { one, decision, next });
  if (!stored.ok) return stored;
  const why = `${actor.username} ${decision.act} relay ${id}`;
  const published = await republish(ports, actor, { ...found.value, why });
  if (withdraws) await ports.approvals.look([id], why);
  return published.ok ? ok(await shown(ports, actor, { ...found.value, one: next })) : published;
}

type Decided = {
  readonly one: StoredRelaySource;
  readonly decision: RelayDecision;
  readonly next: StoredRelaySource;
};

/** An approval stands in the book of the signer before it stands here. */
function write(ports: RelayPorts, actor: Actor, { one, decision, next }: Decided): Answer<null> {
  const { act, reason, code } = decision;
  const store = async (): Answer<null> => {
    const detail = `${one.name} · ${one.url}${reason === '' ? '' : `: ${reason}`}`;
    await audit(ports, actor, { act, one, detail });
    const changed = await ports.store.relays.changeSource(one, next);
    return changed ? ok(null) : err({ code: 'changed-meanwhile' });
  };
  if (act !== 'approve') return store();
  const by = { user: actor.username, code };
  return ports.approvals.record({ approved: [next], by, store });
}

function decided(
  { clock, hashing }: RelayPorts,
  actor: Actor,
  { one, decision }: { readonly one: StoredRelaySource; readonly decision: RelayDecision },
): StoredRelaySource {
  const reason = decision.reason === '' ? null : decision.reason;
  if (decision.act === 'withdraw') return { ...one, state: 'withdrawn', reason };
  if (decision.act === 'reject') return { ...one, state: 'rejected', reason };
  const contentHash = hashing.sha256(relayContent(one));
  const approval = { approvedBy: actor.userId, approvedAt: clock.now(), contentHash };
  return { ...one, state: 'approved', approval, reason: null };
}

/**
 * The boxes of the lines that relay the source get plans without it, at once and everywhere. No line
 * can relay one that is not approved, so an approval sounds nowhere by itself.
 */
async function republish(
  ports: RelayPorts,
  actor: Actor,
  { one, areas, why }: Found & { readonly why: string },
): Answer<null> {
  const { store, publish } = ports;
  const entries = await store.schedule.entries(subtreeOf(areas, one.areaId), 'active');
  const programmes = await store.schedule.programmes(entries.map(({ programmeId }) => programmeId));
  const using = new Set(
    programmes.filter(({ relay }) => relay?.sourceId === one.id).map(({ id }) => id),
  );
  const devices = await placedDevices(ports, areas);
  const reached = new Set(
    entries
      .filter(({ programmeId }) => using.has(programmeId))
      .flatMap((entry) => reachedBy(entry, devices).map(({ id }) => id)),
  );
  if (reached.size === 0) return ok(null);
  const published = await publish([...reached], why, {
    act: 'take-off',
    by: actor.username,
    areaId: one.areaId,
    title: one.name,
    lines: [],
    firstAt: null,
    takesBack: true,
    losing: [],
  });
  return published.ok ? ok(null) : published;
}

const audit = (
  { store, clock }: RelayPorts,
  actor: Actor,
  { act, one, detail }: { act: string; one: { id: RelaySourceId; areaId: AreaId }; detail: string },
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `relay.${act}`,
    target: `relay:${one.id}`,
    detail: detail.slice(0, 500),
  });
