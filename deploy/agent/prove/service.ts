/**
 * Service — dịch vụ trong hệ sạch.
 *
 * Keeps the agent of a root running as `Restart=always` would, counts its starts, and lets others wait
 * for a line of its log.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type DebianRoot, unitIn } from './root.js';

export type Line = Readonly<Record<string, unknown>>;

export type Service = {
  start(): void;
  /** As after `systemctl restart`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Process id of the agent as this machine sees it. */
  pid(): number;
  starts(): number;
  /** The first line from now on that `wanted` likes. */
  next(what: string, limitMs: number, wanted: (line: Line) => boolean): Promise<Line>;
};

export function serviceIn(root: DebianRoot): Service {
  let child: ChildProcess | null = null;
  let wanted = false;
  let starts = 0;
  const ears = new Set<(line: Line) => void>();

  function launch(): void {
    const { words, restartMs } = unitIn(root);
    starts += 1;
    const started = root.program(words, (text) => {
      if (!text.startsWith('{')) return;
      const line = JSON.parse(text) as Line;
      for (const ear of ears) ear(line);
    });
    child = started;
    started.once('exit', () => {
      const again = (): void => void (wanted && child === started && launch());
      setTimeout(again, restartMs);
    });
  }

  async function end(): Promise<void> {
    const last = child;
    child = null;
    if (last === null || last.exitCode !== null || last.signalCode !== null) return;
    const gone = once(last, 'exit');
    last.kill('SIGTERM');
    await gone;
  }

  return {
    start: () => {
      wanted = true;
      launch();
    },
    restart: async () => {
      await end();
      launch();
    },
    stop: async () => {
      wanted = false;
      await end();
    },
    pid: () => child?.pid ?? 0,
    starts: () => starts,
    next: (what, limitMs, likes) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${what}: not within ${limitMs / 1000} s`)),
          limitMs,
        );
        const ear = (line: Line): void => {
          if (!likes(line)) return;
          clearTimeout(timer);
          ears.delete(ear);
          resolve(line);
        };
        ears.add(ear);
      }),
  };
}
