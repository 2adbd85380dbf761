/**
 * Fake output — đầu ra âm thanh giả.
 *
 * Keeps the contract of a sound output on true time and remembers what would really have been heard.
 * One sound at a time; starts on its instant within milliseconds; looks at the bytes before it sounds.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { CHIME } from '#edge-agent/core/chime-sound';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { RelayTurn, SoundEnd } from '#edge-agent/core/event';
import type { BoxClock } from './box-clock.js';
import type { Chance } from './chance.js';
import type { FakeDisk } from './fake-disk.js';
import type { World } from './world.js';

export type Order = Extract<AgentEffect, { type: 'play' }>;

export type Sounding = {
  readonly order: Order;
  readonly startedAt: number;
  readonly wrong: boolean;
  /** Of a relay: how long nothing came. */
  silentMs: number;
  silentSince: number | null;
};

type News = {
  readonly started: (soundId: number, startedMonoMs: number, fromMs: number) => void;
  readonly turned: (soundId: number, to: RelayTurn, monoMs: number) => void;
  readonly ended: (soundId: number, how: SoundEnd, playedMs: number, sha256?: Sha256) => void;
};

/** What the world sees, apart from what the box is told. */
export type Ear = {
  readonly begins: (sounding: Sounding) => void;
  readonly ends: (sounding: Sounding) => void;
  /** What sounds is this loud from now on. */
  readonly volumeIs: (percent: number) => void;
  /** A second sound was ordered while the first had so long still to go. */
  readonly overlaps: (first: Sounding, second: Order, leftMs: number) => void;
};

type Parts = { clock: BoxClock; disk: FakeDisk; news: News; ear: Ear };

/** A stream has no end of its own. */
const lengthOf = ({ parts, relay }: Order): number =>
  relay !== undefined
    ? Number.MAX_SAFE_INTEGER
    : parts.reduce((end, { offsetMs, durationMs }) => Math.max(end, offsetMs + durationMs), 0);

export class FakeOutput {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #parts: Parts;
  #sounding: Sounding | null = null;
  /** The end that the core has given to what sounds; the next start may come before it. */
  #untilMono = 0;
  /** Orders not begun yet, and sounds prepared. */
  readonly #waiting = new Map<number, Order | null>();
  /** Voids what was planned: of the end in force, and of everything before a cut. */
  #endGeneration = 0;
  /** The order for which the last sound ended before its own end. */
  #gaveWay: { readonly to: Order; readonly first: Sounding; readonly untilMono: number } | null =
    null;
  #life = 0;

  constructor(world: World, chance: Chance, parts: Parts) {
    this.#world = world;
    this.#chance = chance;
    this.#parts = parts;
  }

  get sounding(): Sounding | null {
    return this.#sounding;
  }

  prepare(soundId: number): void {
    this.#waiting.set(soundId, null);
  }

