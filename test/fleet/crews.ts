/**
 * Crews — các tiến trình của đội loa ảo.
 *
 * Starts them, asks them, and ends them: by a word, or as a power cut would. A crew that was cut comes
 * back with the same boxes, as they come back on a pole.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { CrewOrder, CrewWord } from './crew.js';
import { type Figures, NO_FIGURES, sumOf } from './figures.js';

/** An agent that hangs is not waited for longer than this. */
const ANSWER_MS_MAX = 20_000;
/** Connections opened a second by all crews: the broker takes 100 from one address. */
const CONNECTS_PER_S = 80;

const Line = z.object({ event: z.string().max(60) });

export type Crew = {
  start(): Promise<void>;
  figures(): Promise<Figures>;
  /** All at once, no farewell. */
  cut(): Promise<void>;
  stop(): Promise<void>;
};

export type CrewSetting = {
  readonly folders: readonly string[];
  /** How many start beside it. */
  readonly crews: number;
  /** Told when it ends by itself, which it must not. */
  readonly lost: (why: string) => void;
};

export function createCrew({ folders, crews, lost }: CrewSetting): Crew {
  const errors: Record<string, number> = {};
  let child: ChildProcess | null = null;
  let last: CrewWord = NO_FIGURES;
  /** What was done before a cut: the process that counted it is gone. */
  let before = { completed: 0, interrupted: 0, missed: 0 };

  const tell = async (order: CrewOrder, limitMs: number): Promise<CrewWord> => {
    const to = child;
    if (to === null) return last;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(limitMs)]);
    const answered = answerTo(order, to, signal);
    to.send(order, () => undefined);
    // Late, or called off since the answer has come: what it told last holds.
    const gone = once(to, 'exit', { signal }).catch(() => undefined);
    last = await Promise.race([answered, gone.then(() => last)]);
    over.abort();
    return last;
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const over = once(ending, 'exit');
    ending.kill(signal);
    await over;
  };

  return {
    async start() {
      const program = join(import.meta.dirname, 'crew.ts');
      const execArgv = ['--import=tsx', '--conditions=source'];
      const made = fork(program, { execArgv, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      child = made;
      made.once('exit', (code, signal) => {
        if (child === made) lost(`a crew ended: ${signal ?? code}`);
      });
      if (made.stdout !== null) {
        createInterface({ input: made.stdout }).on('line', (line) => {
          const event = eventOf(line);
          if (event !== null) errors[event] = (errors[event] ?? 0) + 1;
        });
      }
      const everyMs = Math.ceil((1_000 * crews) / CONNECTS_PER_S);
      const startMs = folders.length * (everyMs + 1_000);
      await tell({ do: 'start', folders, everyMs }, startMs + ANSWER_MS_MAX);
    },
    async figures() {
      const word = await tell({ do: 'count' }, ANSWER_MS_MAX);
      return sumOf([
        { ...word, errors },
        { ...NO_FIGURES, ...before },
      ]);
    },
    async cut() {
      const { completed, interrupted, missed } = await tell({ do: 'count' }, ANSWER_MS_MAX);
      before = {
        completed: before.completed + completed,
        interrupted: before.interrupted + interrupted,
        missed: before.missed + missed,
      };
      last = NO_FIGURES;
      await end('SIGKILL');
    },
    async stop() {
      await tell({ do: 'stop' }, ANSWER_MS_MAX);
      await end('SIGKILL');
    },
  };
}

const answerTo = (order: CrewOrder, crew: ChildProcess, signal: AbortSignal): Promise<CrewWord> =>
  new Promise((resolve) => {
    const hear = (said: { of: string; word: CrewWord }): void => {
      if (said.of === order.do) resolve(said.word);
    };
    crew.on('message', hear);
    signal.addEventListener('abort', () => crew.off('message', hear), { once: true });
  });

function eventOf(line: string): string | null {
  try {
    return Line.parse(JSON.parse(line)).event;
  } catch {
    return null;
  }
}
