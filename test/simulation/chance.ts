/**
 * Chance — ngẫu nhiên có hạt giống.
 *
 * One seed, many streams: each part of the world draws from a stream of its own, named by what it is
 * for, so that a new draw in one place does not shift all the others. Same seed, same draws, anywhere.
 */

/** Splitmix32 mixing of one word. Source: G. Steele et al., "Fast splittable PRNGs" (2014). */
export function mix(word: number): number {
  let z = (word + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

export class Chance {
  readonly #origin: number;
  #state: number;

  constructor(seed: number) {
    this.#origin = mix(seed | 0);
    this.#state = this.#origin;
  }

  /** A stream of its own; drawing from one never moves the other. */
  stream(name: string): Chance {
    let seed = this.#origin;
    for (let at = 0; at < name.length; at += 1) seed = mix(seed ^ name.charCodeAt(at));
    return new Chance(seed);
  }

  /** 0 <= x < 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return mix(this.#state) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** Whole number, `low <= x <= high`. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Exponential with this mean: the pauses between independent events. */
  pause(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }
}
