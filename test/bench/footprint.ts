/**
 * Footprint bench — cụm loa chiếm bao nhiêu của máy.
 *
 * The packaged agent (one bundle, the flags of its unit) at a real server with a plan and its files,
 * at rest: ready, memory, processor, bytes written. Beside it in the same run an empty Node under the
 * same flags and the agent as it runs from node_modules, so that the ratios hold on other machines.
 */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Box, enrolBox, readyBox } from '../../deploy/demo/boxes.js';
import { AGENT_BIN, type Running, start } from '../../deploy/demo/processes.js';
import { createLines } from './agent-lines.js';
import { airDaily } from './airing.js';
import type { Report } from './figure.js';
import { packageFolder, type Unit, unitSettings } from './packaged.js';
import { cpuMsOf, memoryOf, writtenBytesOf } from './process-figures.js';
import { type BenchWorld, inWorld } from './world.js';

const SETTLE_MS = 30_000;
const IDLE_S = 120;
const DAY_S = 86_400;
const STARTS = 5;
const EMPTY = 'setInterval(() => {}, 60_000)';

export const footprint = (report: Report): Promise<void> =>
  inWorld(async (world) => {
    const [packaged, plain] = world.boxes;
    if (packaged === undefined || plain === undefined) throw new Error('no boxes');
    const folder = await packageFolder(world.dir);
    const unit = unitSettings();
    for (const one of [packaged, plain]) await enrolBox(world.people.technician, one);
    await readiness(report, packaged, { world, folder, unit });
    const agent = await started(packaged, world, launched(unit, folder));
    const unbundled = await started(plain, world, { words: [AGENT_BIN], env: {} });
    await airDaily(world.people);
    for (const one of [packaged, plain]) await readyBox(world.people.viewer, one.id);
    const empty = spawn(process.execPath, [...unit.flags, '-e', EMPTY], { env: unit.env });
    await sleep(SETTLE_MS);
    const before = { cpuMs: cpuMsOf(agent.pid), written: writtenBytesOf(agent.pid) };
    const journalBefore = journalBytes(packaged);
    await sleep(IDLE_S * 1000);
    memory(report, { agent: agent.pid, empty: empty.pid ?? 0, unbundled: unbundled.pid });
    empty.kill();
    const cpuMs = cpuMsOf(agent.pid) - before.cpuMs;
    const cpu = (cpuMs / (IDLE_S * 1000)) * 100;
    report({ name: 'processor at rest', value: cpu, unit: '% of a core', goal: { atMost: 1 } });
    const perDay = DAY_S / IDLE_S / 1_000_000;
    const written = (writtenBytesOf(agent.pid) - before.written) * perDay;
    report({
      name: 'written to the disk at rest',
      value: written,
      unit: 'MB a day',
      goal: { atMost: 20 },
    });
    const journal = (journalBytes(packaged) - journalBefore) * perDay;
    report({ name: 'of it journal', value: journal, unit: 'MB a day', goal: null });
  });

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const journalBytes = (one: Box): number => statSync(join(one.stateDir, 'journal.log')).size;

type Started = { readonly running: Running; readonly pid: number; readonly readyMs: number };

const launched = ({ flags, env }: Unit, folder: string): Program => ({
  words: [...flags, join(folder, 'launch.mjs')],
  env,
});

type Program = {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

async function started(
  one: Box,
  { dir, running: all }: BenchWorld,
  program: Program,
): Promise<Started> {
  const lines = createLines();
  const [first = '', ...others] = program.words;
  const command = [first, ...others, 'run', '--state', one.stateDir, '--output', 'silent'] as const;
  const env = { ...program.env, CACHE_DIRECTORY: join(dir, 'compile-cache') };
  const startedAt = Date.now();
  const logFile = join(dir, `${one.id}.log`);
  const running = start(one.id, command, { env, logFile, onLine: lines.take });
  all.push(running);
  const readyAt = await lines.next((line) => line['event'] === 'booted', 30_000);
  return { running, pid: running.child.pid ?? 0, readyMs: readyAt - startedAt };
}

type Packaged = { readonly world: BenchWorld; readonly folder: string; readonly unit: Unit };

/** First start without, the others with what the first has compiled. */
async function readiness(
  report: Report,
  one: Box,
  { world, folder, unit }: Packaged,
): Promise<void> {
  const taken: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const { running, readyMs } = await started(one, world, launched(unit, folder));
    taken.push(readyMs);
    await running.stop();
  }
  const [first = Number.NaN, ...others] = taken;
  const goal = { atMost: 3000 };
  report({ name: 'first start to ready', value: first, unit: 'ms', goal });
  report({ name: 'later starts to ready, worst', value: Math.max(...others), unit: 'ms', goal });
}

type Pids = { readonly agent: number; readonly empty: number; readonly unbundled: number };

function memory(report: Report, pids: Pids): void {
  const agent = memoryOf(pids.agent);
  const empty = memoryOf(pids.empty);
  const unbundled = memoryOf(pids.unbundled);
  const mb = (name: string, value: number, goal: number | null): void =>
    report({ name, value, unit: 'MB', goal: goal === null ? null : { atMost: goal } });
  mb('memory of the agent, resident', agent.residentMb, 60);
  mb('memory of the agent, its own', agent.privateMb, null);
  mb('memory of an empty Node, resident', empty.residentMb, null);
  mb('memory of an empty Node, its own', empty.privateMb, null);
  mb('memory from node_modules, resident', unbundled.residentMb, null);
  report({
    name: 'agent over an empty Node, resident',
    value: agent.residentMb / empty.residentMb,
    unit: 'times',
    goal: null,
  });
}
