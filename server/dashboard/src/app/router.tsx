/**
 * Router — địa chỉ của các màn hình.
 *
 * Vietnamese addresses that can be shared. Each screen is a chunk of its own, fetched when opened;
 * nobody passes the frame without a session.
 */
import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { Waiting } from '../parts/page.js';
import { onlyLoggedIn } from './entering.js';
import { NotFound, ScreenFault } from './fault.js';
import { frame, root } from './frame.js';
import { coverageRoutes } from './router-coverage.js';
import { relayRoutes } from './router-relay.js';
import { reportRoutes } from './router-reports.js';
import { scheduleRoutes } from './router-schedule.js';
import { softwareRoutes } from './router-software.js';
import { watchRoutes } from './router-watch.js';
import {
  areaSearch,
  bulletinsSearch,
  calendarSearch,
  composeSearch,
  devicesSearch,
  emergencySearch,
  entrySearch,
  mapSearch,
  peopleSearch,
} from './search.js';

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/hom-nay' });
  },
});

const today = createRoute({
  getParentRoute: () => frame,
  path: '/hom-nay',
  component: lazyRouteComponent(
    withWords(['content', 'fleet', 'publication'], () => import('../screens/today/today.js')),
    'Today',
  ),
});

const bulletins = createRoute({
  getParentRoute: () => frame,
  path: '/ban-tin',
  validateSearch: bulletinsSearch,
  component: lazyRouteComponent(
    withWords(['content', 'studio'], () => import('../screens/bulletins/bulletins.js')),
    'Bulletins',
  ),
});

const bulletin = createRoute({
  getParentRoute: () => frame,
  path: '/ban-tin/$bulletinId',
  component: lazyRouteComponent(
    withWords(['content', 'office', 'studio'], () => import('../screens/bulletin/bulletin.js')),
    'BulletinScreen',
  ),
});

const compose = createRoute({
  getParentRoute: () => frame,
  path: '/nhap-van-ban',
  validateSearch: composeSearch,
  component: lazyRouteComponent(
    withWords(['content'], () => import('../screens/compose/compose.js')),
    'Compose',
  ),
});

const record = createRoute({
  getParentRoute: () => frame,
  path: '/ghi-am',
  component: lazyRouteComponent(
    withWords(['content', 'studio'], () => import('../screens/record/record.js')),
    'RecordScreen',
  ),
});

const lexicon = createRoute({
  getParentRoute: () => frame,
  path: '/tu-dien',
  validateSearch: areaSearch,
  component: lazyRouteComponent(
    withWords(['content', 'studio'], () => import('../screens/lexicon/lexicon.js')),
    'LexiconScreen',
  ),
});

const station = createRoute({
  getParentRoute: () => frame,
  path: '/cai-dat',
  validateSearch: areaSearch,
  component: lazyRouteComponent(
    withWords(['content', 'studio'], () => import('../screens/station/station.js')),
    'StationScreen',
  ),
});

const calendar = createRoute({
  getParentRoute: () => frame,
  path: '/lich-phat',
  validateSearch: calendarSearch,
  component: lazyRouteComponent(
    withWords(['publication', 'schedule'], () => import('../screens/calendar/calendar.js')),
    'CalendarScreen',
  ),
});

const entry = createRoute({
  getParentRoute: () => frame,
  path: '/lich-phat/them',
  validateSearch: entrySearch,
  component: lazyRouteComponent(
    withWords(
      ['content', 'hours', 'publication', 'schedule'],
      () => import('../screens/entry/entry.js'),
    ),
    'EntryScreen',
  ),
});

const publications = createRoute({
  getParentRoute: () => frame,
  path: '/phat-hanh',
  component: lazyRouteComponent(
    withWords(['publication'], () => import('../screens/publication/publications.js')),
    'Publications',
  ),
});

const publication = createRoute({
  getParentRoute: () => frame,
  path: '/phat-hanh/$publicationId',
  component: lazyRouteComponent(
    withWords(['publication'], () => import('../screens/publication/publication.js')),
    'PublicationScreen',
  ),
});

const map = createRoute({
  getParentRoute: () => frame,
  path: '/ban-do',
  validateSearch: mapSearch,
  component: lazyRouteComponent(
    withWords(['fleet'], () => import('../screens/map/map.js')),
    'MapScreen',
  ),
});

/** Outside the frame: nothing to press. */
const wall = createRoute({
  getParentRoute: () => root,
  path: '/tuong',
  beforeLoad: onlyLoggedIn,
  component: lazyRouteComponent(
    withWords(['fleet'], () => import('../screens/wall/wall.js')),
    'Wall',
  ),
});

const devices = createRoute({
  getParentRoute: () => frame,
  path: '/cum-loa',
  validateSearch: devicesSearch,
  component: lazyRouteComponent(
    withWords(['enrolment', 'fleet'], () => import('../screens/devices/devices.js')),
    'Devices',
  ),
});

const device = createRoute({
  getParentRoute: () => frame,
  path: '/cum-loa/$deviceId',
  component: lazyRouteComponent(
    withWords(
      ['enrolment', 'fleet', 'hours', 'incident'],
      () => import('../screens/device/device.js'),
    ),
    'DeviceScreen',
  ),
});

const emergency = createRoute({
  getParentRoute: () => frame,
  path: '/khan-cap',
  validateSearch: emergencySearch,
  component: lazyRouteComponent(
    withWords(
      ['content', 'emergency', 'studio'],
      () => import('../screens/emergency/emergency.js'),
    ),
    'EmergencyScreen',
  ),
});

const emergencyResult = createRoute({
  getParentRoute: () => frame,
  path: '/khan-cap/$emergencyId',
  component: lazyRouteComponent(
    withWords(['emergency'], () => import('../screens/emergency-result/result.js')),
    'EmergencyResult',
  ),
});

const people = createRoute({
  getParentRoute: () => frame,
  path: '/nguoi-dung',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(
    withWords(['office'], () => import('../screens/people/people.js')),
    'People',
  ),
});

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/nhat-ky',
  component: lazyRouteComponent(
    withWords(['office'], () => import('../screens/audit/audit.js')),
    'Audit',
  ),
});

const account = createRoute({
  getParentRoute: () => frame,
  path: '/tai-khoan',
  component: lazyRouteComponent(
    withWords(['delegation', 'emergency'], () => import('../screens/account/account.js')),
    'Account',
  ),
});

const content = [
  bulletins,
  bulletin,
  compose,
  record,
  lexicon,
  station,
  calendar,
  entry,
  publications,
  publication,
  ...scheduleRoutes,
  ...relayRoutes,
  ...softwareRoutes,
];
const fleet = [map, devices, device, ...coverageRoutes];
const alarm = [emergency, emergencyResult];
const office = [...reportRoutes, people, audit, account];

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      wall,
      frame.addChildren([home, today, ...content, ...fleet, ...watchRoutes, ...alarm, ...office]),
    ]),
    context: { queryClient },
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ScreenFault,
    defaultNotFoundComponent: NotFound,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
