/**
 * Addresses of reports — báo cáo, những lượt phát làm nên một con số.
 *
 * Both within the frame; what is chosen stands in the address, so that it can be shared.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../i18n/rooms.js';
import { frame } from './frame.js';
import { reportAiringsSearch, reportSearch } from './search.js';

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

export const reportRoutes = [reports, airings];
