/**
 * Fake certificate — chứng thư giả của broker.
 *
 * Renewed every month, valid for some days before and after, as the real one; a box takes it by what
 * it knows of the time. Whoever turns away from it while it is valid, for good, is cut off.
 */
import { DAY_MS, HOUR_MS } from '@loaso/shared/time';
import { knownTime } from '#edge-agent/core/known-time';
import type { AgentState } from '#edge-agent/core/state';
import type { BoxClock } from './box-clock.js';
import type { World } from './world.js';

/** Made before the run, and renewed in the middle of it. */
const RENEWED_EVERY_MS = 5 * DAY_MS;
const VALID_MS = 90 * DAY_MS;
/** Clocks that are believed may be so wrong, while a time server lies, before the server is heard. */
const PATIENCE_MS = 6 * HOUR_MS;

export class FakeCertificate {
  readonly #world: World;
  readonly #clock: BoxClock;
  readonly #cutOff: (detail: string) => void;
  #refusedSince: number | null = null;

  constructor(world: World, clock: BoxClock, cutOff: (detail: string) => void) {
    this.#world = world;
    this.#clock = clock;
    this.#cutOff = cutOff;
  }

  /** True when the box takes what the broker shows it. */
  isTakenBy(state: AgentState): boolean {
    const { now } = this.#world;
    const from = now - (now % RENEWED_EVERY_MS);
    const { atMs, floorMs } = this.#timeOf(state);
    const isTaken =
      (atMs === null || atMs >= from) && Math.max(atMs ?? 0, floorMs) <= from + VALID_MS;
    this.#refusedSince = isTaken ? null : (this.#refusedSince ?? now);
    if (this.#refusedSince !== null && now - this.#refusedSince > PATIENCE_MS) {
      this.#cutOff(`the certificate is refused since ${now - this.#refusedSince} ms`);
      this.#refusedSince = now;
    }
    return isTaken;
  }

  #timeOf(state: AgentState): ReturnType<typeof knownTime> {
    const { wallMs, monoMs } = this.#clock.read(this.#world.now);
    if (this.#world.bug === 'certificates-by-wall-clock') return { atMs: wallMs, floorMs: 0 };
    return knownTime(state, monoMs);
  }
}
