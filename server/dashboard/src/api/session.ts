/**
 * Session calls — vào, ai đang ngồi trước máy.
 *
 * All that the login page asks of the server; it needs no cache of answers. The schemas that read the
 * answer come while it is under way.
 */
import type { LoginRequest, User } from '@loaso/shared/wire/http/people';
import { ProblemError, reach } from './reach.js';

const NOBODY = 401;

/** @throws ProblemError as for a line that broke */
async function reader(): Promise<typeof import('./session-answers.js')> {
  try {
    return await import('./session-answers.js');
  } catch {
    throw new ProblemError(0, null, 'offline');
  }
}

/** @throws ProblemError with status 401 when nobody is logged in */
export async function whoAmI(): Promise<User> {
  const response = await reach('GET', '/api/me');
  if (response.status === NOBODY) throw new ProblemError(NOBODY, null, null);
  return (await reader()).userIn(response);
}

/** @throws ProblemError for a refusal, in the words of the server, or a line that broke */
export async function login(request: LoginRequest): Promise<User> {
  const [response, { userIn }] = await Promise.all([
    reach('POST', '/api/login', request),
    reader(),
  ]);
  return userIn(response);
}
