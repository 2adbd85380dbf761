/**
 * API client — gọi máy chủ.
 *
 * JSON out, JSON in, every answer parsed by the shared schema, every refusal thrown as a
 * {@link ProblemError}. Promises a bound on waiting. Knows no screen.
 */
import { Problem } from '@loaso/shared/wire/http/problem';
import { z } from 'zod';
import { jsonOf, type Method, ProblemError, reach } from './reach.js';

/** The refusal in an answer, in the words of the server where it has some. */
export function refusalOf(status: number, json: unknown): ProblemError {
  const problem = Problem.safeParse(json);
  return problem.success
    ? new ProblemError(status, problem.data, null)
    : new ProblemError(status, null, 'unreadable');
}

/** @throws ProblemError for a refusal, or an answer of another shape */
export async function answerOf<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
  const json = await jsonOf(response);
  if (!response.ok) throw refusalOf(response.status, json);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ProblemError(response.status, null, 'unreadable');
  return parsed.data;
}

/**
 * Sends one request and parses the answer.
 *
 * @throws ProblemError for a refusal, no network, no answer in time, or an answer of another shape
 */
export const send = async <T>(
  schema: z.ZodType<T>,
  method: Method,
  path: string,
  body?: unknown,
): Promise<T> => answerOf(schema, await reach(method, path, body));

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
