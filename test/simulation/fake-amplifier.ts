/**
 * Fake amplifier — tăng âm giả.
 *
 * The relay of a simulated box and what it powers: who sounds while it is cold is heard by nobody, and
 * who leaves it on wears it out. Off whenever process or power end, as the unit of the service has it.
 */
import type { AmplifierSetting } from '#edge-agent/core/settings';
import type { AgentState } from '#edge-agent/core/state';
import type { Ear } from './fake-output.js';
import type { Invariant } from './invariants.js';
import type { World } from './world.js';

/** Every second box has a relay. */
export const relayOf = (index: number): AmplifierSetting | null => (index % 2 === 0 ? null : RELAY);

const RELAY: AmplifierSetting = { leadMs: 2_000, holdMs: 30_000, onMaxMs: 240 * 60_000 };
/** Timers are late, crystals are not true. */
const TOLERANCE_MS = 1_000;
const EARLY_MS_MAX = 20;

type Violate = (invariant: Invariant, detail: string) => void;

export class FakeAmplifier {
  readonly #world: World;
  readonly #setting: AmplifierSetting | null;
  readonly #violate: Violate;
  #onSince: number | null = null;
  #restful: number | null = null;
  #isSounding = false;

  /** @param setting of the box; null where nothing is switched */
  constructor(world: World, setting: AmplifierSetting | null, violate: Violate) {
    this.#world = world;
    this.#setting = setting;
    this.#violate = violate;
  }

  turn(on: boolean): void {
    if (!on && this.#isSounding) this.#violate('unpowered', 'it was switched off under a sound');
    this.#onSince = on ? this.#world.now : null;
  }

  cut(): void {
    this.#onSince = null;
    this.#isSounding = false;
  }

  /** After every event. */
  watches({ sounds, chime, holder }: AgentState): void {
    const rests = sounds.length === 0 && chime === null && holder === null;
    this.#restful = rests ? (this.#restful ?? this.#world.now) : null;
    if (this.#setting === null || this.#restful === null || this.#onSince === null) return;
    const forMs = this.#world.now - this.#restful;
    if (forMs > this.#setting.holdMs + TOLERANCE_MS) {
      this.#violate('unpowered', `the amplifier is on for nothing since ${forMs} ms`);
    }
  }

  /** `ear`, and the amplifier between it and the output. */
  before(ear: Ear): Ear {
    return {
      ...earOf(ear),
      begins: (sounding) => {
        this.#begin();
        ear.begins(sounding);
      },
      ends: (sounding) => {
        this.#isSounding = false;
        ear.ends(sounding);
      },
    };
  }

  #begin(): void {
    if (this.#setting === null) return;
    this.#isSounding = true;
    const onMs = this.#onSince === null ? 0 : this.#world.now - this.#onSince;
    if (this.#onSince !== null && onMs >= this.#setting.leadMs - EARLY_MS_MAX) return;
    this.#violate('unpowered', `a sound began ${onMs} ms after the amplifier was switched on`);
  }
}

/** Of an object whose methods may lie in its class. */
const earOf = (ear: Ear): Ear => ({
  begins: (sounding) => ear.begins(sounding),
  ends: (sounding) => ear.ends(sounding),
  volumeIs: (percent) => ear.volumeIs(percent),
  overlaps: (first, second, leftMs) => ear.overlaps(first, second, leftMs),
});
