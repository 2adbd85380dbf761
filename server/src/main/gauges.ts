/**
 * Gauges — số đếm cho hệ thống giám sát.
 *
 * Counts read at each scrape: boxes known, reachable, waiting for their plan; pages open. What the fleet
 * looks like and what became of its airings is told as the last round of each left it, never counted here.
 */
import type { AirSums } from '@loaso/shared/wire/http/reports';
import type { Gauges } from '../adapters/http/metrics.js';
import type { Feed } from '../adapters/live/feed.js';
import type { FleetFigures } from '../core/fleet/fleet-figures.js';
import type { EmergencyService } from '../flows/emergency/emergency.js';
import type { FleetService } from '../flows/fleet/fleet.js';
import type { LastDay } from '../flows/reports/last-day.js';
import type { Base } from './base.js';
import type { BrokerEnd } from './broker.js';
import type { Voices } from './voices.js';

type Watched = {
  readonly broker: BrokerEnd;
  readonly feed: Feed;
  readonly fleet: Pick<FleetService, 'boxesAhead' | 'refusedMessages' | 'watchFigures'>;
  readonly emergency: Pick<EmergencyService, 'figures'>;
  readonly voices: Pick<Voices, 'figures'>;
  readonly lastDay: Pick<LastDay, 'sums'>;
};

export const gaugesOf =
  (base: Base, watched: Watched): Gauges =>
  async () => ({
    state: await stateOf(base, watched),
    ...fleetOf(watched.fleet.watchFigures()),
    airings: airingsOf(watched.lastDay.sums()),
  });

async function stateOf(
  { store }: Base,
  { broker, feed, fleet, emergency, voices }: Watched,
): Promise<Record<string, number>> {
  const devices = await store.fleet.devices();
  const ids = devices.map(({ id }) => id);
  const reports = await store.fleet.reports(ids);
  const open = await store.publications.openPublications();
  const { started, acks, firstAckMs } = emergency.figures();
  const { waiting, failed } = broker.link.figures();
  return {
    boxes: devices.length,
    boxes_enrolled: devices.filter(({ state }) => state === 'enrolled').length,
    boxes_held: fleet.boxesAhead().size,
    boxes_online: reports.filter(({ online }) => online).length,
    broker_connections: broker.connections(),
    messages_waiting: waiting,
    messages_failed: failed,
    messages_refused: sumOf(fleet.refusedMessages()),
    letters_waiting: await store.mail.countWaiting(),
    pages_open: feed.size(),
    voice_sentences_fell_back: voices.figures().fellBack,
    publications_open: open.length,
    publications_halted: open.filter(({ state }) => state === 'halted').length,
    emergencies_started: started,
    emergency_acks: acks,
    ...(firstAckMs === null ? {} : { emergency_first_ack_seconds: firstAckMs / 1000 }),
  };
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function fleetOf(
  figures: FleetFigures | null,
): Pick<Awaited<ReturnType<Gauges>>, 'lights' | 'incidents'> {
  if (figures === null) return { lights: [], incidents: [] };
  return {
    lights: Object.entries(figures.lights).flatMap(([light, colours]) =>
      Object.entries(colours).map(([colour, value]) => ({ labels: { light, colour }, value })),
    ),
    incidents: Object.entries(figures.incidents).map(([cause, value]) => ({
      labels: { cause },
      value,
    })),
  };
}

/** `virtual`: played to the end, with no loudspeaker at the output. */
function airingsOf(sums: AirSums | null): Awaited<ReturnType<Gauges>>['airings'] {
  if (sums === null) return [];
  const { aired: played, interrupted, missed, unknown, virtual } = sums;
  return Object.entries({ played, interrupted, missed, unknown, virtual }).map(
    ([outcome, value]) => ({ labels: { outcome }, value }),
  );
}
