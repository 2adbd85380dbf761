/**
 * Turns and limits — lần lượt và giới hạn.
 *
 * Two small keepers of order for verbs that must not run side by side, or not too many at once. They
 * know nothing of what they keep in order.
 */

/** Runs what it is given one after another, in the order of the calls. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Runs at most `max` at once; null when there are that many already. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T> | null;

export function createLimit(max: number): Limit {
  let running = 0;
  return (work) => {
    if (running >= max) return null;
    running += 1;
    return work().finally(() => {
      running -= 1;
    });
  };
}
