/**
 * Intruder in the web process — kẻ chiếm được tiến trình web.
 *
 * What somebody can do who runs code where the web server runs: write into its database past every
 * check, and ask the signing process directly. Has the server's rights and not one more.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { playIdOf } from '@loaso/shared/ids';
import { type Sign, seal } from '@loaso/shared/trust/sealed';
import { Plan } from '@loaso/shared/wire/plan';
import Database from 'better-sqlite3';
import { createSignerClient, type SignerClient } from '#server/adapters/signer/client';
import type { Box } from '../../../deploy/demo/boxes.js';
import { QUIET } from '../signer.js';
import { storedPlan } from './ledger.js';
import type { World } from './world.js';

type Row = Record<string, string | number | null>;

function inDatabase(world: World, work: (file: Database.Database) => void): void {
  const file = new Database(join(world.server.dataDir, 'loaso.sqlite'), { timeout: 5_000 });
  try {
    file.transaction(() => work(file))();
  } finally {
    file.close();
  }
}

function put(file: Database.Database, table: string, row: Row): void {
  const names = Object.keys(row);
  const marks = names.map(() => '?').join(', ');
  const sql = `insert or replace into ${table} (${names.join(', ')}) values (${marks})`;
  file.prepare(sql).run(...Object.values(row));
}

/** A second line like the one of this id, that airs once at `at`; no check sees it. */
export function smuggleLine(world: World, likeId: string, at: number): string {
  const id = `${likeId}-night`;
  inDatabase(world, (file) => {
    const row = file.prepare('select * from entries where id = ?').get(likeId) as Row;
    put(file, 'entries', { ...row, id, rule: JSON.stringify({ kind: 'once', at }) });
  });
  return id;
}

/** The newest rule of an area as one that closes no hours, agreed to by whoever decided before. */
export function smuggleRule(world: World, areaId: string): void {
  inDatabase(world, (file) => {
    const newest = 'select * from sound_rules where area_id = ? order by num desc limit 1';
    const row = file.prepare(newest).get(areaId) as Row;
    put(file, 'sound_rules', { ...row, state: 'replaced' });
    const num = Number(row['num']) + 1;
    put(file, 'sound_rules', { ...row, num, limits: null, decided_by: row['created_by'] ?? null });
  });
}

/** The plan in force of a box, changed. */
export function planLike(world: World, box: Box, change: (plan: Plan) => Partial<Plan>): Plan {
  const { body } = JSON.parse(storedPlan(world, box)) as { body: string };
  const plan = Plan.parse(JSON.parse(body));
  return { ...plan, num: plan.num + 1, ...change(plan) };
}

/** Puts a plan signed by `signer` where the server keeps what a box should hold, with its airings. */
export const smugglePlan = (world: World, plan: Plan, signer: Sign): void =>
  smuggleSealed(world, plan, seal('plan', JSON.stringify(plan), [signer]));

/** The same for one that is sealed already. */
export function smuggleSealed(world: World, plan: Plan, sealed: string): void {
  const body = JSON.stringify(plan);
  const hash = createHash('sha256').update(body).digest('hex');
  inDatabase(world, (file) => {
    const mark = { device_id: plan.dev, epoch: plan.epoch, num: plan.num, hash };
    const publishedAt = { published_at: Date.now() };
    put(file, 'plans', { ...mark, plan: body, sealed, ...publishedAt });
    put(file, 'plan_marks', { ...mark, ...publishedAt });
    for (const item of plan.items) {
      put(file, 'planned_airings', {
        play_id: playIdOf(item.entryId, plan.dev, item.startAt),
        entry_id: item.entryId,
        device_id: plan.dev,
        area_id: plan.area,
        title: item.title,
        start_at: item.startAt,
        duration_ms: item.durationMs,
        priority: item.priority,
        cancelled_at: null,
      });
    }
  });
}

/** The socket of the signing process, as the server itself uses it: it takes the pen from it. */
export async function signerOf(world: World): Promise<SignerClient> {
  const socketPath = join(world.server.dataDir, 'signer', 'signer.sock');
  const client = createSignerClient({ socketPath, log: QUIET, asServer: true });
  await client.start();
  return client;
}
