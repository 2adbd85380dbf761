/**
 * State of the client — bộ nhớ đệm và dòng tin trực tiếp.
 *
 * One query cache and one live feed for the page. A refused session anywhere ends it everywhere.
 */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { LiveFeed } from '../api/live-feed.js';
import { ProblemError } from '../api/reach.js';

const endings = new Set<() => void>();

/** Called when the server no longer knows this login. */
export const onSessionEnd = (listener: () => void): void => {
  endings.add(listener);
};

const isLoggedOut = (error: unknown): boolean =>
  error instanceof ProblemError && error.status === 401;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!isLoggedOut(error) || query.queryKey[0] === 'me') return;
      for (const listener of endings) listener();
    },
  }),
  defaultOptions: {
    // Without a line a deed fails at once and says so; what was typed stays. It never waits unseen.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ProblemError && error.status === 0,
      refetchOnWindowFocus: true,
    },
  },
});

export const liveFeed = new LiveFeed(queryClient);
