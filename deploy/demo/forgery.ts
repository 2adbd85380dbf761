/**
 * Demo forgery — thử giả mạo kế hoạch.
 *
 * With the stolen login of one box, tries to publish a plan to another and to itself. The broker
 * must let nothing through, and no box may change the plan it holds.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { type Box, deviceOf } from './boxes.js';
import type { Session } from './client.js';
import { heldPlan } from './proof.js';
import type { DemoServer } from './server.js';

/** @returns how many boxes changed their plan because of the forgeries: 0, or the product is broken */
export async function forgeryAccepted(
  server: DemoServer,
  boxes: readonly Box[],
  technician: Session,
): Promise<number> {
  const [thief] = boxes;
  if (thief === undefined) return 0;
  const before = await Promise.all(boxes.map((one) => heldPlan(one)));
  for (const victim of boxes) await tryForging(server.brokerUrl, thief, victim);
  const after = await Promise.all(boxes.map((one) => heldPlan(one)));
  const alive = await Promise.all(boxes.map((one) => deviceOf(technician, one.id)));
  if (!alive.every(({ device }) => device.desired !== null))
    throw new Error('a box has lost its plan');
  return before.filter((hash, index) => hash !== after[index]).length;
}

async function tryForging(brokerUrl: string, thief: Box, victim: Box): Promise<void> {
  const login = JSON.parse(readFileSync(join(thief.stateDir, 'identity.json'), 'utf8')) as {
    secret: string;
  };
  const client = await connectAsync(brokerUrl, {
    protocolVersion: 4,
    clientId: thief.id,
    username: thief.id,
    password: login.secret,
    reconnectPeriod: 0,
    connectTimeout: 5000,
  });
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.on('error', () => undefined);
  client.publish(
    `d/${victim.id}/down/plan`,
    JSON.stringify({ v: 1, type: 'plan', body: '{}', sigs: [] }),
    { qos: 0 },
  );
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1500))]);
  client.end(true);
}
