/**
 * World — thế giới giả lập.
 *
 * True time, the queue of what is to happen, the one seed, and the list of broken promises. Every
 * part of a simulation gets its time and its chance from here and from nowhere else.
 */
import type { Bug } from './bugs.js';
import { Chance, mix } from './chance.js';
import { EventHeap } from './event-heap.js';
import type { Faults } from './faults.js';
import type { Invariant } from './invariants.js';

/** Lines that are shown of the life of a box, and how far they reach beyond what went wrong. */
const SHOWN_MAX = 50;
const BEYOND_MS = 2_000;

/**
 * What happened to one box, line by line. Only the box that somebody asks for is written down: a
 * seed replays exactly, so whoever wants the lines runs it again.
 */
export class Trace {
  readonly #lines: { at: number; what: string; detail: unknown }[] = [];

  add(at: number, what: string, detail: unknown): void {
    this.#lines.push({ at, what, detail });
  }

  /** The lines up to `until` and a little beyond. */
  text(until: number): string[] {
    const told = this.#lines.filter(({ at }) => at <= until + BEYOND_MS).slice(-SHOWN_MAX);
    return told.map(({ at, what, detail }) => {
      const words = JSON.stringify(detail) ?? '';
      return `${new Date(at).toISOString()} ${what} ${words.slice(0, 400)}`;
    });
  }
}

export type Violation = {
  readonly invariant: Invariant;
  readonly box: string;
  readonly detail: string;
  /** When it went wrong; it may be told later. */
  readonly at: number;
};

/** Violations kept with their words; the rest are only counted. */
const KEPT_MAX = 5;

export class World {
  readonly seed: number;
  readonly chance: Chance;
  readonly bug: Bug | null;
  readonly counts = new Map<Invariant, number>();
  readonly kept: Violation[] = [];
  /** Kills so far, of boxes (power or process), of the broker, of the server's database. */
  kills = 0;
  /** Publications that were held back after a restore, and what was refused to a replaced server. */
  holds = 0;
  fenced = 0;
  now: number;
  events = 0;
  hash = 0;
  faults: Faults;
  /** The days are over: nothing goes wrong any more, and everything may come in. */
  isDraining = false;
  readonly #heap = new EventHeap();

  constructor(seed: number, now: number, faults: Faults, bug: Bug | null) {
    this.seed = seed;
    this.chance = new Chance(seed);
    this.now = now;
    this.faults = faults;
    this.bug = bug;
  }

  after(ms: number, run: () => void): void {
    this.#heap.add(this.now + Math.max(0, ms), run);
  }

  /** Repeats `run` with pauses of this mean; never, where the mean is infinite. */
  often(chance: Chance, meanH: number, run: () => void): void {
    if (!Number.isFinite(meanH)) return;
    this.after(chance.pause(meanH * 3_600_000), () => {
      if (this.isDraining) return;
      run();
      this.often(chance, meanH, run);
    });
  }

  /** Lets everything happen that is due before `until`. */
  runUntil(until: number): void {
    while (this.#heap.nextAt < until) {
      const due = this.#heap.take();
      if (due === null) break;
      this.now = due.at;
      due.run();
    }
    this.now = until;
  }

  /** Counts an event of a box and folds it into the hash of the run. */
  happened(box: number, kind: string, extra: number): void {
    this.events += 1;
    const word = kind.charCodeAt(0) * 31 + kind.length * 7 + kind.charCodeAt(kind.length - 1);
    this.hash = mix(this.hash ^ Math.imul(box + 1, 0x9e3779b1) ^ word ^ (this.now % 1e9) ^ extra);
  }

  violate(invariant: Invariant, box: string, detail: string, at = this.now): void {
    this.counts.set(invariant, (this.counts.get(invariant) ?? 0) + 1);
    if (this.kept.length < KEPT_MAX) this.kept.push({ invariant, box, detail, at });
  }
}
