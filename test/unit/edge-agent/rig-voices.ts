/**
 * Voices of the rig — tiếng trong giàn thử.
 *
 * An output made of arithmetic: what is ordered sounds at its instant, ends with its files or at its
 * limit, and stops within a fade. Keeps what a listener would have heard.
 */
import type { AgentEffect } from '#edge-agent/core/effect';
import type { Rig } from './rig.js';

type Play = Extract<AgentEffect, { type: 'play' }>;
type Line = Pick<Rig, 'now' | 'monoMs' | 'trueOffsetMs' | 'later' | 'feed'>;

/** One stretch of sound, true time. */
export type Heard = {
  readonly playId: string;
  readonly startAt: number;
  endAt: number;
  readonly fromMs: number;
  volumePercent: number;
};

type Voice = {
  readonly order: Play | null;
  untilMonoMs: number;
  volumePercent: number;
  heard: Heard | null;
};

/** A stop takes effect with a fade. */
const FADE_MS = 10;

export class Voices {
  readonly heard: Heard[] = [];
  readonly #voices = new Map<number, Voice>();
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  /** The power goes, or the process dies. */
  cut(): void {
    for (const { heard } of this.#voices.values()) {
      if (heard !== null) heard.endAt = this.#line.now;
    }
    this.#voices.clear();
  }

  take(effect: AgentEffect): void {
    switch (effect.type) {
      case 'prepare': {
        const untilMonoMs = Number.POSITIVE_INFINITY;
        this.#voices.set(effect.soundId, {
          order: null,
          untilMonoMs,
          volumePercent: 0,
          heard: null,
        });
        return;
      }
      case 'play':
        this.#play(effect);
        return;
      case 'limit-sound':
        this.#limit(effect.soundId, effect.untilMonoMs);
        return;
      case 'set-volume': {
        const voice = this.#voices.get(effect.soundId);
        if (voice) voice.volumePercent = effect.volumePercent;
        if (voice?.heard) voice.heard.volumePercent = effect.volumePercent;
        return;
      }
      case 'stop-sound':
        this.#line.later(FADE_MS, () => this.#end(effect.soundId, 'stopped'));
        return;
      default:
        throw new Error(`no sound in ${effect.type}`);
    }
  }

  #limit(soundId: number, untilMonoMs: number): void {
    const voice = this.#voices.get(soundId);
    if (voice === undefined) return;
    voice.untilMonoMs = untilMonoMs;
    this.#endLater(soundId);
  }

  #play(order: Play): void {
    const { soundId, untilMonoMs, playId, volumePercent, fromMs } = order;
    this.#voices.set(soundId, { order, untilMonoMs, volumePercent, heard: null });
    this.#line.later(Math.max(0, order.startMonoMs - this.#line.monoMs), () => {
      const voice = this.#voices.get(soundId);
      if (voice === undefined) return;
      const { now, monoMs } = this.#line;
      voice.heard = {
        playId,
        startAt: now,
        endAt: Number.POSITIVE_INFINITY,
        fromMs,
        volumePercent: voice.volumePercent,
      };
      this.heard.push(voice.heard);
      this.#line.feed({ type: 'sound-started', soundId, startedMonoMs: monoMs, fromMs });
      this.#endLater(soundId);
    });
  }

  /** Ends a voice at its limit or with its files, whichever comes first. */
  #endLater(soundId: number): void {
    const voice = this.#voices.get(soundId);
    if (voice === undefined || voice.heard === null || voice.order === null) return;
    const { parts, fromMs, relay } = voice.order;
    const filesMs = Math.max(...parts.map((part) => part.offsetMs + part.durationMs));
    const lengthMs = relay === undefined ? filesMs : Number.MAX_SAFE_INTEGER;
    const natural = voice.heard.startAt - this.#line.trueOffsetMs + lengthMs - fromMs;
    const endMonoMs = Math.min(voice.untilMonoMs, natural);
    this.#line.later(Math.max(0, endMonoMs - this.#line.monoMs), () => {
      const current = this.#voices.get(soundId);
      if (current === undefined) return;
      // Its limit has been moved meanwhile: another alarm is set for that.
      if (Math.min(current.untilMonoMs, natural) > this.#line.monoMs + 0.5) return;
      this.#end(soundId, natural <= current.untilMonoMs ? 'finished' : 'limit');
    });
  }

  #end(soundId: number, how: 'finished' | 'limit' | 'stopped'): void {
    const voice = this.#voices.get(soundId);
    if (voice === undefined) return;
    this.#voices.delete(soundId);
    const { now } = this.#line;
    if (voice.heard !== null) voice.heard.endAt = now;
    const playedMs = voice.heard === null ? 0 : Math.round(now - voice.heard.startAt);
    this.#line.feed({ type: 'sound-ended', soundId, how, playedMs });
  }
}
