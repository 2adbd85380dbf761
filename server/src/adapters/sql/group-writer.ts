/**
 * Group writer — ghi theo nhóm.
 *
 * One commit costs one flush of the disk however much is in it, so what arrives together is written
 * together: everything of one turn of the loop, and everything that came while the last group was
 * under way. Each caller still learns the fate of its own item only after it is on the disk.
 */

/** Most items of one group: SQLite holds this thread for as long as a group takes. */
const GROUP_MAX = 200;
/** Most items that may wait: beyond it the disk is far too slow, and the sender must hear of it. */
const WAITING_MAX = 50_000;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Waiting<T, R> = {
  readonly item: T;
  readonly done: (result: R) => void;
  readonly failed: (cause: unknown) => void;
};

export type GroupWriter<T, R> = {
  write(item: T): Promise<R>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
};

/**
 * @param writeGroup  writes all items in one transaction and answers in their order; when it rejects,
 *   nothing of the group is stored and each item is tried alone, so that one bad item harms no other
 */
export function createGroupWriter<T, R>(
  writeGroup: (items: readonly T[]) => Promise<readonly R[]>,
): GroupWriter<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let running: Promise<void> | null = null;

  async function settle(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await writeGroup(group.map(({ item }) => item));
      for (const [index, one] of group.entries()) one.done(results[index] as R);
    } catch (cause) {
      const [only] = group;
      if (group.length === 1) only?.failed(cause);
      else for (const one of group) await settle([one]);
    }
  }

  async function run(): Promise<void> {
    // Lets the rest of this turn's arrivals in first, and others work between two groups.
    for (await breathe(); waiting.length > 0; await breathe()) {
      const group = waiting.slice(0, GROUP_MAX);
      waiting = waiting.slice(GROUP_MAX);
      await settle(group);
    }
    running = null;
  }

  return {
    write: (item) =>
      new Promise<R>((done, failed) => {
        if (waiting.length >= WAITING_MAX) throw new Error('too many writes wait for the disk');
        waiting.push({ item, done, failed });
        running ??= run();
      }),
    idle: () => running ?? Promise.resolve(),
  };
}
