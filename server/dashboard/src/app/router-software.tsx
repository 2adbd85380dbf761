/**
 * Addresses of the software — bản phần mềm của cụm loa.
 *
 * Screens of the administrator of the province: what runs, and each rollout with its boxes.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';

const desk = createRoute({
  getParentRoute: () => frame,
  path: '/phan-mem',
  component: lazyRouteComponent(
    withWords(['software'], () => import('../screens/software/software.js')),
    'SoftwareScreen',
  ),
});

const rollout = createRoute({
  getParentRoute: () => frame,
  path: '/phan-mem/$rolloutId',
  component: lazyRouteComponent(
    withWords(['software'], () => import('../screens/software/rollout.js')),
    'RolloutScreen',
  ),
});

export const softwareRoutes = [desk, rollout] as const;
