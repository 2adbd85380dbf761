/**
 * PCM engine — bộ trộn theo đồng hồ mẫu.
 *
 * One sound at a time on the sample: asked for the samples that will be heard from a monotonic
 * instant on, it gives exactly those, silence included. What decodes too late is left out, never
 * played late. Every output feeds from it; it opens no device and starts no timer.
 */
import type { OutputNews, PartFile, PlayOrder } from '../../ports.js';
import { openPcm, type PcmSource, SAMPLE_RATE, samplesOf } from './pcm-source.js';

const PER_MS = SAMPLE_RATE / 1000;
/** Against clicks, at every cut and every late join: 10 ms. */
const FADE_SAMPLES = 240;
/** A card that drifts is followed one sample at a time beyond half a millisecond, */
const DRIFT_SAMPLES = 12;
/** and with one jump beyond a tenth of a second. */
const JUMP_SAMPLES = 2_400;
/** A start this far from what was prepared is decoded anew. */
const REOPEN_SAMPLES = 15 * SAMPLE_RATE;

type Live = {
  readonly soundId: number;
  source: PcmSource;
  order: PlayOrder | null;
  untilMonoMs: number;
  amplitude: number;
  /** Position inside the airing of the next sample; null before the first. */
  position: number | null;
  playedSamples: number;
  started: boolean;
  stopped: boolean;
  last: number;
};

export type PcmEngine = {
  prepare(soundId: number, parts: readonly PartFile[], fromMs: number): void;
  play(order: PlayOrder): void;
  limit(soundId: number, untilMonoMs: number): void;
  setVolume(soundId: number, volumePercent: number): void;
  /** Silence within a fade from the next rendered sample on. */
  stopSound(soundId: number): void;
  /** Fills `block` with what sounds from `firstMonoMs` on; true when any of it is sound. */
  render(block: Int16Array, firstMonoMs: number): boolean;
  /** Ends everything, as `failed` with `detail` or as stopped. */
  clear(detail: string | null): void;
};

export function createPcmEngine(decoder: string, tell: (news: OutputNews) => void): PcmEngine {
  const lives = new Map<number, Live>();
  let renderedMonoMs = Number.NEGATIVE_INFINITY;

  function end(live: Live, how: 'finished' | 'limit' | 'stopped'): void {
    lives.delete(live.soundId);
    live.source.close();
    const playedMs = Math.round(live.playedSamples / PER_MS);
    tell({ type: 'sound-ended', soundId: live.soundId, how, playedMs });
  }

  function fail(live: Live): boolean {
    const fault = live.source.fault();
    if (fault === null) return false;
    lives.delete(live.soundId);
    live.source.close();
    const { how, sha256, detail } = fault;
    const playedMs = Math.round(live.playedSamples / PER_MS);
    tell({ type: 'sound-ended', soundId: live.soundId, how, playedMs, sha256, detail });
    return true;
  }

  function renderOne(live: Live, block: Int16Array, firstMonoMs: number): boolean {
    if (fail(live) || live.order === null) return false;
    const from = indexOf(live.order.startMonoMs, firstMonoMs);
    const until = indexOf(live.untilMonoMs, firstMonoMs);
    if (from >= block.length) return false;
    const span = { at: Math.max(0, from), to: Math.min(block.length, until) };
    const heard = span.at < span.to && fill(live, live.order, block, { ...span, firstMonoMs });
    if (heard && !live.started) announce(live, firstMonoMs, heard.at);
    if (heard) fadeEdges(live, block, until, heard);
    if (live.source.finished()) end(live, 'finished');
    else if (until <= block.length) end(live, live.stopped ? 'stopped' : 'limit');
    return heard !== false;
  }

  function announce(live: Live, firstMonoMs: number, at: number): void {
    live.started = true;
    const startedMonoMs = firstMonoMs + at / PER_MS;
    const fromMs = ((live.position ?? 0) - live.playedSamples) / PER_MS;
    const { soundId } = live;
    tell({ type: 'sound-started', soundId, startedMonoMs, fromMs: Math.round(fromMs) });
  }

  return {
    prepare: (soundId, parts, fromMs) => {
      lives.set(soundId, liveOf(soundId, openPcm(parts, fromMs, decoder)));
    },
    play: (order) => {
      const live =
        lives.get(order.soundId) ??
        liveOf(order.soundId, openPcm(order.parts, order.fromMs, decoder));
      lives.set(order.soundId, live);
      startOrder(live, order, decoder);
      // Two orders that overlap: the later word counts, whatever the first had been given.
      for (const other of lives.values()) {
        if (other !== live) other.untilMonoMs = Math.min(other.untilMonoMs, order.startMonoMs);
      }
    },
    limit: (soundId, untilMonoMs) => {
      const live = lives.get(soundId);
      if (live !== undefined && !live.stopped) live.untilMonoMs = untilMonoMs;
    },
    setVolume: (soundId, volumePercent) => {
      const live = lives.get(soundId);
      if (live?.order) live.amplitude = amplitudeOf(live.order.gainDb, volumePercent);
    },
    stopSound: (soundId) => {
      const live = lives.get(soundId);
      if (live === undefined) return;
      live.stopped = true;
      if (!live.started) end(live, 'stopped');
      else live.untilMonoMs = Math.min(live.untilMonoMs, renderedMonoMs + FADE_SAMPLES / PER_MS);
    },
    render: (block, firstMonoMs) => {
      block.fill(0);
      let heard = false;
      for (const live of [...lives.values()]) {
        heard = renderOne(live, block, firstMonoMs) || heard;
      }
      renderedMonoMs = firstMonoMs + block.length / PER_MS;
      return heard;
    },
    clear: (detail) => {
      for (const live of [...lives.values()]) {
        if (detail === null) end(live, 'stopped');
        else {
          lives.delete(live.soundId);
          live.source.close();
          const playedMs = Math.round(live.playedSamples / PER_MS);
          tell({ type: 'sound-ended', soundId: live.soundId, how: 'failed', playedMs, detail });
        }
      }
    },
  };
}

