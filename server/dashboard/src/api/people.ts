/**
 * People queries — người dùng, địa bàn, nhật ký hệ thống.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { UserId } from '@loaso/shared/ids';
import {
  Area,
  AuditEvent,
  type NewUser,
  User,
  type UserChange,
} from '@loaso/shared/wire/http/people';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, Nothing, send } from './client.js';
import { whoAmI } from './session.js';
import { OneUser } from './session-answers.js';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: whoAmI,
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const logout = (): Promise<null> => send(Nothing, 'POST', '/api/logout');

export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: async () => (await get(z.object({ areas: z.array(Area) }), '/api/areas')).areas,
  staleTime: 600_000,
});

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async () => (await get(z.object({ users: z.array(User) }), '/api/users')).users,
});

export const addUser = async (request: NewUser): Promise<User> =>
  (await send(OneUser, 'POST', '/api/users', request)).user;

export const changeUser = async (id: UserId, change: UserChange): Promise<User> =>
  (await send(OneUser, 'PATCH', `/api/users/${id}`, change)).user;

const AuditLog = z.object({
  events: z.array(AuditEvent),
  intact: z.boolean(),
  /** The first row that does not fit its chain. */
  firstBroken: z.int().nullable(),
});
export type AuditLog = z.infer<typeof AuditLog>;

export const auditQuery = (limit: number) =>
  queryOptions({
    queryKey: ['audit', limit],
    queryFn: () => get(AuditLog, `/api/audit?limit=${limit}`),
  });
