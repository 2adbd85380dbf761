/**
 * Relay source — nguồn tiếp âm.
 *
 * Samples of a relay: the stream while it sounds, the stated fallback when it has been lost for the
 * stated time, the stream again once it has been steady for a while. Silence is part of it, so that
 * it never runs dry and never ends by itself. Its time is the samples that are asked of it.
 */
import type { RelayTurn } from '../../core/event.js';
import { SAMPLE_RATE, samplesOf } from './pcm-queue.js';
import type { PcmSource } from './pcm-source.js';
import type { SampleRing } from './sample-ring.js';

/** What a relay draws on; both are opened by somebody else. */
export type RelayDraw = {
  readonly ring: SampleRing;
  readonly fault: () => string;
  readonly closeStream: () => void;
  /** From its beginning; null where silence is the stated fallback. */
  readonly openFallback: (() => PcmSource) | null;
  readonly stallMs: number;
};

/** So much of the stream lies ready before it sounds, and no more than that once it does. */
const READY_SAMPLES = SAMPLE_RATE;
/** Sound for so long without a hole, and a lost stream counts as back. */
const BACK_SAMPLES = 5 * SAMPLE_RATE;
/** Below this the stream is dead air: −54 dB under full. */
const QUIET_PEAK = 65;
/** A station may be silent for so long without being lost. */
const DEAD_AIR_SAMPLES = 20 * SAMPLE_RATE;
/** Nothing for so long is told as silence. */
const HOLE_SAMPLES = SAMPLE_RATE / 2;
/** A gap in what comes that ends the wait for steadiness, and a pause of speech that does not. */
const GAP_SAMPLES = 1.5 * SAMPLE_RATE;
const PAUSE_SAMPLES = 3 * SAMPLE_RATE;
const RAMP_SAMPLES = 240;

export const openRelay = (draw: RelayDraw, fromMs: number): PcmSource =>
  new RelaySource(draw, samplesOf(fromMs));

class RelaySource implements PcmSource {
  readonly #draw: RelayDraw;
  #position: number;
  #turn: RelayTurn = 'silence';
  #fallback: PcmSource | null = null;
  #lost = false;
  #begun = false;
  /** Samples asked for since the beginning, and at which of them something was last there. */
  #asked = 0;
  #arrivedAt = 0;
  #heardAt = 0;
  #steadySince = 0;
  /** How much lay in the ring when nobody was listening to it last: more means that some came. */
  #lay = 0;
  #rampLeft = 0;

  constructor(draw: RelayDraw, position: number) {
    this.#draw = draw;
    this.#position = position;
  }

  position = (): number => this.#position;
  finished = (): boolean => false;
  fault = (): null => null;

  turn(): { readonly to: RelayTurn; readonly detail: string } {
    const detail = this.#turn === 'stream' ? '' : this.#draw.fault() || 'no sound comes';
    return { to: this.#turn, detail };
  }

  /** A join later than planned, or one sample against the drift of a card. */
  skip(count: number): number {
    if (count <= 2 && this.#turn === 'stream') this.#draw.ring.skip(count);
    this.#position += count;
    return count;
  }

  read(into: Int16Array, at: number, count: number): number {
    if (!this.#begun) this.#begin();
    this.#asked += count;
    this.#position += count;
    into.fill(0, at, at + count);
    if (this.#lost) this.#withoutStream(into, at, count);
    else this.#withStream(into, at, count);
    this.#ramp(into, at, count);
    return count;
  }

  close(): void {
    this.#draw.closeStream();
    this.#fallback?.close();
  }

  /** What came while nobody listened is old by now. */
  #begin(): void {
    this.#begun = true;
    this.#trim();
  }

  #trim(): void {
    this.#draw.ring.skip(Math.max(0, this.#draw.ring.length() - READY_SAMPLES));
  }

  #withStream(into: Int16Array, at: number, count: number): void {
    const waiting = this.#turn === 'silence' && this.#draw.ring.length() < READY_SAMPLES / 2;
    const got = waiting ? 0 : this.#draw.ring.read(into, at, count);
    if (got > 0) this.#arrivedAt = this.#asked;
    if (peakOf(into, at, got) > QUIET_PEAK) this.#heardAt = this.#asked;
    if (got > 0) this.#turnTo('stream');
    else if (this.#asked - this.#arrivedAt > HOLE_SAMPLES) this.#turnTo('silence');
    const stall = samplesOf(this.#draw.stallMs);
    const gone = this.#asked - this.#arrivedAt >= stall;
    const dead = this.#asked - this.#heardAt >= Math.max(stall, DEAD_AIR_SAMPLES);
    if (gone || dead) this.#lose();
  }

  #lose(): void {
    this.#lost = true;
    this.#steadySince = this.#asked;
    this.#lay = this.#draw.ring.length();
    this.#fallback = this.#draw.openFallback?.() ?? null;
    this.#turnTo('silence');
  }

  #withoutStream(into: Int16Array, at: number, count: number): void {
    const got = this.#fallback?.read(into, at, count) ?? 0;
    if (got > 0) this.#turnTo('fallback');
    else if (this.#fallback === null || isSpent(this.#fallback)) this.#turnTo('silence');
    this.#listen(count);
    if (this.#asked - this.#steadySince < BACK_SAMPLES) return;
    this.#lost = false;
    this.#fallback?.close();
    this.#fallback = null;
    this.#trim();
  }

  /** Takes from the stream what would have sounded, and marks where it was not steady. */
  #listen(count: number): void {
    const { ring } = this.#draw;
    if (ring.length() > this.#lay) this.#arrivedAt = this.#asked;
    const spare = Math.max(0, ring.length() - READY_SAMPLES);
    if (ring.skip(Math.min(spare, 2 * count)) > QUIET_PEAK) this.#heardAt = this.#asked;
    this.#lay = ring.length();
    const hole = this.#asked - this.#arrivedAt > GAP_SAMPLES || this.#lay < READY_SAMPLES / 2;
    if (hole || this.#asked - this.#heardAt > PAUSE_SAMPLES) this.#steadySince = this.#asked;
  }

  #turnTo(turn: RelayTurn): void {
    if (turn === this.#turn) return;
    this.#turn = turn;
    this.#rampLeft = RAMP_SAMPLES;
  }

  /** Against the click of a turn. */
  #ramp(into: Int16Array, at: number, count: number): void {
    for (let index = at; index < at + count && this.#rampLeft > 0; index += 1) {
      const rise = 1 - this.#rampLeft / RAMP_SAMPLES;
      into[index] = Math.round((into[index] ?? 0) * rise);
      this.#rampLeft -= 1;
    }
  }
}

/** True when a fallback has come to its end, or could not be read: then there is silence. */
const isSpent = (source: PcmSource): boolean => source.finished() || source.fault() !== null;

function peakOf(samples: Int16Array, at: number, count: number): number {
  let peak = 0;
  for (let index = at; index < at + count; index += 1) {
    peak = Math.max(peak, Math.abs(samples[index] ?? 0));
  }
  return peak;
}
