/**
 * Routes of relays — đường tới trang nguồn tiếp âm.
 *
 * The screen and its words come with the first visit.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';

const sources = createRoute({
  getParentRoute: () => frame,
  path: '/nguon-tiep-am',
  component: lazyRouteComponent(
    withWords(['schedule'], () => import('../screens/relays/relays.js')),
    'RelaysScreen',
  ),
});

export const relayRoutes = [sources] as const;
