/**
 * Frame of the router — gốc và khung của các địa chỉ.
 *
 * What every screen stands in; nobody passes the frame without a session. Apart from the screens, so
 * that groups of them can live in files of their own.
 */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router';
import { onlyLoggedIn } from './entering.js';
import { NotFound, Nowhere, ScreenFault } from './fault.js';
import { Shell } from './shell.js';

export const root = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ScreenFault,
  notFoundComponent: Nowhere,
});

export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Shell,
  notFoundComponent: NotFound,
  beforeLoad: onlyLoggedIn,
});