const indexOf = (monoMs: number, firstMonoMs: number): number =>
  Math.round((monoMs - firstMonoMs) * PER_MS);

const amplitudeOf = (gainDb: number, volumePercent: number): number =>
  10 ** (gainDb / 20) * (volumePercent / 100);

const liveOf = (soundId: number, source: PcmSource): Live => ({
  soundId,
  source,
  order: null,
  untilMonoMs: Number.POSITIVE_INFINITY,
  amplitude: 1,
  position: null,
  playedSamples: 0,
  started: false,
  stopped: false,
  last: 0,
});

function startOrder(live: Live, order: PlayOrder, decoder: string): void {
  const ahead = samplesOf(order.fromMs) - live.source.position();
  if (ahead < 0 || ahead > REOPEN_SAMPLES) {
    live.source.close();
    live.source = openPcm(order.parts, order.fromMs, decoder);
  }
  live.order = order;
  live.untilMonoMs = order.untilMonoMs;
  live.amplitude = amplitudeOf(order.gainDb, order.volumePercent);
}

type Span = { readonly at: number; readonly to: number; readonly firstMonoMs: number };
type Heard = { readonly at: number; readonly to: number };

/** Puts the sound that belongs into the span; false when none of it has been decoded. */
function fill(live: Live, order: PlayOrder, block: Int16Array, span: Span): Heard | false {
  let { at } = span;
  const due = samplesOf(order.fromMs + span.firstMonoMs + at / PER_MS - order.startMonoMs);
  const drift = live.position === null ? 0 : due - live.position;
  if (live.position === null || Math.abs(drift) > JUMP_SAMPLES) live.position = due;
  else if (drift >= DRIFT_SAMPLES) live.position += 1;
  else if (drift <= -DRIFT_SAMPLES && at < span.to) {
    block[at] = live.last;
    at += 1;
  }
  const behind = live.position - live.source.position();
  if (behind > 0) live.source.skip(behind);
  if (live.source.position() < live.position) {
    live.position += span.to - at;
    return false;
  }
  const ahead = live.source.position() - live.position;
  const from = Math.min(span.to, at + ahead);
  const count = live.source.read(block, from, span.to - from);
  for (let index = from; index < from + count; index += 1) {
    block[index] = Math.round((block[index] ?? 0) * live.amplitude);
  }
  live.last = block[from + count - 1] ?? 0;
  const complete = from + count === span.to || live.source.finished();
  live.position += complete ? from + count - at : span.to - at;
  live.playedSamples += count;
  return count > 0 ? { at: from, to: from + count } : false;
}

/** Ramps at a join in the middle and before a cut; a natural start and end stay as recorded. */
function fadeEdges(live: Live, block: Int16Array, until: number, heard: Heard): void {
  const played = live.playedSamples - (heard.to - heard.at);
  const joins = live.order !== null && live.order.fromMs > 0 && played < FADE_SAMPLES;
  const ends = until - heard.to < FADE_SAMPLES;
  if (!joins && !ends) return;
  for (let index = heard.at; index < heard.to; index += 1) {
    const rise = joins ? Math.min(1, (played + index - heard.at + 1) / FADE_SAMPLES) : 1;
    const fall = ends ? Math.min(1, Math.max(0, until - index) / FADE_SAMPLES) : 1;
    block[index] = Math.round((block[index] ?? 0) * rise * fall);
  }
}
