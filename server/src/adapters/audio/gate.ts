/**
 * Gate — cổng giới hạn việc chạy cùng lúc.
 *
 * Lets so many jobs run at once, in the order they came, and gathers what jobs of one kind answer.
 * Knows nothing of the jobs.
 */
import { ok, type Result } from '@loaso/shared/result';

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

/**
 * All answers in order, or the first refusal. Waits for every job in either case, also when one
 * throws: nobody works on in a folder that its owner takes away.
 */
export async function allOk<T, E>(
  running: readonly Promise<Result<T, E>>[],
): Promise<Result<T[], E>> {
  await Promise.allSettled(running);
  const values: T[] = [];
  for (const result of await Promise.all(running)) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}
