/**
 * Watchdog — báo còn sống cho hệ thống.
 *
 * Tells systemd that the agent is ready and still turns. A hang stops the words, and so does a box that
 * stands still while it turns; then systemd starts it anew. Does nothing where nobody listens.
 */
import { execFile } from 'node:child_process';
import type { Log } from '../ports.js';

export type WatchdogSetting = {
  /** From NOTIFY_SOCKET: somebody listens. */
  readonly listens: boolean;
  /** From WATCHDOG_USEC, microseconds; 0 for none. */
  readonly everyUs: number;
};

export type Watchdog = { ready(): void; stop(): void };

export type WatchdogParts = {
  /** True where nothing but a new start helps. */
  readonly stands: () => boolean;
  /** How systemd is told; its own program where absent. */
  readonly tell?: (word: string) => void;
};

export function createWatchdog(
  setting: WatchdogSetting,
  log: Log,
  { stands, tell = bySystemd(log) }: WatchdogParts,
): Watchdog {
  let timer: NodeJS.Timeout | undefined;
  const say = (word: string): void => {
    if (setting.listens) tell(word);
  };
  const pet = (): void => {
    if (!stands()) say('WATCHDOG=1');
  };
  return {
    ready: () => {
      say('READY=1');
      if (setting.everyUs === 0) return;
      timer = setInterval(pet, setting.everyUs / 1_000 / 2);
      timer.unref();
    },
    stop: () => {
      clearInterval(timer);
      say('STOPPING=1');
    },
  };
}

const bySystemd =
  (log: Log) =>
  (word: string): void => {
    execFile('systemd-notify', [word], { timeout: 5_000 }, (cause) => {
      if (cause !== null) log('warn', 'watchdog-fault', { detail: cause.message.slice(0, 200) });
    });
  };
