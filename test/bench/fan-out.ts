/**
 * Fan-out bench — tin khẩn tới mọi cụm đang nối.
 *
 * 5,000 real MQTT clients on loopback. First the bare broker hands them as many bytes as an urgent
 * message has; then an official confirms an emergency with a code, and every box gets its own signed
 * message through the real verbs, desk, store and link. Both in one run: the figure is the ratio.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeviceId } from '@loaso/shared/ids';
import type { Link } from '#server/adapters/mqtt/link';
import { startBroker } from '../support/brokers.js';
import { type EmergencyRoom, official, openEmergencyRoom } from '../support/emergency-room.js';
import { given } from '../support/people.js';
import { QUY_NHON } from '../support/store.js';
import type { ClientsOrder, ClientsWord } from './fan-out-clients.js';
import { quantile, type Report } from './figure.js';

const BOXES = 5_000;
const ROUNDS = 3;
/** All boxes of a bench come from one address, which no address in the field may do. */
const ONE_ADDRESS = { connectsPerSecond: 5_000, connectsPerSecondAndAddress: 5_000 };
/** A code is good once, and the next one comes within this. */
const NEXT_CODE_MS = 31_000;

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

export async function emergency(report: Report): Promise<void> {
  const ids = Array.from({ length: BOXES }, (_, index) =>
    DeviceId.parse(`box-${String(index).padStart(5, '0')}`),
  );
  const broker = await startBroker('embedded', new Map(ids.map((id) => [id, id])), ONE_ADDRESS);
  const link = broker.link();
  const nobody = () => Promise.resolve();
  await link.start({ message: nobody, connected: nobody, disconnected: nobody });
  const clients = await openClients({ port: broker.port, ids });
  const room = await openEmergencyRoom();
  try {
    const { start, lengthOfLast } = await readyToWarn(room, ids, link);
    await rounds(clients, start, 1);
    const bytes = 'x'.repeat(lengthOfLast());
    const bare = await rounds(clients, () =>
      Promise.all(ids.map((id) => link.send(id, 'urgent', bytes))),
    );
    const ours = await rounds(clients, start);
    for (const [name, share] of [
      ['50 %', 0.5],
      ['99 %', 0.99],
      ['all', 1],
    ] as const) {
      const [bareMs, oursMs] = [quantile(bare, share), quantile(ours, share)];
      report({ name: `bare broker to ${name} of 5,000`, value: bareMs, unit: 'ms', goal: null });
      report({ name: `confirmed to ${name} of 5,000`, value: oursMs, unit: 'ms', goal: null });
    }
    const ratio = quantile(ours, 0.99) / quantile(bare, 0.99);
    report({
      name: 'emergency over bare broker, 99 %',
      value: ratio,
      unit: 'ratio',
      goal: { atMost: 1.5 },
    });
  } finally {
    clients.kill();
    await room.close();
    await link.stop();
    await broker.stop();
  }
}

type Ready = { readonly start: () => Promise<void>; readonly lengthOfLast: () => number };

/** Boxes, an approved warning and a phone; the room's link becomes the real one. */
async function readyToWarn(
  room: EmergencyRoom,
  ids: readonly DeviceId[],
  link: Link,
): Promise<Ready> {
  const { store } = room.ports;
  for (const id of ids) {
    const place = { id, name: id, areaId: QUY_NHON, position: null };
    const key = { publicKey: id, secretHash: '!', createdAt: 1 };
    await store.fleet.addDevice({ ...place, ...key, state: 'enrolled', placeKind: 'residential' });
  }
  const bulletin = await room.warning('flood');
  const phone = await room.phone(official);
  let last = 0;
  Object.assign(room.ports, {
    link: {
      send: (...[id, name, sealed]: Parameters<Link['send']>) => {
        last = sealed.length;
        return link.send(id, name, sealed);
      },
    },
  });
  room.restart();
  const start = async (): Promise<void> => {
    room.room.shiftMs += NEXT_CODE_MS;
    given(await room.flows.start(official, room.order(bulletin, phone)));
    await room.flows.settled();
  };
  return { start, lengthOfLast: () => last };
}

type Clients = ChildProcess;

async function openClients(order: ClientsOrder): Promise<Clients> {
  const program = join(import.meta.dirname, 'fan-out-clients.ts');
  const child = fork(program, { execArgv: ['--import=tsx', '--conditions=source'] });
  child.send(order);
  await once(child, 'message');
  return child;
}

/** When each client had its message, monotonic milliseconds. */
async function arrivals(clients: Clients): Promise<number[]> {
  const [word] = (await once(clients, 'message')) as [ClientsWord];
  return word.kind === 'heard' ? word.at : [];
}

/** Of the median round: from the call to each arrival, milliseconds. */
async function rounds(
  clients: Clients,
  send: () => Promise<unknown>,
  times = ROUNDS,
): Promise<number[]> {
  const all: number[][] = [];
  for (let round = 0; round < times; round += 1) {
    const arrived = arrivals(clients);
    const startedAt = monoNow();
    await send();
    all.push((await arrived).map((at) => at - startedAt));
  }
  const byWorst = all.sort((a, b) => quantile(a, 0.99) - quantile(b, 0.99));
  return byWorst[Math.floor(times / 2)] ?? [];
}
