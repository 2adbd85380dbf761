/**
 * Start of the dashboard — khởi động trang điều hành.
 *
 * Wires languages, theme, cache, live feed and router, then draws. Knows no screen.
 */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { meQuery } from './api/people.js';
import { liveFeed, onSessionEnd, queryClient } from './app/client-state.js';
import { forgetAnswers, startKeeping } from './app/offline.js';
import { makeRouter } from './app/router.js';
import { startLanguages } from './i18n/setup.js';
import { Toasts } from './parts/toasts.js';
import { theme } from './theme/theme.js';
import './theme/mantine.js';

const router = makeRouter(queryClient);
const schemes = localStorageColorSchemeManager({ key: 'loaso.scheme' });

onSessionEnd(() => {
  forgetAnswers();
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({
    to: '/dang-nhap',
    search: { toi: router.state.location.href, het: true },
  });
});

async function start(): Promise<void> {
  await startLanguages();
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={schemes}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Toasts />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

await start();
startKeeping(queryClient, liveFeed);
