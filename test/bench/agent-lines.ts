/**
 * Lines of an agent — nhật ký của một cụm, từng dòng.
 *
 * Lets a measurement wait for what an agent says of itself, with the time at which it was said.
 */

type Line = Record<string, unknown>;

export type Lines = {
  take(text: string): void;
  /** Resolves with the wall time of the first line that `wanted` likes, from now on. */
  next(wanted: (line: Line) => boolean, limitMs: number): Promise<number>;
};

export function createLines(): Lines {
  const waiting = new Set<(line: Line) => void>();
  return {
    take: (text) => {
      if (!text.startsWith('{')) return;
      const line = JSON.parse(text) as Line;
      for (const look of waiting) look(line);
    },
    next: (wanted, limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the agent did not say it')), limitMs);
        const look = (line: Line): void => {
          if (!wanted(line)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(Date.parse(String(line['time'])));
        };
        waiting.add(look);
      }),
  };
}
