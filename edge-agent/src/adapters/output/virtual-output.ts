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
import type { Decode } from './pcm-decode.js';
import { createPcmEngine, type PcmEngine } from './pcm-engine.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import { createSilence } from './silence.js';
import { openerOf, PUBLIC_STREAMS } from './sound-source.js';

const PER_MS = SAMPLE_RATE / 1000;
/** One block a tick, and no tick while nothing is prepared or sounds. */
const FILE_BLOCK_MS = 20;
/** Nobody listens: how late it is told what has passed, and what many boxes in one process compute. */
const SILENT_BLOCK_MS = 100;

/** Where rendered blocks go; `at` is the sample since the start. */
type Sink = {
  readonly kind: 'silent' | 'file';
  readonly blockMs: number;
  readonly detail: string;
  write(block: Int16Array, at: number): void;
  close(samples: number): void;
};

/**
 * @param decoder program that understands ffmpeg's arguments
 * @param silence one for all boxes of a process
 */
export const createSilentOutput = (
  decoder: string,
  reach = PUBLIC_STREAMS,
  silence: Decode = createSilence(decoder),
): SoundOutput =>
  createVirtual(openerOf(decoder, reach, { decode: silence }), () => ({
    kind: 'silent',
    blockMs: SILENT_BLOCK_MS,
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
      blockMs: FILE_BLOCK_MS,
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
  let ticks: Ticks | null = null;
  const running = (): Ticks => {
    if (ticks === null) throw new Error('the output has not been started');
    return ticks;
  };
  const awake = (): PcmEngine => running().wake();
  return {
    start: (tell: (news: OutputNews) => void) => {
      const origin = readBothClocks();
      const sink = openSink(origin.wallMs);
      ticks = createTicks(createPcmEngine(open, tell), sink, origin.monoMs);
      const { kind, detail } = sink;
      return Promise.resolve({ kind, virtual: true, healthy: true, detail });
    },
    // What is rendered has been heard already: it is not in a hurry.
    keepHeads: () => undefined,
    prepare: (soundId, parts, fromMs, relay) => awake().prepare(soundId, parts, fromMs, relay),
    play: (order) => awake().play(order),
    limit: (soundId, untilMonoMs) => awake().limit(soundId, untilMonoMs),
    setVolume: (soundId, volumePercent) => awake().setVolume(soundId, volumePercent),
    stopSound: (soundId) => awake().stopSound(soundId),
    stop: () => {
      ticks?.close();
      ticks = null;
      return Promise.resolve();
    },
  };
}

type Ticks = {
  /** Call before the engine is told anything. */
  wake(): PcmEngine;
  close(): void;
};

/** Renders what has passed since the output was started, on its sample, and rests with the engine. */
function createTicks(engine: PcmEngine, sink: Sink, originMonoMs: number): Ticks {
  const block = new Int16Array(sink.blockMs * PER_MS);
  let timer: NodeJS.Timeout | null = null;
  let done = 0;
  // Only whole blocks that have passed: what is rendered has been heard.
  const passed = (): number => Math.floor((monoNow() - originMonoMs) / sink.blockMs) * block.length;
  const rest = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const advance = (): void => {
    const due = passed();
    for (; done < due && !engine.idle(); done += block.length) {
      if (engine.render(block, originMonoMs + done / PER_MS)) sink.write(block, done);
    }
    if (!engine.idle()) return;
    done = due;
    rest();
  };
  return {
    wake: () => {
      advance();
      timer ??= setInterval(advance, sink.blockMs);
      return engine;
    },
    close: () => {
      rest();
      engine.clear(null);
      advance();
      sink.close(done);
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
