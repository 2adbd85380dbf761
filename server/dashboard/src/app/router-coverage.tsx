/**
 * Addresses of coverage — địa chỉ của độ phủ và sổ địa bàn.
 *
 * Who is reached, what a figure of it is made of, and the register that it is reckoned from; all within
 * the frame.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import { coverageClustersSearch, coverageHamletsSearch, coverageSearch } from './search.js';

const coverage = createRoute({
  getParentRoute: () => frame,
  path: '/phu-song',
  validateSearch: coverageSearch,
  component: lazyRouteComponent(
    withWords(['coverage'], () => import('../screens/coverage/coverage.js')),
    'CoverageScreen',
  ),
});

const clusters = createRoute({
  getParentRoute: () => frame,
  path: '/phu-song/cum-loa',
  validateSearch: coverageClustersSearch,
  component: lazyRouteComponent(
    withWords(['coverage'], () => import('../screens/coverage/clusters-behind.js')),
    'ClustersBehindScreen',
  ),
});

const hamlets = createRoute({
  getParentRoute: () => frame,
  path: '/phu-song/thon',
  validateSearch: coverageHamletsSearch,
  component: lazyRouteComponent(
    withWords(['coverage'], () => import('../screens/coverage/hamlets-behind.js')),
    'HamletsBehindScreen',
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

export const coverageRoutes = [coverage, clusters, hamlets, register];
