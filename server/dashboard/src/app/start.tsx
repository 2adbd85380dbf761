/**
 * The page behind the door — trang điều hành sau khi vào.
 *
 * Wires theme, cache, live feed and router, then draws. Knows no screen.
 */
import type { User } from '@loaso/shared/wire/http/people';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { meQuery } from '../api/people.js';
import { here, leave } from '../door/addresses.js';
import { SCHEME_STORED_AS } from '../door/scheme.js';
import { markVisit } from '../door/visits.js';
import { Toasts } from '../parts/toasts.js';
import { theme } from '../theme/theme.js';
import { liveFeed, onSessionEnd, queryClient } from './client-state.js';
import { forgetAnswers, startKeeping } from './offline.js';
import { makeRouter } from './router.js';
import '../theme/mantine.js';

/** @param user who is known to be logged in; null leaves the question to the router */
export function startPage(root: HTMLElement, user: User | null): void {
  if (user !== null) queryClient.setQueryData(meQuery.queryKey, user);
  markVisit();
  onSessionEnd(() => {
    forgetAnswers();
    void leave({ to: here(), ended: true });
  });
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: SCHEME_STORED_AS })}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Toasts />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={makeRouter(queryClient)} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
  startKeeping(queryClient, liveFeed);
}
