/**
 * Hostile broker — máy môi giới bị chiếm.
 *
 * Stands between a real agent and the real broker: passes on everything in both directions with the
 * box's own login, keeps what it has seen, and says whatever the test wants in the server's name. An
 * audio server in front of the real one can refuse files.
 */
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';
import type { EnrolReply } from '@loaso/shared/wire/enrol';
import { Aedes, type Client } from 'aedes';
import mqtt from 'mqtt';

export type Passed = { readonly name: string; readonly raw: string; readonly body: unknown };

export type HostileBroker = {
  readonly url: string;
  /** What the server has sent down, what the box has sent up, oldest first. */
  readonly down: Passed[];
  readonly up: Passed[];
  /** Acknowledgements are kept back while this is false: a flood of them would fill the real line. */
  passAcks: boolean;
  /** Says `raw` to the box on one of its own down topics. */
  say(name: string, raw: string): void;
  /** Says it on any topic, subscribed or not. */
  sayOn(topic: string, raw: string): void;
  close(): Promise<void>;
};

const nameOf = (topic: string): string => topic.split('/').at(-1) ?? '';

function passed(topic: string, raw: string): Passed {
  const { body } = JSON.parse(raw) as { body: string };
  return { name: nameOf(topic), raw, body: JSON.parse(body) as unknown };
}

export async function openHostileBroker(box: EnrolReply): Promise<HostileBroker> {
  const broker = await Aedes.createBroker();
  const tcp = createTcp((socket) => void broker.handle(socket));
  await listen(tcp);
  const real = await mqtt.connectAsync(box.brokerUrl, {
    protocolVersion: 4,
    clientId: box.dev,
    username: box.dev,
    password: box.secret,
  });
  real.on('error', () => undefined);
  await real.subscribeAsync(`d/${box.dev}/down/+`, { qos: 1 });
  let victim: Client | null = null;
  const hostile: HostileBroker = {
    url: `mqtt://127.0.0.1:${portOf(tcp)}`,
    down: [],
    up: [],
    passAcks: true,
    say: (name, raw) => hostile.sayOn(`d/${box.dev}/down/${name}`, raw),
    sayOn: (topic, raw) => victim?.publish(packetOf(topic, raw), () => undefined),
    close: async () => {
      await real.endAsync(true);
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      tcp.close();
    },
  };
  real.on('message', (topic, payload) => {
    hostile.down.push(passed(topic, payload.toString()));
    hostile.sayOn(topic, payload.toString());
  });
  broker.on('clientReady', (client) => {
    victim = client;
  });
  broker.on('publish', (packet, client) => {
    if (client === null || !packet.topic.startsWith('d/')) return;
    const raw = packet.payload.toString();
    const one = passed(packet.topic, raw);
    hostile.up.push(one);
    if (one.name === 'ack' && !hostile.passAcks) return;
    real.publish(packet.topic, raw, { qos: packet.qos as 0 | 1 });
  });
  return hostile;
}

const packetOf = (topic: string, raw: string) => ({
  cmd: 'publish' as const,
  topic,
  payload: raw,
  qos: 0 as const,
  retain: false,
  dup: false,
});

export type AudioGate = { readonly baseUrl: string; open: boolean; close(): void };

/** @param realBaseUrl `https?://…/audio` of the real server */
export async function openAudioGate(realBaseUrl: string): Promise<AudioGate> {
  const http = createHttp((request, response) => {
    if (gate.open) void fetchFor(realBaseUrl, request, response);
    else request.socket.destroy();
  });
  await listen(http);
  const gate: AudioGate = {
    baseUrl: `http://127.0.0.1:${portOf(http)}/audio`,
    open: true,
    close: () => {
      http.close();
      http.closeAllConnections();
    },
  };
  return gate;
}

async function fetchFor(base: string, request: IncomingMessage, response: ServerResponse) {
  const { authorization = '', range } = request.headers;
  const headers = { authorization, ...(range === undefined ? {} : { range }) };
  const answer = await fetch(`${base}/${nameOf(request.url ?? '')}`, { headers });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function listen(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
