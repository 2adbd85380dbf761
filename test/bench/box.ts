/**
 * Box bench — cụm loa thật.
 *
 * A real agent on a silent output: how long from a person's click to the plan on its disk. What the
 * agent takes of its board is measured by the group `footprint`.
 */
import { join } from 'node:path';
import { instant, localDateOf } from '@loaso/shared/time';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { type Box, enrolBox } from '../../deploy/demo/boxes.js';
import { call } from '../../deploy/demo/client.js';
import { approve, importText, NOTICES, voice } from '../../deploy/demo/content.js';
import { AGENT_BIN, type Running, start } from '../../deploy/demo/processes.js';
import { createLines, type Lines } from './agent-lines.js';
import { quantile, type Report } from './figure.js';
import { type BenchWorld, inWorld } from './world.js';

const PUBLICATIONS = 15;

export const box = (report: Report): Promise<void> =>
  inWorld(async (world) => {
    const [one] = world.boxes;
    if (one === undefined) throw new Error('no box');
    await enrolBox(world.people.technician, one);
    const lines = createLines();
    world.running.push(runSilent(one, world.dir, lines.take));
    await lines.next((line) => line['event'] === 'plan-accepted', 30_000);
    await publications(world, lines, report);
  });

function runSilent(one: Box, dir: string, onLine: (line: string) => void): Running {
  const args = ['run', '--state', one.stateDir, '--output', 'silent'];
  return start(one.id, [AGENT_BIN, ...args], { logFile: join(dir, `${one.id}.log`), onLine });
}

/** From the request of an official to the plan stored on the box, again and again. */
async function publications(world: BenchWorld, lines: Lines, report: Report): Promise<void> {
  const { official, approver } = world.people;
  const draft = await importText(official, QUY_NHON, NOTICES.quyNhon);
  const { id } = await voice(official, draft.id, () => undefined);
  await approve(official, approver, id);
  const taken: number[] = [];
  for (let round = 0; round < PUBLICATIONS; round += 1) {
    const stored = lines.next((line) => line['event'] === 'plan-accepted', 20_000);
    const askedAt = Date.now();
    const tomorrow = localDateOf(instant(askedAt + 86_400_000));
    await call(official, 'POST', '/api/entries', {
      areaId: QUY_NHON,
      title: `Đo lần ${round + 1}`,
      bulletinIds: [id],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [300 + round * 3], from: tomorrow, until: null },
    });
    taken.push((await stored) - askedAt);
  }
  report({
    name: 'click to plan on the box, median',
    value: quantile(taken, 0.5),
    unit: 'ms',
    goal: { atMost: 1000 },
  });
  report({
    name: 'click to plan on the box, worst',
    value: quantile(taken, 1),
    unit: 'ms',
    goal: { atMost: 3000 },
  });
}
