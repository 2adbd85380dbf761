/**
 * Gauges — số đếm cho hệ thống giám sát.
 *
 * Counts read at each scrape: boxes known, reachable, waiting for their plan; pages open.
 */
import type { Gauges } from '../adapters/http/metrics.js';
import type { Feed } from '../adapters/live/feed.js';
import type { EmergencyService } from '../flows/emergency/emergency.js';
import type { FleetService } from '../flows/fleet/fleet.js';
import type { Base } from './base.js';
import type { BrokerEnd } from './broker.js';
import type { Voices } from './voices.js';

type Watched = {
  readonly broker: BrokerEnd;
  readonly feed: Feed;
  readonly fleet: Pick<FleetService, 'refusedMessages'>;
  readonly emergency: Pick<EmergencyService, 'figures'>;
  readonly voices: Pick<Voices, 'figures'>;
};

export const gaugesOf =
  ({ store }: Base, { broker, feed, fleet, emergency, voices }: Watched): Gauges =>
  async () => {
    const devices = await store.fleet.devices();
    const ids = devices.map(({ id }) => id);
    const reports = await store.fleet.reports(ids);
    const open = await store.publications.openPublications();
    const { started, acks, firstAckMs } = emergency.figures();
    const { waiting, failed } = broker.link.figures();
    return {
      boxes: devices.length,
      boxes_enrolled: devices.filter(({ state }) => state === 'enrolled').length,
      boxes_online: reports.filter(({ online }) => online).length,
      broker_connections: broker.connections(),
      messages_waiting: waiting,
      messages_failed: failed,
      messages_refused: sumOf(fleet.refusedMessages()),
      pages_open: feed.size(),
      voice_sentences_fell_back: voices.figures().fellBack,
      publications_open: open.length,
      publications_halted: open.filter(({ state }) => state === 'halted').length,
      emergencies_started: started,
      emergency_acks: acks,
      ...(firstAckMs === null ? {} : { emergency_first_ack_seconds: firstAckMs / 1000 }),
    };
  };

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
