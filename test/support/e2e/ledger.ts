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
export function storedRecords(world: World, box: Box): PlayRecord[] {
  const file = new Database(join(world.server.dataDir, 'loaso.sqlite'), { readonly: true });
  try {
    const rows = file
      .prepare('select record from records where device_id = ? order by seq')
      .all(box.id) as { record: string }[];
    return rows.map(({ record }) => PlayRecord.parse(JSON.parse(record)));
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
