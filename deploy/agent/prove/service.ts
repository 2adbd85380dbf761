/**
 * Service — dịch vụ trong hệ sạch.
 *
 * Keeps the agent of a root running as its unit says, counts its starts, and lets others wait for a line
 * of its log. No systemd runs in a folder: this stands in for it in user, environment, folders, command,
 * what follows an end, and restart; nothing of the sandbox, and no watchdog.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type DebianRoot, ENV } from './root.js';
import { unitIn } from './unit.js';

export type Line = Readonly<Record<string, unknown>>;

export type Service = {
  start(): Promise<void>;
  /** As after `systemctl restart`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a word to it; done when what the unit does after an end is done, before it is started anew. */
  kill(): Promise<void>;
  /** Process id of the agent as this machine sees it. */
  pid(): number;
  starts(): number;
  /** The first line from now on that `wanted` likes. */
  next(what: string, limitMs: number, wanted: (line: Line) => boolean): Promise<Line>;
};

type Life = { readonly child: ChildProcess; readonly over: Promise<void> };

export function serviceIn(root: DebianRoot): Service {
  let life: Life | null = null;
  let wanted = false;
  let starts = 0;
  const ears = new Set<(line: Line) => void>();

  const hear = (text: string): void => {
    if (!text.startsWith('{')) return;
    const line = JSON.parse(text) as Line;
    for (const ear of ears) ear(line);
  };

  async function launch(): Promise<void> {
    const unit = unitIn(root.folder, ENV.PATH);
    starts += 1;
    await root.command(...unit.prepare);
    if (!wanted) return;
    const child = root.program(unit.start, hear);
    const ended = async (): Promise<void> => {
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      for (const words of unit.after(resultOf(code, signal))) await root.command(...words);
      const again = (): void => void (wanted && life?.child === child && launch());
      setTimeout(again, unit.restartMs);
    };
    life = { child, over: ended() };
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (life === null) return;
    life.child.kill(signal);
    await life.over;
  }

  return {
    start: async () => {
      wanted = true;
      await launch();
    },
    restart: async () => {
      const last = life;
      wanted = false;
      await end('SIGTERM');
      wanted = true;
      if (life === last) await launch();
    },
    stop: async () => {
      wanted = false;
      if (life === null) return;
      await end('SIGTERM');
      await root.command(...unitIn(root.folder, ENV.PATH).clear);
      life = null;
    },
    kill: () => end('SIGKILL'),
    pid: () => life?.child.pid ?? 0,
    starts: () => starts,
    next: (what, limitMs, likes) => lineIn(ears, { what, limitMs, likes }),
  };
}

/** As systemd calls an end; one by SIGTERM was ordered. */
const resultOf = (code: number | null, signal: string | null): string => {
  if (code === 0 || signal === 'SIGTERM') return 'success';
  return signal === null ? 'exit-code' : 'signal';
};

type Wish = {
  readonly what: string;
  readonly limitMs: number;
  readonly likes: (line: Line) => boolean;
};

const lineIn = (ears: Set<(line: Line) => void>, { what, limitMs, likes }: Wish): Promise<Line> =>
  new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`${what}: not within ${limitMs / 1000} s`));
    const timer = setTimeout(late, limitMs);
    const ear = (line: Line): void => {
      if (!likes(line)) return;
      clearTimeout(timer);
      ears.delete(ear);
      resolve(line);
    };
    ears.add(ear);
  });
