/**
 * Sending answers — gửi câu trả lời.
 *
 * The one place that writes a problem to a response, so that all refusals look alike (RFC 9457).
 */
import type { Response } from 'express';
import type { Answer } from './problem.js';

export function sendProblem(response: Response, answer: Answer): void {
  if (answer.retryAfterS !== undefined) response.set('Retry-After', String(answer.retryAfterS));
  response
    .status(answer.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(answer.problem));
}
