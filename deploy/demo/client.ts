/**
 * Demo client — người dùng của bản trình diễn.
 *
 * Talks to the server exactly as a browser does: log in, keep the cookie, send JSON, read problems.
 * The demo has no back door.
 */

export type Session = { readonly url: string; readonly cookie: string };

/** A refusal or a fault of the server, in words. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const TIMEOUT_MS = 60_000;

export async function login(url: string, username: string, password: string): Promise<Session> {
  const response = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok)
    throw new ApiError(response.status, `login ${username}: ${await response.text()}`);
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error('the login answered without a cookie');
  return { url, cookie };
}

/** @returns the JSON of the answer, trusted to have the shape that the API promises */
export async function call<T>(
  session: Session,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${session.url}${path}`, {
    method,
    headers: { cookie: session.cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok)
    throw new ApiError(response.status, `${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

export async function download(session: Session, path: string): Promise<Buffer> {
  const response = await fetch(`${session.url}${path}`, {
    headers: { cookie: session.cookie },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new ApiError(response.status, `GET ${path}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Asks again every `everyMs` until `done` gives a value; gives up loudly after `limitMs`. */
export async function until<T>(
  what: string,
  limits: { everyMs: number; limitMs: number },
  done: () => Promise<T | null>,
): Promise<T> {
  const stopAt = performance.now() + limits.limitMs;
  while (performance.now() < stopAt) {
    const value = await done();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, limits.everyMs));
  }
  throw new Error(`${what}: not within ${limits.limitMs / 1000} s`);
}
