/**
 * The rooms together — ghép các phòng thành một máy chủ.
 *
 * Builds voices, signer, broker, flows and web on the base, from one configuration. Building starts
 * nothing. The broker and the live feed must exist before the flows that they ask, so they get a door
 * that opens when the flows are there.
 */
import { mkdirSync } from 'node:fs';
import { setImmediate as breath } from 'node:timers/promises';
import { createBooth } from '../adapters/audio/booth.js';
import { createApp } from '../adapters/http/app.js';
import { tokenFrom } from '../adapters/http/cookie.js';
import { createMetrics } from '../adapters/http/metrics.js';
import { createHttpServer } from '../adapters/http/server.js';
import { createFeed, type Feed } from '../adapters/live/feed.js';
import { makePaperPdf } from '../adapters/print/paper.js';
import { makePdf } from '../adapters/print/pdf.js';
import { makePaperXlsx, makeTable, makeXlsx } from '../adapters/sheets/xlsx.js';
import { createStreamTrial, TRIAL_LIMITS } from '../adapters/stream/stream-trial.js';
import { createReleaseFiles } from '../adapters/system/release-files.js';
import type { Config } from '../config.js';
import { placesIn } from '../config.js';
import { previewGain } from '../core/programme/preview-level.js';
import type { OuterPolicy } from '../core/schedule/policy.js';
import { createApprovals } from '../flows/approvals/approvals.js';
import type { Approvals } from '../flows/approvals/ports.js';
import { createContentFlows } from '../flows/content/content.js';
import { createCoverageFlows } from '../flows/coverage/coverage.js';
import type { CoverageFlows } from '../flows/coverage/verbs.js';
import { createEmergencyFlows } from '../flows/emergency/emergency.js';
import { createFleetFlows } from '../flows/fleet/fleet.js';
import type { FleetFlows, Flows } from '../flows/flows.js';
import { createMailFlows } from '../flows/mail/mail.js';
import { createMailReportFlows } from '../flows/mail/reports.js';
import { createPeopleFlows } from '../flows/people/people.js';
import { createRelayFlows } from '../flows/relay/relay.js';
import { createReleaseFlows } from '../flows/releases/releases.js';
import { createLastDay } from '../flows/reports/last-day.js';
import { createReportFlows } from '../flows/reports/reports.js';
import { createScheduleFlows } from '../flows/schedule/schedule.js';
import { createSoundRuleFlows, type SoundRuleService } from '../flows/sound-rules/sound-rules.js';
import { createAlarms } from './alarms.js';
import { readMap } from './areas.js';
import { type Base, buildBase } from './base.js';
import { type BrokerEnd, createBroker } from './broker.js';
import { gaugesOf } from './gauges.js';
import { createDocumentIngest, createSheetIngest } from './ingest.js';
import { createMailer } from './mail.js';
import { photosOf } from './photos.js';
import { readPolicy } from './policy.js';
import { createSigning } from './signing.js';
import { pem } from './tls.js';
import { createWorkshop, DASHBOARD, voiceSettingsOf } from './workshop.js';

export const VERSION = '0.1.0';

export type Rooms = ReturnType<typeof buildRooms>;

/** Where browsers and boxes reach the web server; complete once the port is known. */
export type Address = { port: number; readonly url: () => string };

function addressOf(config: Config): Address {
  const scheme = config.tlsCertFile === '' ? 'http' : 'https';
  const address: Address = {
    port: config.httpPort,
    url: () => config.publicUrl || `${scheme}://${config.httpHost}:${address.port}`,
  };
  return address;
}

export function buildRooms(config: Config) {
  const base = buildBase(config);
  const address = addressOf(config);
  const cookie = { secure: address.url().startsWith('https:') };
  const door = createDoor();
  const broker = createBroker(config, base.log, {
    boxLogin: (device, secret) => door.flows().fleet.boxLogin(device, secret),
    presence: {
      connected: (device) => door.flows().fleet.connected(device),
      disconnected: (device) => door.flows().fleet.disconnected(device),
    },
  });
  const feed = createFeed({
    clock: base.clock,
    version: VERSION,
    covers: base.tree.covers,
    actorOf: (header) => {
      const token = tokenFrom(header, cookie);
      return token === null ? Promise.resolve(null) : door.flows().people.actorOf(token);
    },
  });
  const signer = createSigning(config, base.log);
  const { voices, approvals, ...flows } = buildFlows(base, { broker, feed, signer, address });
  door.open(flows);
  const lastDay = createLastDay({ ...base, pause: breath });
  const app = createApp({
    flows,
    files: base.files,
    metrics: createMetrics(gaugesOf(base, { broker, feed, voices, ...flows, lastDay })),
    log: base.log,
    version: VERSION,
    cookie,
    dashboardDir: DASHBOARD,
    mapJson: readMap(config),
    metricsToken: config.metricsToken === '' ? null : config.metricsToken,
    loginsPerMinute: config.loginsPerMinute,
    trustedProxies: config.trustedProxies,
  });
  const web = createHttpServer(app, feed.upgrade, {
    host: config.httpHost,
    port: config.httpPort,
    tls: pem(config.tlsCertFile, config.tlsKeyFile),
  });
  return { ...base, address, broker, feed, signer, approvals, voices, flows, lastDay, web };
}

