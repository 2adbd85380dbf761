/**
 * Server — máy chủ Loa Số.
 *
 * Brings the rooms up in the order in which they need each other and down in reverse: nothing listens
 * before it can answer, and what is being answered is answered before the store closes.
 */
import { createHousekeeping } from './adapters/ticker/housekeeping.js';
import { createPulse, type Pulse } from './adapters/ticker/pulse.js';
import type { Config } from './config.js';
import { buildRooms, type Rooms, VERSION } from './main/room.js';
import type { FleetListener } from './ports/fleet.js';

/** How often open emergencies are looked at. */
const BEAT_MS = 500;
/** How often publications in groups and rollouts are looked at. */
const PUBLICATIONS_EVERY_MS = 3_000;
/** Days whose hearings one round counts: two seconds of work, with others let in between. */
const HEARD_DAYS = 20;
/** Closed publications are kept for so long. */
const PUBLICATIONS_KEPT_MS = 180 * 86_400_000;
/** How soon the books of approvals are compared where they may differ. */
const APPROVALS_EVERY_MS = 5_000;
/** How soon boxes on line hear of new and of revoked keys. */
const ROOT_EVERY_MS = 2_000;
/** How often letters that wait are looked at. */
const POST_EVERY_MS = 5_000;
/** How often the whole fleet is looked at. */
const WATCH_EVERY_MS = 10_000;

export type Server = {
  /** @returns the address of the web server */
  start(): Promise<string>;
  stop(): Promise<void>;
};

export function createServer(config: Config): Server {
  const rooms = buildRooms(config);
  const chores = choresOf(rooms);
  const pulse = createPulse(BEAT_MS, () => rooms.flows.emergency.beat(), rooms.log);
  const rounds = roundsOf(rooms);
  const { log, store, files, tree, signer, broker, voices, feed, web, flows, address } = rooms;
  return {
    start: async () => {
      await store.start();
      // Nobody waits for it: each voice is listed as soon as it is checked.
      void voices.start();
      await tree.load();
      await files.start();
      await rooms.uploads.start();
      await signer.start();
      // Before anybody can approve: what a crash has left half done.
      await rooms.approvals.settle();
      await broker.start();
      await flows.emergency.load();
      await broker.link.start(listenerOf(rooms));
      address.port = await web.start();
      feed.start();
      await flows.emergency.resume();
      pulse.start();
      await flows.content.settleUnfinishedJobs();
      await settleReadings(rooms);
      await followRoot(rooms);
      await rollHorizon(rooms);
      chores.start();
      for (const round of rounds) round.start();
      log.info('listening', { url: address.url(), broker: broker.publicUrl(), version: VERSION });
      return address.url();
    },
    stop: async () => {
      log.info('stopping');
      await chores.stop();
      for (const round of rounds.toReversed()) await round.stop();
      await pulse.stop();
      feed.stop();
      await web.stop();
      await flows.content.stop();
      await flows.emergency.settled();
      await voices.stop();
      await broker.link.stop();
      await broker.stop();
      await signer.stop();
      await store.stop();
      log.info('stopped');
    },
  };
}

/** What is looked at every few seconds, each by itself. */
function roundsOf(rooms: Rooms): Pulse[] {
  const pulse = (everyMs: number, run: (rooms: Rooms) => Promise<void>): Pulse =>
    createPulse(everyMs, () => run(rooms), rooms.log);
  return [
    pulse(ROOT_EVERY_MS, followRoot),
    pulse(WATCH_EVERY_MS, watchFleet),
    pulse(PUBLICATIONS_EVERY_MS, advance),
    pulse(POST_EVERY_MS, sendLetters),
    pulse(APPROVALS_EVERY_MS, settleApprovals),
  ];
}

/** What is approved no more leaves the boxes. */
async function settleApprovals(rooms: Rooms): Promise<void> {
  if ((await rooms.approvals.settle()) > 0) await rollHorizon(rooms);
}

/** The broker's words as the fleet's verbs. */
function listenerOf({ flows: { fleet } }: Rooms): FleetListener {
  return {
    message: (device, name, raw) => fleet.receive(device, name, raw),
    connected: (device) => fleet.connected(device),
    disconnected: (device) => fleet.disconnected(device),
  };
}

/** New rules may read old texts otherwise: those leave the air before the horizon rolls. */
async function settleReadings({ flows, log }: Rooms): Promise<void> {
  const settled = await flows.content.settleReadings();
  if (settled.ok) log.info('readings-settled', { returned: settled.value });
  else log.error('readings-not-settled', { refusal: settled.error });
}

async function followRoot({ flows, signer, log }: Rooms): Promise<void> {
  await signer.showLease();
  if ((await flows.fleet.followRoot()) === null) log.warn('root-not-seen');
}

async function advance({ flows }: Rooms): Promise<void> {
  await flows.fleet.advancePublications();
  await flows.releases.advance();
  await flows.soundRules.renewOwed();
}

async function rollHorizon({ flows, log }: Rooms): Promise<void> {
  const rolled = await flows.fleet.rollHorizon();
  if (rolled.ok) log.info('horizon-rolled', rolled.value);
  else log.error('horizon-not-rolled', { refusal: rolled.error });
}

async function settleDays(rooms: Rooms): Promise<void> {
  await rooms.flows.reports.settleLately();
  await countHeard(rooms, Number.POSITIVE_INFINITY);
}

/** After an update, or with words that came late, nothing of a year is left to who asks for it. */
async function countHeard({ flows, log }: Rooms, atMost: number): Promise<void> {
  const days = await flows.coverage.countLately(atMost);
  if (days > 0) log.info('coverage.counted', { days });
}

async function sendLetters({ flows }: Rooms): Promise<void> {
  await flows.mail.post.round();
}

async function watchFleet({ flows }: Rooms): Promise<void> {
  await flows.fleet.watchRound();
}

/** Each with its pattern in Việt Nam time. */
function choresOf(rooms: Rooms) {
  const { flows, lastDay, store, clock, log } = rooms;
  return createHousekeeping(
    [
      { name: 'roll-horizon', pattern: '20 0 * * *', run: () => rollHorizon(rooms) },
      { name: 'send-again', pattern: '* * * * *', run: () => flows.fleet.resendUnacked() },
      { name: 'mail-reports', pattern: '*/5 * * * *', run: () => flows.mailReports.queueDue() },
      { name: 'count-last-day', pattern: '*/10 * * * *', run: () => lastDay.count() },
      { name: 'count-heard', pattern: '*/10 * * * *', run: () => countHeard(rooms, HEARD_DAYS) },
      { name: 'settle-days', pattern: '40 2 * * *', run: () => settleDays(rooms) },
      {
        name: 'sweep-watch',
        pattern: '40 2 * * *',
        run: () => flows.fleet.sweepWatch(),
      },
      {
        name: 'sweep-logins',
        pattern: '7 * * * *',
        run: () => store.people.sweepLogins(clock.now()),
      },
      { name: 'sweep-photos', pattern: '40 2 * * *', run: () => flows.photos.sweep() },
      { name: 'sweep-letters', pattern: '40 2 * * *', run: () => flows.mail.sweep() },
      {
        name: 'sweep-publications',
        pattern: '40 2 * * *',
        run: () => store.publications.sweepPublications(clock.now() - PUBLICATIONS_KEPT_MS),
      },
    ],
    log,
  );
}
