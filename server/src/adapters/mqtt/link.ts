/**
 * Link to the fleet — đường dây tới các cụm loa.
 *
 * The server as one MQTT client of either broker: sends sealed texts to boxes and hands on what they
 * say, in order per box, with a bound on how much may wait. Reconnects by itself with jitter. Knows
 * topics, not contents.
 */
import type { Duplex } from 'node:stream';
import { SEALED_BYTES_MAX } from '@loaso/shared/trust/sealed';
import { parseTopic, TOPICS, topicOf, UP_FILTER } from '@loaso/shared/wire/topics';
import mqtt, { type IClientOptions, type IPublishPacket, MqttClient } from 'mqtt';
import type { BrokerLogins, FleetLink, FleetListener } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';
import { createInbox, type Inbox } from './inbox.js';

/** Where the broker is: an address, or a stream inside this process. */
export type BrokerAddress = {
  readonly username: string;
  readonly password: string;
} & (
  | { readonly url: string; readonly ca?: string | undefined }
  | { readonly openStream: () => Duplex }
);

export type LinkOptions = {
  readonly broker: BrokerAddress;
  readonly logins: BrokerLogins;
  readonly log: Log;
  /** Messages of all boxes that may wait before the broker is made to wait. Default 5 000. */
  readonly waitingMax?: number | undefined;
};

export type Link = FleetLink & {
  /** Connects, subscribes and feeds `listener`; goes on trying when the broker is away for 5 s. */
  start(listener: FleetListener): Promise<void>;
  stop(): Promise<void>;
  readonly connected: () => boolean;
  /** Messages waiting, and messages no handler could take. */
  readonly figures: () => { waiting: number; failed: number };
};

const RETRY_FIRST_MS = 200;
const RETRY_MAX_MS = 15_000;
const SEND_MS = 10_000;
const FIRST_CONNECT_MS = 5_000;
const KEEPALIVE_S = 30;
const UNSENT_MAX = 20_000;

export function createLink(options: LinkOptions): Link {
  const { log, logins } = options;
  let client: MqttClient | null = null;
  let inbox: Inbox | null = null;
  let unsent = 0;

  return {
    async start(listener) {
      const box = createInbox(listener, log, options.waitingMax ?? 5_000);
      inbox = box;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, FIRST_CONNECT_MS);
        client = open(options, () => {
          log.info('link.connected');
          clearTimeout(timer);
          resolve();
        });
        receiveInto(client, box);
      });
    },
    async stop() {
      const open = client;
      client = null;
      if (open !== null) await open.endAsync(true);
      await inbox?.idle();
    },
    connected: () => client?.connected ?? false,
    figures: () => ({ waiting: inbox?.waiting() ?? 0, failed: inbox?.failed() ?? 0 }),
    admit: (device, secret) => logins.admit(device, secret),
    disconnect: (device) => logins.disconnect(device),
    async send(device, name, sealed) {
      const open = client;
      if (open === null || !open.connected || unsent >= UNSENT_MAX) return false;
      unsent += 1;
      try {
        return await publishWithin(open, topicOf(device, name), sealed, TOPICS[name].qos);
      } finally {
        unsent -= 1;
      }
    },
  };
}

/** @param opened called at each connect, once the broker hands us what boxes say */
function open({ broker, log }: LinkOptions, opened: () => void): MqttClient {
  let tries = 0;
  const settings: IClientOptions = {
    protocolVersion: 4,
    clientId: broker.username,
    username: broker.username,
    password: broker.password,
    // An external broker keeps what boxes say while the server restarts; the embedded one rests too.
    clean: !('url' in broker),
    keepalive: KEEPALIVE_S,
    connectTimeout: FIRST_CONNECT_MS,
    reconnectPeriod: RETRY_FIRST_MS,
    queueQoSZero: false,
    resubscribe: false,
    ...('url' in broker && broker.ca !== undefined ? { ca: broker.ca } : {}),
  };
  const client =
    'url' in broker
      ? mqtt.connect(broker.url, settings)
      : new MqttClient(() => broker.openStream(), settings);
  client.on('connect', () => {
    tries = 0;
    client.options.reconnectPeriod = RETRY_FIRST_MS;
    client.subscribe(UP_FILTER, { qos: 1 }, (cause, granted) => {
      const refused = granted?.some(({ qos }) => qos > 2) ?? false;
      if (cause !== null || refused) log.error('link.not-subscribed', { detail: cause?.message });
      else opened();
    });
  });
  client.on('close', () => {
    tries += 1;
    const ceiling = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(tries, 10));
    client.options.reconnectPeriod = RETRY_FIRST_MS + Math.floor(Math.random() * ceiling);
  });
  client.on('offline', () => log.warn('link.lost'));
  client.on('error', (cause) => log.warn('link.fault', { detail: cause.message }));
  return client;
}

/** The packet is acknowledged to the broker when the inbox has room for it: that is the back-pressure. */
function receiveInto(client: MqttClient, inbox: Inbox): void {
  client.handleMessage = (packet: IPublishPacket, done) => {
    const topic = parseTopic(packet.topic);
    if (topic === null || TOPICS[topic.name].direction !== 'up') return done();
    const raw = textOf(packet.payload);
    inbox.put({ device: topic.device, name: topic.name, raw }).then(
      () => done(),
      () => done(),
    );
  };
}

/** A payload over the limit is cut to a text that no parser takes, so that it is refused by name. */
function textOf(payload: string | Buffer): string {
  const tooLong = payload.length > SEALED_BYTES_MAX;
  return tooLong ? 'message too long' : payload.toString();
}

/** True when the broker has taken it (QoS 1) or it has left (QoS 0). */
function publishWithin(
  client: MqttClient,
  topic: string,
  text: string,
  qos: 0 | 1,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), SEND_MS);
    client.publish(topic, text, { qos }, (cause) => {
      clearTimeout(timer);
      resolve(cause === null || cause === undefined);
    });
  });
}
