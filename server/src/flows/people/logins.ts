/**
 * Logins — đăng nhập, đăng xuất, ai đang hỏi.
 *
 * A login is a random cookie of which the store keeps the hash; it ends by itself, by logging out,
 * and at once when rights or password change. A wrong name and a wrong password are one answer after
 * one time. How often somebody may try is the door's matter (HTTP), not ours.
 */
import { err, ok } from '@loaso/shared/result';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import { handsOf } from '../../core/access/station-hands.js';
import type { StoredUser } from '../../ports/store-records.js';
import type { Actor, PeopleFlows } from '../flows.js';
import { type PeoplePorts, userOf } from './ports.js';

/** 256 bits: nobody guesses one. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** A working day and its night: a forgotten browser is shut in the morning. */
export const LOGIN_IDLE_MS = 12 * HOUR_MS;
/** However busy: after a week the password is asked again. */
export const LOGIN_LIFE_MS = 7 * DAY_MS;
/** A use is noted at most so often, so that a screen that polls costs no write. */
const TOUCH_MS = MINUTE_MS;

const wrongLogin = () => err({ code: 'wrong-login' as const });

async function actorOf({ store }: PeoplePorts, user: StoredUser): Promise<Actor> {
  const { stationIds } = user;
  const facts = stationIds === undefined ? [] : await store.stations.stationFacts();
  const hands = handsOf(stationIds, facts);
  return {
    userId: user.id,
    username: user.username,
    fullName: user.fullName,
    role: user.role,
    areaId: user.areaId,
    ...(hands === undefined ? {} : { hands }),
  };
}

async function login(
  ports: PeoplePorts,
  username: string,
  password: string,
): ReturnType<PeopleFlows['login']> {
  const { store, clock, chance, hashing, log } = ports;
  const user = await store.people.userByName(username.trim().toLowerCase());
  const fits = await hashing.verifyPassword(password, user?.passwordHash ?? null);
  if (user === null || !fits || !user.active) {
    // Not the name as typed: people type their password into that field.
    log.warn('login-refused', { userId: user?.id ?? null });
    return wrongLogin();
  }
  await store.people.sweepLogins(clock.now());
  const token = chance.token(TOKEN_BYTES);
  const now = clock.now();
  const expiresAt = now + LOGIN_LIFE_MS;
  const tokenHash = hashing.sha256(token);
  await store.people.addLogin({
    tokenHash,
    userId: user.id,
    createdAt: now,
    lastUsedAt: now,
    expiresAt,
  });
  // The comparison took long: whoever changed the person meanwhile also ended their logins, but not
  // this one.
  const still = await store.people.user(user.id);
  if (!still?.active || still.passwordHash !== user.passwordHash) {
    await store.people.endLogin(tokenHash);
    return wrongLogin();
  }
  await store.audit.append({
    at: now,
    actor: user.username,
    act: 'login',
    target: `user:${user.id}`,
    detail: '',
  });
  log.info('login', { userId: user.id });
  return ok({ user: await userOf(ports, still, await store.areas.areas()), token, expiresAt });
}

async function actorOfToken(ports: PeoplePorts, token: string): Promise<Actor | null> {
  const { store, clock, hashing } = ports;
  if (!TOKEN.test(token)) return null;
  const tokenHash = hashing.sha256(token);
  const found = await store.people.login(tokenHash);
  if (found === null) return null;
  const now = clock.now();
  if (now >= found.expiresAt || now - found.lastUsedAt >= LOGIN_IDLE_MS) {
    await store.people.endLogin(tokenHash);
    return null;
  }
  const user = await store.people.user(found.userId);
  if (!user?.active) return null;
  if (now - found.lastUsedAt >= TOUCH_MS) await store.people.touchLogin(tokenHash, now);
  return await actorOf(ports, user);
}

async function logout(ports: PeoplePorts, token: string): Promise<void> {
  const { store, clock, hashing } = ports;
  const actor = await actorOfToken(ports, token);
  await store.people.endLogin(hashing.sha256(token));
  if (actor === null) return;
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: 'logout',
    target: `user:${actor.userId}`,
    detail: '',
  });
}

export const loginFlows = (
  ports: PeoplePorts,
): Pick<PeopleFlows, 'login' | 'logout' | 'actorOf'> => ({
  login: (username, password) => login(ports, username, password),
  logout: (token) => logout(ports, token),
  actorOf: (token) => actorOfToken(ports, token),
});
