/**
 * Addresses of coverage — địa chỉ của độ phủ và sổ địa bàn.
 *
 * Who is reached, and the register that it is reckoned from; both within the frame.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import { coverageSearch } from './search.js';

const coverage = createRoute({
  getParentRoute: () => frame,
  path: '/phu-song',
  validateSearch: coverageSearch,
  component: lazyRouteComponent(
    withWords(['coverage'], () => import('../screens/coverage/coverage.js')),
    'CoverageScreen',
  ),
});

const register = createRoute({
  getParentRoute: () => frame,
  path: '/so-dia-ban',
  component: lazyRouteComponent(
    withWords(['coverage'], () => import('../screens/register/register.js')),
    'RegisterScreen',
  ),
});

export const coverageRoutes = [coverage, register];
