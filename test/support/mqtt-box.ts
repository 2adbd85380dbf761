/**
 * A bare MQTT client — máy khách MQTT trần.
 *
 * Says exactly what a test tells it to and hides nothing: whether it was let in, what it was granted,
 * what it heard, when it was thrown out.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

export type Heard = { readonly topic: string; readonly text: string; readonly retain: boolean };

export type BareClient = {
  readonly client: MqttClient;
  readonly heard: Heard[];
  readonly closed: () => boolean;
};

/** @returns null when the broker refused the login */
export function login(url: string, options: IClientOptions): Promise<BareClient | null> {
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    reconnectPeriod: 0,
    connectTimeout: 3_000,
    keepalive: 60,
    ...options,
  });
  const heard: Heard[] = [];
  let closed = false;
  client.on('message', (topic, payload, packet) => {
    heard.push({ topic, text: payload.toString(), retain: packet.retain });
  });
  return new Promise((resolve) => {
    client.on('error', () => client.end(true));
    client.once('connect', () => resolve({ client, heard, closed: () => closed }));
    client.on('close', () => {
      closed = true;
      resolve(null);
    });
  });
}

/** Waits until `fact` holds; throws after three seconds. */
export async function until(fact: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (fact()) return;
    await sleep(10);
  }
  throw new Error(`waited in vain: ${what}`);
}
