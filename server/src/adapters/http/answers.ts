/**
 * Answers — gửi kết quả, lời từ chối và lỗi.
 *
 * Turns a route's reply into a response, and catches at the last moment what the parser or a bug
 * threw: the caller learns little, the log all.
 */
import { timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Log } from '../../ports/system.js';
import { applyCookie, type CookieRules } from './cookie.js';
import type { Metrics } from './metrics.js';
import { FAULT, NOT_LOGGED_IN, problemOf, TOO_LARGE, unparsed } from './problem.js';
import type { Reply } from './route.js';
import { sendProblem } from './send.js';

export function answer(response: Response, reply: Reply, cookie: CookieRules): void {
  if (reply.kind === 'unparsed') sendProblem(response, unparsed(reply.fields));
  else if (reply.kind === 'refused') sendProblem(response, problemOf(reply.refusal));
  else if (reply.kind === 'bytes') {
    response.status(reply.status).set('Cache-Control', 'no-store').type(reply.type);
    response.end(reply.body);
  } else {
    if (reply.login !== undefined) applyCookie(response, reply.login, cookie);
    response.status(reply.status).set('Cache-Control', 'no-store');
    if (reply.status === 204) response.end();
    else response.json(reply.body);
  }
}

/** To this machine alone, or to whoever brings the token. */
export function metricsHandler(metrics: Metrics, token: string | null): RequestHandler {
  return async (request, response) => {
    const local = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '');
    const may = token === null ? local : sameText(request.get('authorization'), `Bearer ${token}`);
    if (!may) return sendProblem(response, NOT_LOGGED_IN);
    const { body, type } = await metrics.text();
    response.type(type).send(body);
  };
}

function sameText(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Express's last handler; four arguments are how it knows. */
export function faults(log: Log) {
  return (cause: unknown, request: Request, response: Response, next: NextFunction): void => {
    const status = statusOf(cause);
    if (response.headersSent) next(cause);
    else if (status === 413) sendProblem(response, TOO_LARGE);
    else if (status < 500) sendProblem(response, unparsed({ body: 'not valid JSON' }));
    else {
      const error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      const route = String(response.locals['route'] ?? '');
      log.error('http-fault', { method: request.method, route, error });
      sendProblem(response, FAULT);
    }
  };
}

function statusOf(cause: unknown): number {
  const known = typeof cause === 'object' && cause !== null && 'status' in cause;
  const status = known ? Number(cause.status) : 500;
  return status >= 400 && status < 600 ? status : 500;
}
