/**
 * Rate — giới hạn mỗi phút.
 *
 * Counts what was done in the last sixty seconds, so that a hijacked server cannot use the key
 * faster than any real day of work would.
 */
const WINDOW_MS = 60_000;

export type Rate = {
  /** True and counted when `amount` more still fits into this minute. */
  take(amount: number): boolean;
};

/** @param max within `windowMs`, a minute unless said; @param now UTC milliseconds */
export function createRate(max: number, now: () => number, windowMs = WINDOW_MS): Rate {
  let used: { at: number; amount: number }[] = [];
  return {
    take(amount) {
      const at = now();
      used = used.filter((one) => one.at > at - windowMs && one.at <= at);
      const sum = used.reduce((total, one) => total + one.amount, 0);
      if (sum + amount > max) return false;
      const last = used.at(-1);
      // One entry a second is enough, and bounds the list.
      if (last !== undefined && at - last.at < 1000) last.amount += amount;
      else used.push({ at, amount });
      return true;
    },
  };
}
