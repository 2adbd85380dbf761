/**
 * Reach — đến máy chủ.
 *
 * One request out, its answer back, and the one error that the page knows. Reads no answer: what an
 * answer means is told by the client's schemas, which the login does without until it has been sent.
 */
import type { Problem } from '@loaso/shared/wire/http/problem';

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

/** @throws ProblemError when no answer came */
export async function reach(method: Method, path: string, body?: unknown): Promise<Response> {
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

/** What an answer says; null for one that says nothing readable. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
