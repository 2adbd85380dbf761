/**
 * PCM engine — bộ trộn theo đồng hồ mẫu.
 *
 * One sound at a time on the sample: asked for the samples that will be heard from a monotonic
 * instant on, it gives exactly those, silence included. What decodes too late is left out, never
 * played late. Every output feeds from it; it opens no device and starts no timer.
 */
import type { Relay } from '@loaso/shared/wire/relay';
import type { OutputNews, PartFile, PlayOrder } from '../../ports.js';
import {
  amplitudeOf,
  FADE_SAMPLES,
  fadeEdges,
  fill,
  type Heard,
  type Live,
  liveOf,
  type Opening,
  PER_MS,
  startOrder,
} from './live-sound.js';

type Ended = Omit<Extract<OutputNews, { type: 'sound-ended' }>, 'type' | 'soundId' | 'playedMs'>;

/** @param open see `sound-source.ts` */
export const createPcmEngine = (open: Opening, tell: (news: OutputNews) => void): PcmEngine =>
  new PcmEngine(open, tell);

export class PcmEngine {
  readonly #open: Opening;
  readonly #tell: (news: OutputNews) => void;
  readonly #lives = new Map<number, Live>();
  #orders = 0;
  #renderedMonoMs = Number.NEGATIVE_INFINITY;

  constructor(open: Opening, tell: (news: OutputNews) => void) {
    this.#open = open;
    this.#tell = tell;
  }

  prepare(soundId: number, parts: readonly PartFile[], fromMs: number, relay?: Relay): void {
    this.#lives.set(soundId, liveOf(soundId, this.#open({ parts, fromMs, relay })));
  }

  play(order: PlayOrder): void {
    const { soundId, parts, fromMs, relay } = order;
    if (!this.#lives.has(soundId)) this.prepare(soundId, parts, fromMs, relay);
    const live = this.#lives.get(soundId);
    if (live === undefined) return;
    startOrder(live, order, this.#open);
    this.#orders += 1;
    live.orderNumber = this.#orders;
  }

  limit(soundId: number, untilMonoMs: number): void {
    const live = this.#lives.get(soundId);
    if (live !== undefined && !live.stopped) live.untilMonoMs = untilMonoMs;
  }

  setVolume(soundId: number, volumePercent: number): void {
    const live = this.#lives.get(soundId);
    if (live?.order) live.amplitude = amplitudeOf(live.order.gainDb, volumePercent);
  }

  /** Silence within a fade from the next rendered sample on. */
  stopSound(soundId: number): void {
    const live = this.#lives.get(soundId);
    if (live === undefined) return;
    live.stopped = true;
    const fadedMonoMs = this.#renderedMonoMs + FADE_SAMPLES / PER_MS;
    if (live.started) live.untilMonoMs = Math.min(live.untilMonoMs, fadedMonoMs);
    else this.#end(live, { how: 'stopped' });
  }

  /** Fills `block` with what sounds from `firstMonoMs` on; true when any of it is sound. */
  render(block: Int16Array, firstMonoMs: number): boolean {
    block.fill(0);
    let heard = false;
    for (const live of [...this.#lives.values()]) {
      heard = this.#renderOne(live, block, firstMonoMs) !== null || heard;
    }
    this.#renderedMonoMs = firstMonoMs + block.length / PER_MS;
    return heard;
  }

  /** True while nothing is prepared and nothing sounds: a block asked for now is silence. */
  idle(): boolean {
    return this.#lives.size === 0;
  }

  /** Ends everything: as failed with `detail`, or as stopped. */
  clear(detail: string | null): void {
    for (const live of [...this.#lives.values()]) {
      this.#end(live, detail === null ? { how: 'stopped' } : { how: 'failed', detail });
    }
  }

  /** Two orders that overlap: the later word counts, whatever the first is given. */
  #untilOf(live: Live): number {
    let until = live.untilMonoMs;
    for (const { orderNumber, order } of this.#lives.values()) {
      if (order !== null && orderNumber > live.orderNumber)
        until = Math.min(until, order.startMonoMs);
    }
    return until;
  }

  #renderOne(live: Live, block: Int16Array, firstMonoMs: number): Heard | null {
    const fault = live.source.fault();
    if (fault !== null) {
      this.#end(live, fault);
      return null;
    }
    if (live.order === null) return null;
    const from = indexOf(live.order.startMonoMs, firstMonoMs);
    const until = indexOf(this.#untilOf(live), firstMonoMs);
    if (from >= block.length) return null;
    const at = Math.max(0, from);
    const to = Math.min(block.length, until);
    const heard = at < to ? fill(live, live.order, block, { at, to, firstMonoMs }) : null;
    if (heard !== null) this.#heard(live, block, until, { ...heard, firstMonoMs });
    this.#tellTurn(live, firstMonoMs + at / PER_MS);
    if (live.source.finished()) this.#end(live, { how: 'finished' });
    else if (until <= block.length) this.#end(live, { how: live.stopped ? 'stopped' : 'limit' });
    return heard;
  }

  #heard(
    live: Live,
    block: Int16Array,
    until: number,
    heard: Heard & { readonly firstMonoMs: number },
  ): void {
    fadeEdges(live, block, until, heard);
    if (live.started || live.order === null) return;
    live.started = true;
    const startedMonoMs = heard.firstMonoMs + heard.at / PER_MS;
    const elapsedMs = Math.max(0, startedMonoMs - live.order.startMonoMs);
    const fromMs = Math.round(live.order.fromMs + elapsedMs);
    this.#tell({ type: 'sound-started', soundId: live.soundId, startedMonoMs, fromMs });
  }

  #tellTurn(live: Live, monoMs: number): void {
    const turn = live.source.turn?.();
    if (turn === undefined || turn.to === live.turned || !live.started) return;
    live.turned = turn.to;
    this.#tell({ type: 'relay-turned', soundId: live.soundId, monoMs, ...turn });
  }

  #end(live: Live, how: Ended): void {
    this.#lives.delete(live.soundId);
    live.source.close();
    const playedMs = Math.round(live.playedSamples / PER_MS);
    this.#tell({ type: 'sound-ended', soundId: live.soundId, playedMs, ...how });
  }
}

const indexOf = (monoMs: number, firstMonoMs: number): number =>
  Math.round((monoMs - firstMonoMs) * PER_MS);
