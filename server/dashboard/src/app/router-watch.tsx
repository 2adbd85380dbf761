/**
 * Addresses of the watch — sự cố, việc hôm nay, mã đăng ký.
 *
 * Screens of technicians: what ails the fleet, what to do today, what is taken along to the poles.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import { contactsSearch } from './search.js';

const incidents = createRoute({
  getParentRoute: () => frame,
  path: '/su-co',
  component: lazyRouteComponent(
    withWords(['incident', 'schedule'], () => import('../screens/incidents/incidents.js')),
    'IncidentsScreen',
  ),
});

const incident = createRoute({
  getParentRoute: () => frame,
  path: '/su-co/$incidentId',
  component: lazyRouteComponent(
    withWords(['fleet', 'incident'], () => import('../screens/incidents/incident.js')),
    'IncidentScreen',
  ),
});

const work = createRoute({
  getParentRoute: () => frame,
  path: '/viec-hom-nay',
  component: lazyRouteComponent(
    withWords(['incident'], () => import('../screens/work/work.js')),
    'WorkScreen',
  ),
});

const contacts = createRoute({
  getParentRoute: () => frame,
  path: '/bao-cho-ai',
  validateSearch: contactsSearch,
  component: lazyRouteComponent(
    withWords(['incident', 'report'], () => import('../screens/contacts/contacts.js')),
    'ContactsScreen',
  ),
});

const codes = createRoute({
  getParentRoute: () => frame,
  path: '/ma-dang-ky',
  component: lazyRouteComponent(
    withWords(['enrolment'], () => import('../screens/enrolment/codes.js')),
    'CodesScreen',
  ),
});

export const watchRoutes = [incidents, incident, work, contacts, codes] as const;
