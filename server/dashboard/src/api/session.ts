/**
 * Session calls — vào, ra, ai đang ngồi trước máy.
 *
 * All that the login page asks of the server; it needs no cache of answers.
 */
import { type LoginRequest, User } from '@loaso/shared/wire/http/people';
import { z } from 'zod';
import { get, Nothing, send } from './client.js';

export const OneUser = z.object({ user: User });

/** @throws ProblemError with status 401 when nobody is logged in */
export const whoAmI = async (): Promise<User> => (await get(OneUser, '/api/me')).user;

export const login = async (request: LoginRequest): Promise<User> =>
  (await send(OneUser, 'POST', '/api/login', request)).user;

export const logout = (): Promise<null> => send(Nothing, 'POST', '/api/logout');
