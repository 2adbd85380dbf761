/**
 * Dice — xúc xắc có hạt giống.
 *
 * Chance that gives the same throws for the same seed, for worlds that a test can build again.
 */
export type Chance = {
  /** In [from, to). */
  between(from: number, to: number): number;
  happens(share: number): boolean;
  pick<T>(values: readonly T[]): T;
};

/** @param seed any whole number; mulberry32 (T. Ettinger, public domain) */
export function diceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (from, to) => from + next() * (to - from),
    happens: (share) => next() < share,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}
