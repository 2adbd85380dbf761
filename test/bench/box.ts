/**
 * Box bench — cụm loa thật.
 *
 * A real agent on a silent output: how fast it is ready, what memory it takes beside an empty Node,
 * how long from a person's click to the plan on its disk.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, localDateOf } from '@loaso/shared/time';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { type Box, enrolBox } from '../../deploy/demo/boxes.js';
import { call } from '../../deploy/demo/client.js';
import { approve, importText, NOTICES, voice } from '../../deploy/demo/content.js';
import { AGENT_BIN, type Running, start } from '../../deploy/demo/processes.js';
import { quantile, type Report } from './figure.js';
import { type BenchWorld, inWorld } from './world.js';

const PUBLICATIONS = 15;
const SETTLE_MS = 5000;

export const box = (report: Report): Promise<void> =>
  inWorld(async (world) => {
    const [one] = world.boxes;
    if (one === undefined) throw new Error('no box');
    await enrolBox(world.people.technician, one);
    const lines = createLines();
    const startedAt = Date.now();
    const running = runSilent(one, world.dir, lines.take);
    world.running.push(running);
    const readyAt = await lines.next((line) => line['event'] === 'booted', 30_000);
    report({
      name: 'process start to ready',
      value: readyAt - startedAt,
      unit: 'ms',
      goal: { atMost: 3000 },
    });
    await lines.next((line) => line['event'] === 'plan-accepted', 30_000);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const idle = await emptyNode();
    report({
      name: 'memory of the agent',
      value: residentMb(agentPid(running)),
      unit: 'MB resident',
      goal: { atMost: 100 },
    });
    report({
      name: 'memory over an empty Node',
      value: residentMb(agentPid(running)) - idle,
      unit: 'MB',
      goal: null,
    });
    await publications(world, lines, report);
  });

type Line = Record<string, unknown>;
type Lines = {
  take(text: string): void;
  /** Resolves with the wall time of the first line that `wanted` likes, from now on. */
  next(wanted: (line: Line) => boolean, limitMs: number): Promise<number>;
};

function createLines(): Lines {
  const waiting = new Set<(line: Line) => void>();
  return {
    take: (text) => {
      if (!text.startsWith('{')) return;
      const line = JSON.parse(text) as Line;
      for (const look of waiting) look(line);
    },
    next: (wanted, limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the agent did not say it')), limitMs);
        const look = (line: Line): void => {
          if (!wanted(line)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(Date.parse(String(line['time'])));
        };
        waiting.add(look);
      }),
  };
}

function runSilent(one: Box, dir: string, onLine: (line: string) => void): Running {
  const args = ['run', '--state', one.stateDir, '--output', 'silent'];
  return start(one.id, [AGENT_BIN, ...args], { logFile: join(dir, `${one.id}.log`), onLine });
}

/** The start file may have handed over to the repository's own Node: its child is the agent. */
function agentPid(running: Running): number {
  const pid = running.child.pid ?? 0;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const [first] = children.filter(
    (text) => text !== '' && /node/.test(readFileSync(`/proc/${text}/comm`, 'utf8')),
  );
  return first === undefined ? pid : Number(first);
}

function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

async function emptyNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const used = residentMb(child.pid ?? 0);
  child.kill();
  return used;
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
