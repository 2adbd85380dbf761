/**
 * MQTT link — kết nối MQTT.
 *
 * Keeps one persistent login session with the broker: last will, back-off with full jitter, token
 * buckets both ways so that neither a storm nor a fault of our own can fill the line. Carries text;
 * what it means is checked in the core.
 */
import type { Duplex } from 'node:stream';
import { connect, type IClientOptions, MqttClient } from 'mqtt';
import type { Dial, Link, LinkEars, Log } from '../ports.js';

export type LinkSetting = {
  readonly brokerUrl: string;
  readonly user: string;
  readonly secret: string;
  /** What to subscribe to. */
  readonly filter: string;
  /** Sealed farewell: the broker's to send when the line breaks, ours when we leave. */
  readonly gone: { readonly topic: string; readonly raw: string };
  /** Opens the line of an `mqtts:` address to a broker whose certificate has been found right. */
  readonly dial: Dial<Duplex>;
  readonly limits: LinkLimits;
};

export type LinkLimits = {
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly keepaliveS: number;
  /** A broker that lets in and then says nothing is left after this. */
  readonly subscribeWithinMs: number;
  /** Messages a second on average, and how many may come at once. */
  readonly perSecond: number;
  readonly burst: number;
  readonly queueMax: number;
  readonly messageBytesMax: number;
};

export const LINK_LIMITS: LinkLimits = {
  retryMinMs: 1_000,
  retryMaxMs: 60_000,
  keepaliveS: 45,
  subscribeWithinMs: 20_000,
  perSecond: 10,
  burst: 40,
  queueMax: 200,
  messageBytesMax: 600_000,
};

/** A broker that takes longer for a ping is as good as away. */
const PING_WITHIN_MS = 10_000;
const MQTTS_PORT = 8883;

type Outgoing = { readonly topic: string; readonly raw: string; readonly qos: 0 | 1 };

export const createMqttLink = (setting: LinkSetting, log: Log): Link => new MqttLink(setting, log);

class MqttLink implements Link {
  readonly #setting: LinkSetting;
  readonly #log: Log;
  readonly #out: Bucket;
  readonly #inward: Bucket;
  readonly #queue: Outgoing[] = [];
  #client: MqttClient | null = null;
  #retry: NodeJS.Timeout | undefined;
  #pump: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopping = false;

  constructor(setting: LinkSetting, log: Log) {
    this.#setting = setting;
    this.#log = log;
    this.#out = createBucket(setting.limits);
    this.#inward = createBucket(setting.limits);
  }

