/**
 * Store wiring — mở kho dữ liệu.
 *
 * SQLite in the data folder, or PostgreSQL by its address.
 */
import { mkdirSync } from 'node:fs';
import { createSqlStore } from '../adapters/sql/store.js';
import { type Config, placesIn } from '../config.js';
import type { Store } from '../ports/store.js';

export function createStore(config: Config): Store {
  if (config.databaseUrl !== '')
    return createSqlStore({ dialect: 'postgres', url: config.databaseUrl });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o750 });
  return createSqlStore({ dialect: 'sqlite', path: placesIn(config.dataDir).database });
}
