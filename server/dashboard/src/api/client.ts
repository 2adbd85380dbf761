/**
 * API client — gọi máy chủ.
 *
 * The one place that fetches: JSON out, JSON in, every answer parsed by the shared schema, every
 * refusal thrown as a {@link ProblemError}. Promises a bound on waiting. Knows no screen.
 */
import { Problem } from '@loaso/shared/wire/http/problem';
import { z } from 'zod';

/** Longest wait for an answer; an upload over a slow line included. */
const PATIENCE_MS = 60_000;

/** What went wrong before the server could answer in its own words. */
export type LocalFault = 'offline' | 'timeout' | 'unreadable';

export class ProblemError extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  readonly fault: LocalFault | null;

  constructor(status: number, problem: Problem | null, fault: LocalFault | null) {
    super(problem?.code ?? fault ?? `status ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.problem = problem;
    this.fault = fault;
  }
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

async function reach(method: Method, path: string, body: unknown): Promise<Response> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        accept: 'application/json, audio/wav',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...json,
    });
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new ProblemError(0, null, late ? 'timeout' : 'offline');
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The refusal in an answer, in the words of the server where it has some. */
export function refusalOf(status: number, json: unknown): ProblemError {
  const problem = Problem.safeParse(json);
  return problem.success
    ? new ProblemError(status, problem.data, null)
    : new ProblemError(status, null, 'unreadable');
}

/**
 * Sends one request and parses the answer.
 *
 * @throws ProblemError for a refusal, no network, no answer in time, or an answer of another shape
 */
export async function send<T>(
  schema: z.ZodType<T>,
  method: Method,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await reach(method, path, body);
  const json = await jsonOf(response);
  if (!response.ok) throw refusalOf(response.status, json);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ProblemError(response.status, null, 'unreadable');
  return parsed.data;
}

/**
 * Sends one request whose answer is a sound.
 *
 * @throws ProblemError as {@link send}
 */
export async function sendForSound(path: string, body: unknown): Promise<ArrayBuffer> {
  const response = await reach('POST', path, body);
  if (!response.ok) throw refusalOf(response.status, await jsonOf(response));
  return response.arrayBuffer();
}

export const get = <T>(schema: z.ZodType<T>, path: string): Promise<T> => send(schema, 'GET', path);

/** For 204 answers. */
export const Nothing = z.unknown().transform(() => null);

/** `?a=1&b=2` of the present values, or nothing. */
export function queryText(values: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()}`;
}
