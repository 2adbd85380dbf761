/**
 * Throttle — hạn mức theo thời gian.
 *
 * Token buckets by name: so many at once, so many a second after that. Idle names are forgotten, so
 * that strangers cannot fill the memory with names.
 */
export type Throttle = {
  /** True when `name` may do one more thing now. */
  take(name: string): boolean;
};

type Bucket = { tokens: number; at: number };

const NAMES_MAX = 50_000;

/** @param now monotonic milliseconds */
export function createThrottle(burst: number, perSecond: number, now: () => number): Throttle {
  const buckets = new Map<string, Bucket>();
  const refilled = (bucket: Bucket, at: number): number =>
    Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
  const forgetFull = (at: number): void => {
    for (const [name, bucket] of buckets) if (refilled(bucket, at) >= burst) buckets.delete(name);
  };
  return {
    take(name) {
      const at = now();
      if (buckets.size >= NAMES_MAX) forgetFull(at);
      const bucket = buckets.get(name) ?? { tokens: burst, at };
      const tokens = refilled(bucket, at);
      const allowed = tokens >= 1;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at });
      return allowed;
    },
  };
}
