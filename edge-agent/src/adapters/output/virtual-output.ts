/**
 * Virtual outputs — đầu ra ảo.
 *
 * Real time without a sound card. The silent one only keeps the clock; the file one writes what would
 * have sounded, on the sample, so that a test or a demo can find each start. Their plays are labelled
 * virtual and never count as aired.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputNews, SoundOutput } from '../../ports.js';
import type { Opening } from './live-sound.js';
import { createPcmEngine, type PcmEngine } from './pcm-engine.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import { openerOf, PUBLIC_STREAMS } from './sound-source.js';

const PER_MS = SAMPLE_RATE / 1000;
const BLOCK_SAMPLES = 480;
/** One block a tick: at rest the ticks are most of what a box without a card computes. */
const TICK_MS = 20;

/** Where rendered blocks go; `at` is the sample since the start. */
type Sink = {
  readonly kind: 'silent' | 'file';
  readonly detail: string;
  write(block: Int16Array, at: number): void;
  close(samples: number): void;
};

/** @param decoder program that understands ffmpeg's arguments */
export const createSilentOutput = (decoder: string, reach = PUBLIC_STREAMS): SoundOutput =>
  createVirtual(openerOf(decoder, reach), () => ({
    kind: 'silent',
    detail: 'no card, time only',
    write: () => undefined,
    close: () => undefined,
  }));

/**
 * @param folder gets `sound-<startedAtMs>.s16le` (mono, 24 kHz, sample n sounds n/24 ms after
 *               `startedAtMs`) and a `.json` beside it with `startedAtMs` and `sampleRate`; one pair
 *               per start of the agent
 */
export const createFileOutput = (
  decoder: string,
  folder: string,
  reach = PUBLIC_STREAMS,
): SoundOutput =>
  createVirtual(openerOf(decoder, reach), (startedAtMs) => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `sound-${Math.round(startedAtMs)}`);
    const facts = { startedAtMs, sampleRate: SAMPLE_RATE, channels: 1, format: 's16le' };
    writeFileSync(`${path}.json`, `${JSON.stringify(facts)}\n`);
    const file = openSync(`${path}.s16le`, 'w', 0o644);
    return {
      kind: 'file',
      detail: `${path}.s16le`.slice(-200),
      write: (block, at) => {
        const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
        writeSync(file, bytes, 0, bytes.length, at * 2);
      },
      close: (samples) => {
        ftruncateSync(file, samples * 2);
        closeSync(file);
      },
    };
  });

function createVirtual(open: Opening, openSink: (startedAtMs: number) => Sink): SoundOutput {
  let engine: PcmEngine | null = null;
  let timer: NodeJS.Timeout | undefined;
  let finish = (): void => undefined;
  const running = (): PcmEngine => {
    if (engine === null) throw new Error('the output has not been started');
    return engine;
  };
  return {
    start: (tell: (news: OutputNews) => void) => {
      const made = createPcmEngine(open, tell);
      engine = made;
      const origin = readBothClocks();
      const sink = openSink(origin.wallMs);
      const block = new Int16Array(BLOCK_SAMPLES);
      let done = 0;
      const advance = (): void => {
        // Only whole blocks that have passed: what is rendered has been heard.
        const due = Math.floor((monoNow() - origin.monoMs) * PER_MS) - BLOCK_SAMPLES;
        for (; done <= due; done += BLOCK_SAMPLES) {
          if (made.render(block, origin.monoMs + done / PER_MS)) sink.write(block, done);
        }
      };
      timer = setInterval(advance, TICK_MS);
      finish = () => {
        advance();
        sink.close(done);
      };
      return Promise.resolve({
        kind: sink.kind,
        virtual: true,
        healthy: true,
        detail: sink.detail,
      });
    },
    // What is rendered has been heard already: it is not in a hurry.
    keepHeads: () => undefined,
    prepare: (soundId, parts, fromMs, relay) => running().prepare(soundId, parts, fromMs, relay),
    play: (order) => running().play(order),
    limit: (soundId, untilMonoMs) => running().limit(soundId, untilMonoMs),
    setVolume: (soundId, volumePercent) => running().setVolume(soundId, volumePercent),
    stopSound: (soundId) => running().stopSound(soundId),
    stop: () => {
      clearInterval(timer);
      engine?.clear(null);
      finish();
      finish = () => undefined;
      engine = null;
      return Promise.resolve();
    },
  };
}

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** Both clocks at one moment: waits for the wall clock to tick, which it does each millisecond. */
function readBothClocks(): { wallMs: number; monoMs: number } {
  const before = Date.now();
  for (let spin = 0; spin < 10_000_000 && Date.now() === before; spin += 1);
  return { wallMs: Date.now(), monoMs: monoNow() };
}
