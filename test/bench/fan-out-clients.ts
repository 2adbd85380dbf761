/**
 * Clients of a fan-out — các cụm giả nghe tin, trong một tiến trình riêng.
 *
 * Thousands of real MQTT connections in a process of their own, so that what they cost is not the
 * server's. Tells its parent when all are connected, and of each round when every message had come,
 * on the monotonic clock that all processes of a machine share.
 */
import { DeviceId } from '@loaso/shared/ids';
import { downFilterOf } from '@loaso/shared/wire/topics';
import mqtt, { type MqttClient } from 'mqtt';

/** Connections opened side by side. */
const AT_ONCE = 50;

export type ClientsOrder = { readonly port: number; readonly ids: readonly string[] };
export type ClientsWord = { readonly kind: 'ready' } | { readonly kind: 'heard'; at: number[] };

const say = (word: ClientsWord): void => void process.send?.(word);

process.once('message', (order: ClientsOrder) => {
  connectAll(order).catch((cause: unknown) => {
    process.stderr.write(`${String(cause)}\n`);
    process.exit(1);
  });
});

async function connectAll({ port, ids }: ClientsOrder): Promise<void> {
  let heard: number[] = [];
  const note = (): void => {
    heard.push(Number(process.hrtime.bigint() / 1_000n) / 1_000);
    if (heard.length < ids.length) return;
    say({ kind: 'heard', at: heard });
    heard = [];
  };
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => connect(port, id, note)));
  }
  say({ kind: 'ready' });
}

async function connect(port: number, id: string, note: () => void): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 4,
    clientId: id,
    username: id,
    password: id,
    keepalive: 240,
  });
  client.on('message', note);
  await client.subscribeAsync(downFilterOf(DeviceId.parse(id)), { qos: 1 });
  return client;
}
