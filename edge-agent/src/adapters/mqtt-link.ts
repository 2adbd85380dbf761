/**
 * MQTT link — kết nối MQTT.
 *
 * Keeps one persistent login session with the broker: last will, back-off with full jitter, token
 * buckets both ways so that neither a storm nor a fault of our own can fill the line. Carries text;
 * what it means is checked in the core.
 */
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Link, LinkEars, Log } from '../ports.js';

export type LinkSetting = {
  readonly brokerUrl: string;
  readonly user: string;
  readonly secret: string;
  /** What to subscribe to. */
  readonly filter: string;
  /** Sealed farewell: the broker's to send when the line breaks, ours when we leave. */
  readonly gone: { readonly topic: string; readonly raw: string };
  /** PEM of the authority to trust for `mqtts:`; the system's where absent. */
  readonly ca?: string;
  readonly limits: LinkLimits;
};

export type LinkLimits = {
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly keepaliveS: number;
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
  perSecond: 10,
  burst: 40,
  queueMax: 200,
  messageBytesMax: 600_000,
};

type Outgoing = { readonly topic: string; readonly raw: string; readonly qos: 0 | 1 };

export function createMqttLink(setting: LinkSetting, log: Log): Link {
  const { limits } = setting;
  let client: MqttClient | null = null;
  let retry: NodeJS.Timeout | undefined;
  let pump: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopping = false;
  const queue: Outgoing[] = [];
  const out = createBucket(limits);
  const inward = createBucket(limits);

  /** Full jitter: somewhere between nothing and the doubled pause. */
  function retryLater(hears: LinkEars): void {
    if (stopping) return;
    const ceilingMs = Math.min(limits.retryMaxMs, limits.retryMinMs * 2 ** failures);
    failures = Math.min(failures + 1, 16);
    clearTimeout(retry);
    retry = setTimeout(() => open(hears), limits.retryMinMs / 10 + Math.random() * ceilingMs);
  }

  function open(hears: LinkEars): void {
    const made = connect(setting.brokerUrl, optionsOf(setting));
    client = made;
    let up = false;
    made.on('connect', () => {
      made.subscribe(setting.filter, { qos: 1 }, (cause) => {
        if (cause) {
          log('warn', 'link-fault', { detail: `subscribe: ${cause.message}` });
          made.end(true);
          return;
        }
        failures = 0;
        up = true;
        hears.up();
      });
    });
    made.on('message', (topic, payload) => {
      if (!inward.take()) log('warn', 'link-throttled', { direction: 'in', topic });
      else if (payload.length <= limits.messageBytesMax) hears.message(topic, payload.toString());
    });
    made.on('error', (cause) => log('warn', 'link-fault', { detail: cause.message }));
    made.on('close', () => {
      if (client !== made) return;
      client = null;
      made.removeAllListeners();
      // A client that is thrown away may still report the death of its socket.
      made.on('error', () => undefined);
      made.end(true);
      queue.length = 0;
      if (up) hears.down();
      retryLater(hears);
    });
  }

  function flush(): void {
    clearTimeout(pump);
    while (queue.length > 0 && client?.connected === true && out.take()) {
      const next = queue.shift();
      if (next !== undefined) client.publish(next.topic, next.raw, { qos: next.qos });
    }
    if (queue.length > 0) pump = setTimeout(flush, 1_000 / limits.perSecond);
  }

  return {
    start: open,
    publish: (topic, raw, qos) => {
      if (client?.connected !== true) return;
      if (queue.length >= limits.queueMax) {
        log('warn', 'link-throttled', { direction: 'out', topic });
        return;
      }
      queue.push({ topic, raw, qos });
      flush();
    },
    stop: async () => {
      stopping = true;
      clearTimeout(retry);
      clearTimeout(pump);
      const last = client;
      client = null;
      if (last !== null) await leave(last, setting);
    },
  };
}

function optionsOf({ user, secret, gone, ca, limits }: LinkSetting): IClientOptions {
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
    ...(ca === undefined ? {} : { ca }),
  };
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

/** Token bucket by the process's own clock. */
function createBucket({ perSecond, burst }: LinkLimits): { take(): boolean } {
  let tokens = burst;
  let last = performance.now();
  return {
    take: () => {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - last) / 1_000) * perSecond);
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
