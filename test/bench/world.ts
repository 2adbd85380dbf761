/**
 * Bench world — thế giới thật để đo.
 *
 * The demo's own server, people and boxes as real processes in a temporary folder, for figures that
 * only the whole product has.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Accounts, bringIn, makeAccounts, type People } from '../../deploy/demo/accounts.js';
import { type Box, boxesIn } from '../../deploy/demo/boxes.js';
import type { Running } from '../../deploy/demo/processes.js';
import { type DemoServer, startServer } from '../../deploy/demo/server.js';

export type BenchWorld = {
  readonly dir: string;
  readonly server: DemoServer;
  readonly accounts: Accounts;
  readonly people: People;
  readonly boxes: readonly Box[];
  /** Processes to end with the world. */
  readonly running: Running[];
};

/** Builds a world, hands it to `work`, and takes it away however `work` ends. */
export async function inWorld(work: (world: BenchWorld) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-bench-'));
  const accounts = makeAccounts();
  const server = await startServer(dir, accounts.admin);
  const running: Running[] = [server.process];
  try {
    const people = await bringIn(server.url, accounts);
    await work({ dir, server, accounts, people, boxes: boxesIn(dir), running });
  } finally {
    for (const one of [...running].reverse()) await one.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