  start(hears: LinkEars): void {
    const { filter } = this.#setting;
    const client = this.#connect();
    this.#client = client;
    let up = false;
    client.on('connect', () => {
      const unanswered = setTimeout(() => {
        this.#log('warn', 'link-fault', { detail: 'subscribe: no answer' });
        client.end(true);
      }, this.#setting.limits.subscribeWithinMs);
      client.once('close', () => clearTimeout(unanswered));
      client.subscribe(filter, { qos: 1 }, (cause) => {
        clearTimeout(unanswered);
        if (cause) {
          this.#log('warn', 'link-fault', { detail: `subscribe: ${cause.message}` });
          client.end(true);
          return;
        }
        this.#failures = 0;
        up = true;
        hears.up();
      });
    });
    client.on('message', (topic, payload) => this.#receive(hears, topic, payload));
    client.on('error', (cause) => this.#log('warn', 'link-fault', { detail: cause.message }));
    client.on('close', () => {
      if (this.#client !== client) return;
      this.#forget(client);
      if (up) hears.down();
      this.#retryLater(hears);
    });
  }

  #connect(): MqttClient {
    const { brokerUrl, dial } = this.#setting;
    const options = optionsOf(this.#setting);
    const { protocol, hostname, port } = new URL(brokerUrl);
    if (protocol !== 'mqtts:') return connect(brokerUrl, options);
    return new MqttClient(() => {
      const line = dial(hostname.replace(/^\[|\]$/g, ''), Number(port || MQTTS_PORT));
      // The library passes on only what the network itself says.
      line.on('error', (cause) => this.#log('warn', 'link-fault', { detail: cause.message }));
      return line;
    }, options);
  }

  publish(topic: string, raw: string, qos: 0 | 1): void {
    if (this.#client?.connected !== true) return;
    if (this.#queue.length >= this.#setting.limits.queueMax) {
      this.#log('warn', 'link-throttled', { direction: 'out', topic });
      return;
    }
    this.#queue.push({ topic, raw, qos });
    this.#flush();
  }

  roundTripMs(): Promise<number | null> {
    const client = this.#client;
    return client?.connected === true ? roundTrip(client) : Promise.resolve(null);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#pump);
    const last = this.#client;
    this.#client = null;
    if (last !== null) await leave(last, this.#setting);
  }

  #receive(hears: LinkEars, topic: string, payload: Buffer): void {
    if (!this.#inward.take()) {
      this.#log('warn', 'link-throttled', { direction: 'in', topic });
    } else if (payload.length <= this.#setting.limits.messageBytesMax) {
      hears.message(topic, payload.toString());
    }
  }

  #forget(client: MqttClient): void {
    this.#client = null;
    client.removeAllListeners();
    // A client that is thrown away may still report the death of its socket.
    client.on('error', () => undefined);
    client.end(true);
    this.#queue.length = 0;
  }

  /** Full jitter: somewhere between nothing and the doubled pause. */
  #retryLater(hears: LinkEars): void {
    if (this.#stopping) return;
    const { retryMinMs, retryMaxMs } = this.#setting.limits;
    const ceilingMs = Math.min(retryMaxMs, retryMinMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
    clearTimeout(this.#retry);
    const pauseMs = retryMinMs / 10 + Math.random() * ceilingMs;
    this.#retry = setTimeout(() => this.start(hears), pauseMs);
  }

  #flush(): void {
    clearTimeout(this.#pump);
    while (this.#queue.length > 0 && this.#client?.connected === true && this.#out.take()) {
      const next = this.#queue.shift();
      if (next !== undefined) this.#client.publish(next.topic, next.raw, { qos: next.qos });
    }
    if (this.#queue.length === 0) return;
    this.#pump = setTimeout(() => this.#flush(), 1_000 / this.#setting.limits.perSecond);
  }
}

function optionsOf({ user, secret, gone, limits }: LinkSetting): IClientOptions {
  return {
    protocolVersion: 4,
    clientId: user,
    username: user,
    password: secret,
    clean: false,
    keepalive: limits.keepaliveS,
    connectTimeout: 15_000,
    // Reconnecting is ours: the library's pause has no jitter.
    reconnectPeriod: 0,
    queueQoSZero: false,
    will: { topic: gone.topic, payload: Buffer.from(gone.raw), qos: 1, retain: false },
  };
}

/** By a ping of the protocol: nothing is published, no right is needed. */
function roundTrip(client: MqttClient): Promise<number | null> {
  const sentMs = monoMs();
  return new Promise((resolve) => {
    const finish = (foundMs: number | null): void => {
      clearTimeout(patience);
      client.off('packetreceive', hear);
      resolve(foundMs);
    };
    const hear = ({ cmd }: { readonly cmd: string }): void => {
      if (cmd === 'pingresp') finish(monoMs() - sentMs);
    };
    const patience = setTimeout(() => finish(null), PING_WITHIN_MS);
    client.on('packetreceive', hear);
    client.sendPing();
  });
}

/** Says farewell and closes; a dead line is not waited for. */
async function leave(client: MqttClient, { gone }: LinkSetting): Promise<void> {
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref());
  client.on('error', () => undefined);
  if (client.connected) {
    const said = new Promise<void>((resolve) => {
      client.publish(gone.topic, gone.raw, { qos: 1 }, () => resolve());
    });
    await Promise.race([said, patience]);
  }
  await Promise.race([client.endAsync(), patience]);
  client.removeAllListeners('close');
  client.end(true);
}

type Bucket = { take(): boolean };

/** Token bucket by the process's own clock. */
function createBucket({ perSecond, burst }: LinkLimits): Bucket {
  let tokens = burst;
  let last = monoMs();
  return {
    take: () => {
      const now = monoMs();
      tokens = Math.min(burst, tokens + ((now - last) / 1_000) * perSecond);
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** `performance` would load a megabyte of measuring tools for this one figure. */
const monoMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
