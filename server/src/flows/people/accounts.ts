/**
 * Accounts — tài khoản người dùng.
 *
 * Administrators make and change the people of their own area and below; outside it nobody exists
 * for them. Nobody takes their own rights away, so one administrator always remains. What is
 * ordered is written to the audit trail before it is done: a line too many, never one too few.
 */
import type { UserId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Area, NewUser, User, UserChange } from '@loaso/shared/wire/http/people';
import { passwordWeakness } from '../../core/access/passwords.js';
import { may } from '../../core/access/roles.js';
import { inScope, subtreeOf } from '../../core/access/scope.js';
import { BOUND_ROLES } from '../../core/access/station-hands.js';
import type { StoredUser } from '../../ports/store-records.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer, PeopleFlows } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { notAllowed, type PeoplePorts, userOf, usersOf } from './ports.js';

const notFound = () => err({ code: 'not-found' as const });

function weak(password: string, names: readonly string[]): Result<null, Refusal> {
  const weakness = passwordWeakness(password, names);
  return weakness === null ? ok(null) : err({ code: 'password-weak', weakness });
}

const audit = (
  { store, clock }: PeoplePorts,
  event: { actor: string; act: string; target: string; detail: string },
): Promise<unknown> => store.audit.append({ at: clock.now(), ...event });

type Bound = Pick<StoredUser, 'role' | 'areaId'> & {
  readonly stationIds?: StoredUser['stationIds'] | undefined;
};

/** Only of their own commune, only stations that stand, and only for who may be bound at all. */
async function unfitFor(
  { store }: PeoplePorts,
  { role, areaId, stationIds = [] }: Bound,
): Promise<Refusal | null> {
  if (stationIds.length === 0) return null;
  if (!BOUND_ROLES.includes(role)) return { code: 'station-unfit' };
  const stations = await store.stations.stations([areaId]);
  const standing = new Set(stations.filter(({ stands }) => stands).map(({ id }) => id));
  return stationIds.every((id) => standing.has(id)) ? null : { code: 'station-unfit' };
}

const boundInWords = ({ stationIds = [] }: StoredUser): string =>
  stationIds.length === 0 ? '' : ` stationIds=${stationIds.join(',')}`;

/** Makes the person; the caller has judged who may and where. */
async function create(
  ports: PeoplePorts,
  request: NewUser,
  by: { readonly actor: string; readonly act: string },
): Answer<User> {
  const { store, clock, chance, hashing, log } = ports;
  const strong = weak(request.password, [request.username, request.fullName]);
  if (!strong.ok) return strong;
  const taken = err({ code: 'name-taken' as const, name: request.username });
  if ((await store.people.userByName(request.username)) !== null) return taken;
  const { password, stationIds = [], ...person } = request;
  const user: StoredUser = {
    ...person,
    ...(stationIds.length === 0 ? {} : { stationIds }),
    id: chance.id('usr') as UserId,
    active: true,
    passwordHash: await hashing.hashPassword(password),
    createdAt: clock.now(),
  };
  await audit(ports, {
    ...by,
    target: `user:${user.id}`,
    detail: `username=${user.username} role=${user.role} area=${user.areaId}${boundInWords(user)}`,
  });
  if (!(await store.people.addUser(user))) return taken;
  log.info('user-added', { userId: user.id, role: user.role, areaId: user.areaId });
  return ok(await userOf(ports, user, await store.areas.areas()));
}

async function addUser(ports: PeoplePorts, actor: Actor, request: NewUser): Answer<User> {
  if (!may(actor.role, 'manage-users')) return notAllowed('manage-users');
  const areas = await ports.store.areas.areas();
  if (!inScope(areas, actor.areaId, request.areaId)) return notFound();
  const refusal = (await beginsNoMore(ports, [request.areaId])) ?? (await unfitFor(ports, request));
  if (refusal !== null) return err(refusal);
  return await create(ports, request, { actor: actor.username, act: 'user.add' });
}

async function installAdministrator(ports: PeoplePorts, request: NewUser): Answer<User> {
  const areas = await ports.store.areas.areas();
  const existing = await ports.store.people.users(areas.map(({ id }) => id));
  if (existing.length > 0) return err({ code: 'already-installed' });
  if (!areas.some(({ id }) => id === request.areaId)) return notFound();
  const administrator: NewUser = { ...request, role: 'administrator' };
  return await create(ports, administrator, { actor: 'installation', act: 'user.install' });
}

