/**
 * Routes of people — đăng nhập, người dùng, địa bàn, nhật ký hệ thống.
 *
 * Rows only: what they do is in the flows.
 */
import { UserId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import {
  Area,
  AuditEvent,
  LoginRequest,
  NewUser,
  User,
  UserChange,
} from '@loaso/shared/wire/http/people';
import { z } from 'zod';
import type { PeopleFlows } from '../../flows/flows.js';
import { ADMIN, ANYONE } from './roles.js';
import { openRoute, type Route, route } from './route.js';

const oneUser = z.object({ user: User });

export function loginRoutes(people: PeopleFlows): Route[] {
  return [
    openRoute(
      {
        method: 'post',
        path: '/api/login',
        summary: 'Log in; sets the login cookie',
        body: LoginRequest,
        reply: oneUser,
        bodyLimit: 4096,
        shape: ({ user }: { user: User; token: string; expiresAt: number }) => ({ user }),
        login: ({ token, expiresAt }) => ({ token, expiresAt }),
      },
      ({ body }) => people.login(body.username, body.password),
    ),
    route(
      ANYONE,
      { method: 'post', path: '/api/logout', summary: 'End this login', login: () => 'end' },
      async (_actor, { token }) => {
        if (token !== null) await people.logout(token);
        return ok(null);
      },
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/me',
        summary: 'Who is logged in',
        reply: oneUser,
        shape: (user: User) => ({ user }),
      },
      (actor) => people.me(actor),
    ),
  ];
}

export function peopleRoutes(people: PeopleFlows): Route[] {
  return [
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/users',
        summary: 'People of the area',
        reply: z.object({ users: z.array(User) }),
        shape: (users: User[]) => ({ users }),
      },
      (actor) => people.users(actor),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/users',
        summary: 'Add a person',
        body: NewUser,
        reply: oneUser,
        status: 201,
        shape: (user: User) => ({ user }),
      },
      (actor, { body }) => people.addUser(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'patch',
        path: '/api/users/:userId',
        summary: 'Change a person',
        params: z.object({ userId: UserId }),
        body: UserChange,
        reply: oneUser,
        shape: (user: User) => ({ user }),
      },
      (actor, { params, body }) => people.changeUser(actor, params.userId, body),
    ),
    ...placeRoutes(people),
  ];
}

function placeRoutes(people: PeopleFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/areas',
        summary: 'The areas this person works in, with those above',
        reply: z.object({ areas: z.array(Area) }),
        shape: (areas: Area[]) => ({ areas }),
      },
      (actor) => people.areas(actor),
    ),
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/audit',
        summary: 'Audit log, newest first, with the state of its hash chain',
        query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
        reply: z.object({
          events: z.array(AuditEvent),
          intact: z.boolean(),
          firstBroken: z.int().nullable(),
        }),
      },
      (actor, { query }) => people.audit(actor, query.limit),
    ),
  ];
}