type Ends = {
  readonly broker: BrokerEnd;
  readonly feed: Feed;
  readonly signer: ReturnType<typeof createSigning>;
  readonly address: Address;
};

function buildFlows(base: Base, { broker, feed, signer, address }: Ends) {
  const policy = readPolicy(base.config.policyFile);
  const common = { ...base, live: feed, policy, demo: base.config.demo };
  const signing = { signer, link: broker.link, lease: signer.lease };
  const publish: FleetFlows['publish'] = (devices, why, change) =>
    fleet.publish(devices, why, change);
  const approvals = createApprovals({ ...base, office: signer, live: feed });
  const emergency = createEmergencyFlows({
    ...base,
    approvals,
    live: feed,
    link: broker.link,
    signer,
    publish,
  });
  const fleet = createFleetFlows({
    ...common,
    ...signing,
    urgent: emergency.desk,
    approvalMissing: approvals.doubt,
    alarms: createAlarms(base.config, address.url),
    brokerUrl: broker.publicUrl,
    serverUrl: address.url,
  });
  const soundRules = createSoundRuleFlows({ ...common, ...signing });
  const { voices, content } = contentOf(base, feed, { publish, approvals, policy });
  return {
    voices,
    approvals,
    people: createPeopleFlows(base),
    content,
    schedule: createScheduleFlows({ ...common, publish, ahead: fleet.boxesAhead }),
    relays: createRelayFlows({ ...base, publish, approvals, listen: trialOf(base.config) }),
    fleet,
    soundRules,
    releases: releasesOf(base, { broker, feed, signer, address }, policy),
    emergency,
    photos: photosOf(base),
    ...reportingOf(base, address, coverageOf(base, broker, { fleet, soundRules })),
  };
}

type Hands = {
  readonly publish: FleetFlows['publish'];
  readonly approvals: Approvals;
  readonly policy: OuterPolicy;
};

function contentOf(base: Base, feed: Feed, hands: Hands) {
  const places = placesIn(base.config.dataDir);
  const { speech, voices, mastering, chimes } = createWorkshop(
    { workDir: places.work, cacheDir: places.speechCache },
    voiceSettingsOf(base.config),
    base.log,
  );
  const clipDir = `${places.work}/clips`;
  mkdirSync(clipDir, { recursive: true });
  const content = createContentFlows({
    ...base,
    ...hands,
    live: feed,
    speech,
    mastering,
    booth: createBooth(previewGain),
    uploads: base.uploads,
    chimes,
    clipDir,
    audioFiles: base.files,
    ingest: createDocumentIngest(),
  });
  return { voices, content };
}

const releasesOf = (base: Base, { broker, feed, signer }: Ends, policy: OuterPolicy) =>
  createReleaseFlows({
    ...base,
    ...{ policy, signer, live: feed, link: broker.link, lease: signer.lease },
    releaseFiles: createReleaseFiles(base.files),
    settleMs: base.config.rolloutSettleMinutes * 60_000,
  });

type Beside = {
  readonly fleet: Pick<FleetFlows, 'device'>;
  readonly soundRules: Pick<SoundRuleService, 'tellPlaces'>;
};

const coverageOf = (base: Base, { link }: BrokerEnd, { fleet, soundRules }: Beside) =>
  createCoverageFlows({
    ...base,
    link,
    device: (actor, id) => fleet.device(actor, id),
    readSheet: createSheetIngest(),
    makeTable,
    pause: breath,
    areasChanged: base.tree.load,
    tellPlaces: soundRules.tellPlaces,
    demo: base.config.demo,
  });

const reportsOf = (base: Base, { reach }: Pick<CoverageFlows, 'reach'>) =>
  createReportFlows({
    ...base,
    reach: (actor, query) => reach(actor, query),
    paperMakers: { xlsx: makePaperXlsx, pdf: makePaperPdf },
    makers: { xlsx: makeXlsx, pdf: makePdf },
    pause: breath,
    demo: base.config.demo,
  });

/** Who is reached, what was aired, and the letters that tell of it. */
function reportingOf(base: Base, address: Address, coverage: CoverageFlows) {
  const reports = reportsOf(base, coverage);
  const ports = { ...base, mailer: createMailer(base.config), pageUrl: address.url };
  return {
    coverage,
    reports,
    mail: createMailFlows({ ...ports, perMinute: base.config.mailPerMinute }),
    mailReports: createMailReportFlows({ ...ports, reports }),
  };
}

const trialOf = ({ privateStreams }: Config) =>
  createStreamTrial({ ...TRIAL_LIMITS, allowPrivate: privateStreams });

/** Stands for flows that do not exist yet. */
function createDoor(): { flows(): Flows; open(flows: Flows): void } {
  let behind: Flows | null = null;
  return {
    flows: () => {
      if (behind === null) throw new Error('asked before the flows were built');
      return behind;
    },
    open: (flows) => {
      behind = flows;
    },
  };
}
