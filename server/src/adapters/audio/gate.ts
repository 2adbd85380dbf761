/**
 * Gate — cổng giới hạn việc chạy cùng lúc.
 *
 * Lets so many jobs run at once, in the order they came. Knows nothing of the jobs.
 */

export type Gate = <T>(job: () => Promise<T>) => Promise<T>;

/** At most `width` jobs at once; the rest wait in line. */
export function createGate(width: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (running >= width) await new Promise<void>((enter) => waiting.push(enter));
    else running += 1;
    try {
      return await job();
    } finally {
      // The place is handed over, not freed, when somebody waits.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
