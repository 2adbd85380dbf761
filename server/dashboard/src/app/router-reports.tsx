/**
 * Addresses of reports — báo cáo, những dòng làm nên một con số.
 *
 * All within the frame; what is chosen stands in the address, so that it can be shared.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import {
  reportAiringsSearch,
  reportBoxesSearch,
  reportSearch,
  reportSoundsSearch,
} from './search.js';

const reports = createRoute({
  getParentRoute: () => frame,
  path: '/bao-cao',
  validateSearch: reportSearch,
  component: lazyRouteComponent(
    withWords(['report', 'evaluation', 'schedule'], () => import('../screens/reports/reports.js')),
    'ReportsScreen',
  ),
});

const airings = createRoute({
  getParentRoute: () => frame,
  path: '/bao-cao/luot-phat',
  validateSearch: reportAiringsSearch,
  component: lazyRouteComponent(
    withWords(['report', 'fleet'], () => import('../screens/reports/airings.js')),
    'ReportAirings',
  ),
});

const sounds = createRoute({
  getParentRoute: () => frame,
  path: '/bao-cao/phut-keu',
  validateSearch: reportSoundsSearch,
  component: lazyRouteComponent(
    withWords(['report'], () => import('../screens/reports/sounds.js')),
    'ReportSounds',
  ),
});

const boxes = createRoute({
  getParentRoute: () => frame,
  path: '/bao-cao/tin-khan',
  validateSearch: reportBoxesSearch,
  component: lazyRouteComponent(
    withWords(['report'], () => import('../screens/reports/order-boxes.js')),
    'ReportOrderBoxes',
  ),
});

export const reportRoutes = [reports, airings, sounds, boxes];
