/**
 * Entering — ai được vào.
 *
 * Asked before every page inside the frame; leads to the login and back again.
 */
import type { QueryClient } from '@tanstack/react-query';
import { meQuery } from '../api/people.js';
import { ProblemError } from '../api/reach.js';
import { leave } from '../door/addresses.js';
import { takeKeptAnswers } from './offline.js';

type Entering = {
  readonly context: { readonly queryClient: QueryClient };
  readonly location: { readonly href: string };
};

/** Nobody passes without a session. */
export async function onlyLoggedIn({ context, location }: Entering): Promise<void> {
  try {
    await context.queryClient.ensureQueryData(meQuery);
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    // No line: what this device has kept can still be read.
    if (cause.status === 0 && takeKeptAnswers(context.queryClient)) return;
    if (cause.status !== 401) throw cause;
    await leave({ to: location.href, ended: false });
  }
}
