/**
 * Fleet bench — nhiều cụm cùng lúc.
 *
 * One publication to many boxes: bare MQTT clients stand for them, so that the figure is the server's
 * own. The same bytes through the bare broker in the same run are the limit.
 */

import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { DeviceId } from '@loaso/shared/ids';
import { DeviceId as DeviceIdSchema } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { topicOf } from '@loaso/shared/wire/topics';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { buildPlans } from '#server/core/plan/build';
import { medianMs, quantile, type Report } from './figure.js';
import { provinceOf } from './province.js';

const BOXES = 200;
const NOW = instant(1_800_000_000_000);

export async function fleet(report: Report): Promise<void> {
  const input = provinceOf(6000, 14, NOW);
  const buildMs = await medianMs(3, () => buildPlans(input));
  report({
    name: 'build, 6,000 boxes × 14 days',
    value: buildMs,
    unit: 'ms',
    goal: { atMost: 2000 },
  });
  const { plans } = buildPlans(provinceOf(BOXES, 14, NOW));
  await withBroker(async (port) => {
    const ids = plans.map(({ deviceId }) => DeviceIdSchema.parse(deviceId));
    const boxes = await Promise.all(ids.map((id) => connect(port, id)));
    const sender = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4 });
    const taken: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      taken.push(
        await fanOut(
          sender,
          boxes,
          plans.map(({ deviceId, body }) => ({ deviceId, body })),
        ),
      );
    }
    report({
      name: `bare broker, ${BOXES} plans to ${BOXES} clients`,
      value: quantile(taken, 0.5),
      unit: 'ms',
      goal: null,
    });
    report({
      name: 'plans carried',
      value: BOXES / (quantile(taken, 0.5) / 1000),
      unit: 'plans/s',
      goal: { atLeast: 500 },
    });
    await Promise.all([sender, ...boxes].map((client) => client.endAsync(true)));
  });
}

async function withBroker(work: (port: number) => Promise<void>): Promise<void> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await work(address.port);
  } finally {
    await new Promise<void>((resolve) => broker.close(resolve));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function connect(port: number, id: DeviceId): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 4,
    clientId: id,
  });
  await client.subscribeAsync(topicOf(id, 'plan'), { qos: 1 });
  return client;
}

/** Milliseconds from the first send until every box has its plan. */
async function fanOut(
  sender: MqttClient,
  boxes: readonly MqttClient[],
  plans: readonly { deviceId: DeviceId; body: string }[],
): Promise<number> {
  const arrived = boxes.map(
    (box) => new Promise<void>((resolve) => box.once('message', () => resolve())),
  );
  const startedAt = performance.now();
  await Promise.all(
    plans.map(({ deviceId, body }) =>
      sender.publishAsync(topicOf(deviceId, 'plan'), body, { qos: 1 }),
    ),
  );
  await Promise.all(arrived);
  return performance.now() - startedAt;
}
