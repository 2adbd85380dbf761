/**
 * loaso config — bảng cấu hình.
 *
 * Prints the reference from the one schema, so that the documentation cannot disagree with it.
 */
import { configReference } from '../config.js';

export function reference(): Promise<number> {
  const head = ['| key | variable | default | meaning |', '|---|---|---|---|'];
  process.stdout.write(`${[...head, ...configReference()].join('\n')}\n`);
  return Promise.resolve(0);
}
