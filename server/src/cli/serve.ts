/**
 * loaso serve — chạy máy chủ.
 *
 * In the foreground until a signal; the first one stops gracefully, a second one at once.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { createServer } from '../main.js';

/** A stop that takes longer is a fault: the supervisor starts a fresh one. */
const STOP_MS_MAX = 20_000;

export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } });
  const server = createServer(readConfig(values.config ?? null));
  await server.start();
  await firstSignal();
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await server.stop();
  return 0;
}

function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
