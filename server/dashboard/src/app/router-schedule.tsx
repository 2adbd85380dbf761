/**
 * Routes around the schedule — tuần tới, ngày lễ, giờ phát.
 *
 * What bounds and explains the calendar. Each screen and its words come with the first visit.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import { aheadSearch, areaSearch } from './search.js';

const ahead = createRoute({
  getParentRoute: () => frame,
  path: '/lich-phat/tuan-toi',
  validateSearch: aheadSearch,
  component: lazyRouteComponent(
    withWords(['hours', 'schedule'], () => import('../screens/calendar/ahead.js')),
    'AheadScreen',
  ),
});

const days = createRoute({
  getParentRoute: () => frame,
  path: '/lich-phat/ngay-le',
  component: lazyRouteComponent(
    withWords(['schedule'], () => import('../screens/calendar/days.js')),
    'DaysScreen',
  ),
});

const hours = createRoute({
  getParentRoute: () => frame,
  path: '/gio-phat',
  validateSearch: areaSearch,
  component: lazyRouteComponent(
    withWords(['hours', 'schedule'], () => import('../screens/hours/hours.js')),
    'HoursScreen',
  ),
});

export const scheduleRoutes = [ahead, days, hours] as const;
