/**
 * All routes — toàn bộ cửa vào.
 *
 * The one list from which the server, its description and the test of every door are made.
 */
import type { Flows } from '../../flows/flows.js';
import type { Route } from './route.js';
import { contentRoutes } from './routes-content.js';
import { coverageRoutes } from './routes-coverage.js';
import { delegationRoutes } from './routes-delegations.js';
import { emergencyRoutes } from './routes-emergency.js';
import { enrolRoutes, fleetRoutes } from './routes-fleet.js';
import { incidentRoutes } from './routes-incidents.js';
import { lexiconRoutes } from './routes-lexicon.js';
import { mailRoutes } from './routes-mail.js';
import { mailReportRoutes } from './routes-mail-reports.js';
import { loginRoutes, peopleRoutes } from './routes-people.js';
import { photoRoutes } from './routes-photos.js';
import { publicationRoutes } from './routes-publications.js';
import { recordingRoutes } from './routes-recordings.js';
import { relayRoutes } from './routes-relays.js';
import { releaseRoutes } from './routes-releases.js';
import { reportRoutes } from './routes-reports.js';
import { scheduleRoutes } from './routes-schedule.js';
import { seriesRoutes } from './routes-series.js';
import { soundExemptionRoutes } from './routes-sound-exemptions.js';
import { soundRuleRoutes } from './routes-sound-rules.js';

export function allRoutes(flows: Flows): Route[] {
  return [
    ...loginRoutes(flows.people),
    ...peopleRoutes(flows.people),
    ...delegationRoutes(flows.people),
    ...contentRoutes(flows.content),
    ...seriesRoutes(flows.content),
    ...recordingRoutes(flows.content),
    ...lexiconRoutes(flows.content),
    ...scheduleRoutes(flows.schedule),
    ...relayRoutes(flows.relays),
    ...soundRuleRoutes(flows.soundRules),
    ...soundExemptionRoutes(flows.soundRules),
    ...publicationRoutes(flows.fleet),
    ...releaseRoutes(flows.releases),
    ...fleetRoutes(flows.fleet),
    ...incidentRoutes(flows.fleet),
    ...mailRoutes(flows.mail),
    ...mailReportRoutes(flows.mailReports),
    ...reportRoutes(flows.reports),
    ...emergencyRoutes(flows.emergency),
    ...coverageRoutes(flows.coverage),
    ...photoRoutes(flows.photos),
    ...enrolRoutes(flows.fleet),
  ];
}
