/**
 * Session — phiên làm việc.
 *
 * Who is logged in, and what happens when the session ends: back to the login page, which returns
 * to where one was. The cookie itself is never seen here.
 */
import type { User } from '@loaso/shared/wire/http/people';
import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/people.js';

/** The person at the screen; inside the frame it is always there. */
export const useMe = (): User => useSuspenseQuery(meQuery).data;