/** What an own account may not do to itself, and what nobody may do outside their area. */
function refusalOf(
  actor: Actor,
  target: StoredUser,
  change: UserChange,
  areas: readonly Area[],
): Refusal | null {
  if (!inScope(areas, actor.areaId, target.areaId)) return { code: 'not-found' };
  if (change.areaId !== undefined && !inScope(areas, actor.areaId, change.areaId)) {
    return { code: 'not-found' };
  }
  const own = target.id === actor.userId;
  const { role, areaId, active, stationIds } = change;
  const rights = [role, areaId, active, stationIds].some((part) => part !== undefined);
  if (own && rights) return { code: 'own-account' };
  if (change.password === undefined) return null;
  const strong = weak(change.password, [target.username, change.fullName ?? target.fullName]);
  return strong.ok ? null : strong.error;
}

/** The change in words for the trail; a password is named, never shown. */
const wordsOf = ({ password, ...change }: UserChange): string =>
  [
    ...Object.entries(change).map(([name, value]) => `${name}=${String(value)}`),
    ...(password === undefined ? [] : ['password']),
  ].join(' ');

async function changeUser(
  ports: PeoplePorts,
  actor: Actor,
  id: UserId,
  asked: UserChange,
): Answer<User> {
  const { store, hashing, log } = ports;
  if (!may(actor.role, 'manage-users')) return notAllowed('manage-users');
  const [areas, target] = await Promise.all([store.areas.areas(), store.people.user(id)]);
  if (target === null) return notFound();
  const change = differing(target, asked);
  const moved = change.areaId === undefined ? [] : [change.areaId];
  const refusal =
    refusalOf(actor, target, change, areas) ??
    (await beginsNoMore(ports, moved)) ??
    (await unfitFor(ports, { ...target, ...definedOf(change) }));
  if (refusal !== null) return err(refusal);
  if (Object.keys(change).length === 0) return ok(await userOf(ports, target, areas));
  const { password, ...rest } = change;
  const stored = {
    ...definedOf(rest),
    ...(password !== undefined && { passwordHash: await hashing.hashPassword(password) }),
  };
  await audit(ports, {
    actor: actor.username,
    act: 'user.change',
    target: `user:${id}`,
    detail: wordsOf(definedOf(change)),
  });
  await store.people.changeUser(id, stored);
  const onlyName = Object.keys(stored).every((name) => name === 'fullName');
  if (!onlyName) await store.people.endLoginsOf(id);
  log.info('user-changed', { userId: id, by: actor.userId, loginsEnded: !onlyName });
  return ok(await userOf(ports, (await store.people.user(id)) ?? target, areas));
}

/** What a form sends along as it was is no change: it takes nobody's rights, and ends no login. */
function differing(target: StoredUser, change: UserChange): UserChange {
  const is = { stationIds: [], ...target };
  const same = (name: string, part: unknown): boolean => {
    const held = is[name as keyof typeof is];
    return Array.isArray(part) && Array.isArray(held)
      ? [...part].sort().join() === [...held].sort().join()
      : part === held;
  };
  return Object.fromEntries(
    Object.entries(change).filter(([name, part]) => part !== undefined && !same(name, part)),
  );
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are present but undefined. */
const definedOf = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;

async function users(ports: PeoplePorts, actor: Actor): Answer<User[]> {
  if (!may(actor.role, 'manage-users')) return notAllowed('manage-users');
  const areas = await ports.store.areas.areas();
  const found = await ports.store.people.users(subtreeOf(areas, actor.areaId));
  return ok(await usersOf(ports, found, areas));
}

export const accountFlows = (
  ports: PeoplePorts,
): Pick<PeopleFlows, 'users' | 'addUser' | 'changeUser' | 'installAdministrator'> => ({
  users: (actor) => users(ports, actor),
  addUser: (actor, request) => addUser(ports, actor, request),
  changeUser: (actor, id, change) => changeUser(ports, actor, id, change),
  installAdministrator: (request) => installAdministrator(ports, request),
});
