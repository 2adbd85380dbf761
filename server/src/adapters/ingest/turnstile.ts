/**
 * Turnstile — cửa vào từng người một.
 *
 * Lets a few pieces of heavy work in at a time; the rest waits, within a bound.
 */

/** Documents that may wait for a place. */
const QUEUE_MAX = 20;

export class Turnstile {
  readonly #places: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** Undefined when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#inside >= this.#places) {
      if (this.#waiting.length >= QUEUE_MAX) return undefined;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#inside += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside -= 1;
      else next();
    }
  }
}
