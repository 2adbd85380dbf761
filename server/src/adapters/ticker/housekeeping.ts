/**
 * Housekeeping — việc định kỳ của máy chủ.
 *
 * Rolls horizons, sweeps ended logins, sends again what was not acknowledged. Never air times: those
 * are instants in signed plans. A job never overlaps itself, and a job that fails is logged and runs
 * again at its next time.
 */
import { type ScheduledTask, schedule } from 'node-cron';
import type { Log } from '../../ports/system.js';

export type Chore = {
  readonly name: string;
  /** Five or six cron fields, in Việt Nam time. */
  readonly pattern: string;
  readonly run: () => Promise<unknown>;
};

export type Housekeeping = { start(): void; stop(): Promise<void> };

export function createHousekeeping(chores: readonly Chore[], log: Log): Housekeeping {
  let tasks: ScheduledTask[] = [];
  return {
    start: () => {
      tasks = chores.map((chore) =>
        schedule(chore.pattern, () => attempt(chore, log), {
          name: chore.name,
          timezone: 'Asia/Ho_Chi_Minh',
          noOverlap: true,
        }),
      );
    },
    stop: async () => {
      await Promise.all(tasks.map((task) => task.destroy()));
      tasks = [];
    },
  };
}

async function attempt({ name, run }: Chore, log: Log): Promise<void> {
  try {
    await run();
  } catch (cause) {
    const error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    log.error('chore-failed', { chore: name, error });
  }
}
