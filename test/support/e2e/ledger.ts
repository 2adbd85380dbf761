/**
 * Ledger on the disk — sổ nhật ký phát trong kho.
 *
 * Reads the server's own file beside the server: what a screen could hide by joining or counting is
 * seen here row by row.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import Database from 'better-sqlite3';
import type { Box } from '../../../deploy/demo/boxes.js';
import type { World } from './world.js';

/** Every stored record of a box in the order of its numbers. */
export const storedRecords = (world: World, box: Box): PlayRecord[] =>
  rows<{ record: string }>(
    world,
    box,
    'select record from records where device_id = ? order by seq',
  ).map(({ record }) => PlayRecord.parse(JSON.parse(record)));

/** The sealed plan that the server keeps for a box. */
export function storedPlan(world: World, box: Box): string {
  const [plan] = rows<{ sealed: string }>(
    world,
    box,
    'select sealed from plans where device_id = ?',
  );
  if (plan === undefined) throw new Error(`no plan for ${box.id}`);
  return plan.sealed;
}

function rows<T>(world: World, box: Box, sql: string): T[] {
  const file = new Database(join(world.server.dataDir, 'loaso.sqlite'), { readonly: true });
  try {
    return file.prepare(sql).all(box.id) as T[];
  } finally {
    file.close();
  }
}

/** Lines of a box's log with this event. */
export const saidBy = (world: World, box: Box, event: string): Record<string, unknown>[] =>
  readFileSync(join(world.dir, `${box.id}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** 1, 2, 3 … : nothing lost, nothing twice. */
export const isWhole = (records: readonly PlayRecord[]): boolean =>
  records.every(({ seq }, index) => seq === index + 1);
