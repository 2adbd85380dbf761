/**
 * People in the store — người dùng và phiên đăng nhập.
 *
 * Rows of people and of their logins. Knows hashes only: never a password, never a cookie's value.
 */
import type { Kysely, Updateable } from 'kysely';
import type { PeopleStore } from '../../ports/store.js';
import type { StoredLogin, StoredUser } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { LoginRow, Tables, UserRow } from './tables.js';
import { as, flag, fromJson, json, text } from './values.js';

/** To none in particular is to all of the area. */
const boundTo = (stationIds: StoredUser['stationIds']): string | null =>
  stationIds === undefined || stationIds.length === 0 ? null : json(stationIds);

const userRow = (user: StoredUser): UserRow => ({
  id: user.id,
  username: text(user.username),
  full_name: text(user.fullName),
  role: user.role,
  area_id: user.areaId,
  active: flag(user.active),
  station_ids: boundTo(user.stationIds),
  password_hash: user.passwordHash,
  created_at: user.createdAt,
});

const userOf = (row: UserRow): StoredUser => ({
  id: as(row.id),
  username: row.username,
  fullName: row.full_name,
  role: as(row.role),
  areaId: as(row.area_id),
  active: row.active === 1,
  ...(row.station_ids === null ? {} : { stationIds: fromJson(row.station_ids) }),
  passwordHash: row.password_hash,
  createdAt: row.created_at,
});

const loginOf = (row: LoginRow): StoredLogin => ({
  tokenHash: row.token_hash,
  userId: as(row.user_id),
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
});

type UserChange = Parameters<PeopleStore['changeUser']>[1];

const userChange = (change: UserChange): Updateable<UserRow> => ({
  ...(change.fullName !== undefined && { full_name: text(change.fullName) }),
  ...(change.role !== undefined && { role: change.role }),
  ...(change.areaId !== undefined && { area_id: change.areaId }),
  ...(change.active !== undefined && { active: flag(change.active) }),
  ...(change.stationIds !== undefined && { station_ids: boundTo(change.stationIds) }),
  ...(change.passwordHash !== undefined && { password_hash: change.passwordHash }),
});

type Users = Pick<PeopleStore, 'userByName' | 'user' | 'users' | 'addUser' | 'changeUser'>;

const usersOf = (open: () => OpenDatabase): Users => ({
  async userByName(username) {
    const row = await open()
      .db.selectFrom('users')
      .selectAll()
      .where('username', '=', text(username))
      .executeTakeFirst();
    return row === undefined ? null : userOf(row);
  },
  async user(id) {
    const row = await open()
      .db.selectFrom('users')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : userOf(row);
  },
  async users(areaIds) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('users')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), areaIds))
      .orderBy('username')
      .execute();
    return rows.map(userOf);
  },
  async addUser(user) {
    const row = await open()
      .db.insertInto('users')
      .values(userRow(user))
      .onConflict((conflict) => conflict.column('username').doNothing())
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  async changeUser(id, change) {
    const set = userChange(change);
    if (Object.keys(set).length === 0) return;
    await open().db.updateTable('users').set(set).where('id', '=', id).execute();
  },
});

const endLogins = (
  db: Kysely<Tables>,
  column: 'token_hash' | 'user_id',
  value: string,
): Promise<unknown> => db.deleteFrom('logins').where(column, '=', value).execute();

type Logins = Omit<PeopleStore, keyof Users>;

const loginsOf = (open: () => OpenDatabase): Logins => ({
  async addLogin(login) {
    const row: LoginRow = {
      token_hash: login.tokenHash,
      user_id: login.userId,
      created_at: login.createdAt,
      last_used_at: login.lastUsedAt,
      expires_at: login.expiresAt,
    };
    await open().db.insertInto('logins').values(row).execute();
  },
  async login(tokenHash) {
    const row = await open()
      .db.selectFrom('logins')
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst();
    return row === undefined ? null : loginOf(row);
  },
  async touchLogin(tokenHash, lastUsedAt) {
    await open()
      .db.updateTable('logins')
      .set({ last_used_at: lastUsedAt })
      .where('token_hash', '=', tokenHash)
      .where('last_used_at', '<', lastUsedAt)
      .execute();
  },
  async endLogin(tokenHash) {
    await endLogins(open().db, 'token_hash', tokenHash);
  },
  async endLoginsOf(userId) {
    await endLogins(open().db, 'user_id', userId);
  },
  async sweepLogins(now) {
    const swept = await open()
      .db.deleteFrom('logins')
      .where('expires_at', '<=', now)
      .executeTakeFirst();
    return Number(swept.numDeletedRows);
  },
});

export const peopleStore = (open: () => OpenDatabase): PeopleStore => ({
  ...usersOf(open),
  ...loginsOf(open),
});