  play(order: Order): void {
    this.#waiting.set(order.soundId, order);
    this.#planEnd();
    const soon = this.#world.now + 2;
    const at = Math.max(soon, this.#parts.clock.trueAt(order.startMonoMs));
    const life = this.#life;
    this.#world.after(at + this.#chance.between(0, 4) - this.#world.now, () => {
      if (life === this.#life && this.#waiting.get(order.soundId) === order) {
        this.#begin(order);
      }
    });
  }

  #begin(order: Order): void {
    const { now } = this.#world;
    const { clock, news, ear } = this.#parts;
    this.#waiting.delete(order.soundId);
    const fault = this.#faultOf(order);
    if (fault !== null && this.#world.bug !== 'play-without-hash') {
      news.ended(order.soundId, fault.how, 0, fault.sha256);
      return;
    }
    this.#giveWay(order);
    if (this.#gaveWay?.to.soundId === order.soundId) {
      ear.overlaps(this.#gaveWay.first, order, this.#gaveWay.untilMono - clock.monoAt(now));
    }
    this.#sounding = {
      order,
      startedAt: now,
      wrong: fault !== null,
      silentMs: 0,
      silentSince: null,
    };
    ear.begins(this.#sounding);
    news.started(order.soundId, clock.monoAt(now), order.fromMs);
    this.#endAt(order.untilMonoMs);
    if (order.relay !== undefined) this.#relays(order);
  }

  /** The stream sounds from the first instant, is lost and comes back as chance has it. */
  #relays({ soundId }: Order): void {
    const { clock, news } = this.#parts;
    const turn = (to: RelayTurn): void => {
      const sounding = this.#sounding;
      if (sounding?.order.soundId !== soundId) return;
      this.#endSilence(sounding);
      if (to === 'silence') sounding.silentSince = this.#world.now;
      news.turned(soundId, to, clock.monoAt(this.#world.now));
      const lost: RelayTurn = this.#chance.happens(0.5) ? 'fallback' : 'silence';
      this.#world.after(this.#chance.between(5_000, 200_000), () =>
        turn(to === 'stream' ? lost : 'stream'),
      );
    };
    turn('stream');
  }

  #endSilence(sounding: Sounding): void {
    if (sounding.silentSince !== null) sounding.silentMs += this.#world.now - sounding.silentSince;
    sounding.silentSince = null;
  }

  /** A relay sounds without its fallback, too. */
  #faultOf(order: Order): { how: 'file-absent' | 'file-corrupt'; sha256: Sha256 } | null {
    const { disk } = this.#parts;
    if (order.relay !== undefined) return null;
    for (const { sha256, sizeBytes } of order.parts) {
      // It comes with the program.
      if (sha256 === CHIME.sha256) continue;
      const file = disk.files.get(sha256);
      if (file === undefined) return { how: 'file-absent', sha256 };
      if (!file.right || file.sizeBytes !== sizeBytes) return { how: 'file-corrupt', sha256 };
    }
    return null;
  }

  #endAt(untilMono: number): void {
    this.#untilMono = untilMono;
    this.#planEnd();
  }

  /** By its end, its content, or the start of what was ordered since: the later word counts. */
  #planEnd(): void {
    const sounding = this.#sounding;
    if (sounding === null) return;
    const { clock } = this.#parts;
    const contentMs = lengthOf(sounding.order) - sounding.order.fromMs;
    const contentAt = sounding.startedAt + contentMs;
    const next = this.#nextOf(sounding);
    const limitAt = clock.trueAt(Math.min(this.#untilMono, next?.startMonoMs ?? Infinity));
    const how: SoundEnd = contentAt <= limitAt ? 'finished' : 'limit';
    const generation = ++this.#endGeneration;
    this.#world.after(Math.min(contentAt, limitAt) - this.#world.now, () => {
      if (generation !== this.#endGeneration || this.#sounding !== sounding) return;
      if (how === 'limit' && next !== null) this.#giveWay(next);
      else this.#end(how);
    });
  }

  #nextOf({ order: { soundId } }: Sounding): Order | null {
    let next: Order | null = null;
    for (const order of this.#waiting.values()) {
      const isLater = order !== null && order.soundId > soundId;
      if (isLater && order.startMonoMs < (next?.startMonoMs ?? Infinity)) next = order;
    }
    return next;
  }

  #giveWay(to: Order): void {
    const first = this.#sounding;
    if (first === null) return;
    this.#gaveWay = { to, first, untilMono: this.#untilMono };
    this.#end('limit');
  }

  #end(how: SoundEnd): void {
    const sounding = this.#sounding;
    if (sounding === null) return;
    this.#sounding = null;
    const { clock, news, ear } = this.#parts;
    this.#endSilence(sounding);
    ear.ends(sounding);
    const playedMs = clock.monoAt(this.#world.now) - clock.monoAt(sounding.startedAt);
    news.ended(sounding.order.soundId, how, Math.max(0, Math.round(playedMs)));
  }

  limit(soundId: number, untilMono: number): void {
    if (this.#world.bug === 'deaf-to-stop') return;
    if (this.#sounding?.order.soundId === soundId) this.#endAt(untilMono);
    const waiting = this.#waiting.get(soundId);
    if (waiting) this.play({ ...waiting, untilMonoMs: untilMono });
  }

  setVolume(soundId: number, volumePercent: number): void {
    if (this.#sounding?.order.soundId === soundId) this.#parts.ear.volumeIs(volumePercent);
    const waiting = this.#waiting.get(soundId);
    if (waiting) this.play({ ...waiting, volumePercent });
  }

  stopSound(soundId: number): void {
    if (this.#world.bug === 'deaf-to-stop') return;
    if (this.#sounding?.order.soundId === soundId) this.#end('stopped');
    else if (this.#waiting.delete(soundId)) {
      this.#planEnd();
      this.#parts.news.ended(soundId, 'stopped', 0);
    }
  }

  /** The card breaks: what sounds ends. */
  fail(): void {
    this.#end('failed');
  }

  /** The process or the power ends: silence, and nobody is told. */
  cut(): void {
    const sounding = this.#sounding;
    this.#sounding = null;
    this.#waiting.clear();
    this.#gaveWay = null;
    this.#life += 1;
    this.#endGeneration += 1;
    if (sounding === null) return;
    this.#endSilence(sounding);
    this.#parts.ear.ends(sounding);
  }
}
