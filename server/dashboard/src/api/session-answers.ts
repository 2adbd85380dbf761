/**
 * Session answers — đọc câu trả lời về phiên làm việc.
 *
 * What the server says of the person at the screen, parsed by the shared schema. A file of its own,
 * since the login stands before the schemas have come.
 */
import { User } from '@loaso/shared/wire/http/people';
import { z } from 'zod';
import { answerOf } from './client.js';

export const OneUser = z.object({ user: User });

/** @throws ProblemError for a refusal, or an answer of another shape */
export const userIn = async (response: Response): Promise<User> =>
  (await answerOf(OneUser, response)).user;
