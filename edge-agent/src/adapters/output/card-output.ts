/**
 * Card output — thẻ âm thanh.
 *
 * Own PCM clock: one player process is kept open and fed with silence or sound a little ahead, on the
 * sample, steered by what the card says it has played. A player that dies is started again with a
 * pause, and the box says so; nothing is ever spawned at the instant of a sound.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Status } from '@loaso/shared/wire/status';
import type { Log, OutputNews, SoundOutput } from '../../ports.js';
import { createFeedback } from './card-feedback.js';
import { createPcmEngine, type PcmEngine } from './pcm-engine.js';
import { SAMPLE_RATE } from './pcm-source.js';

export type CardSetting = {
  readonly decoder: string;
  readonly player: string;
  readonly device: string;
  readonly statusFolder: string;
};

const PER_MS = SAMPLE_RATE / 1000;
const TICK_MS = 10;
const BLOCK_SAMPLES = 240;
/** How far ahead of the ear samples are written. */
const AHEAD_SAMPLES = 150 * PER_MS;
/** A player that lives this long has found its card. */
const SETTLED_MS = 700;
const RESTART_MIN_MS = 1_000;
const RESTART_MAX_MS = 30_000;
/** Bytes that may wait for a player that does not read. */
const STUCK_BYTES = 48_000;

type Run = {
  readonly child: ChildProcess;
  readonly sinceMonoMs: number;
  written: number;
  /** Newest count of the card; falls only when its stream began anew. */
  played: number;
};

export function createCardOutput(setting: CardSetting, log: Log): SoundOutput {
  const feedback = createFeedback(setting.statusFolder);
  let engine: PcmEngine | null = null;
  let tell: (news: OutputNews) => void = () => undefined;
  let run: Run | null = null;
  let state: Status['output'] = stateOf(false, 'not started');
  let timer: NodeJS.Timeout | undefined;
  let restart: NodeJS.Timeout | undefined;
  let failures = 0;
  let words = '';

  function report(healthy: boolean, detail: string): void {
    if (state.healthy === healthy && state.detail === detail) return;
    state = stateOf(healthy, detail);
    if (!healthy) log('error', 'output-fault', { detail });
    tell({ type: 'output-changed', output: state });
  }

  function open(): void {
    words = '';
    const child = spawn(setting.player, playerWords(setting), {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const mine: Run = { child, sinceMonoMs: monoNow(), written: 0, played: 0 };
    run = mine;
    child.stderr?.on('data', (chunk: Buffer) => {
      if (words.length < 300) words += chunk.toString();
    });
    // A pipe that breaks is told by the exit as well.
    child.stdin?.on('error', () => undefined);
    child.once('error', (cause) => lost(mine, cause.message));
    child.once('exit', (code, signal) =>
      lost(mine, `${setting.player} ended with ${code ?? signal}: ${words.trim()}`),
    );
  }

  function lost(ended: Run, detail: string): void {
    if (run !== ended) return;
    run = null;
    ended.child.kill('SIGKILL');
    report(false, detail.slice(0, 200));
    engine?.clear(detail.slice(0, 200));
    const pauseMs = Math.min(RESTART_MAX_MS, RESTART_MIN_MS * 2 ** failures);
    failures = Math.min(failures + 1, 10);
    restart = setTimeout(open, pauseMs);
  }

  function tick(): void {
    if (run === null || engine === null) return;
    if ((run.child.stdin?.writableLength ?? 0) > STUCK_BYTES) {
      lost(run, `${setting.player} does not take samples`);
      return;
    }
    const nowMs = monoNow();
    const heard = heardSamples(run, nowMs);
    if (heard === null) {
      lost(run, 'the stream of the card began anew');
      return;
    }
    // What was never written cannot be ahead: the card has run dry and is silent.
    if (run.written < heard) run.written = heard;
    while (run.written - heard < AHEAD_SAMPLES) {
      const block = new Int16Array(BLOCK_SAMPLES);
      engine.render(block, nowMs + (run.written - heard) / PER_MS);
      run.child.stdin?.write(new Uint8Array(block.buffer));
      run.written += BLOCK_SAMPLES;
    }
    if (nowMs - run.sinceMonoMs > SETTLED_MS) {
      failures = 0;
      report(true, run.played > 0 ? 'card, steered' : 'card, no feedback from the kernel');
    }
  }

  /** Samples heard so far, by the card or else by the clock; null when the card counts anew. */
  function heardSamples(mine: Run, nowMs: number): number | null {
    const told = mine.child.pid === undefined ? null : feedback.read(mine.child.pid);
    if (told !== null && told.playedSamples < mine.played) return null;
    if (told !== null) mine.played = told.playedSamples;
    if (mine.played > 0) return mine.played;
    // Until the card runs nothing is heard; without any word of it the clock must do.
    return told === null ? Math.round((nowMs - mine.sinceMonoMs) * PER_MS) : 0;
  }

  const running = (): PcmEngine => {
    if (engine === null) throw new Error('the output has not been started');
    return engine;
  };

  return {
    start: async (listener) => {
      tell = listener;
      engine = createPcmEngine(setting.decoder, listener);
      open();
      timer = setInterval(tick, TICK_MS);
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS + 5 * TICK_MS));
      return state;
    },
    prepare: (soundId, parts, fromMs) => running().prepare(soundId, parts, fromMs),
    play: (order) => running().play(order),
    limit: (soundId, untilMonoMs) => running().limit(soundId, untilMonoMs),
    setVolume: (soundId, volumePercent) => running().setVolume(soundId, volumePercent),
    stopSound: (soundId) => running().stopSound(soundId),
    stop: () => {
      clearInterval(timer);
      clearTimeout(restart);
      engine?.clear(null);
      engine = null;
      const last = run;
      run = null;
      last?.child.kill('SIGTERM');
      return Promise.resolve();
    },
  };
}

const stateOf = (healthy: boolean, detail: string): Status['output'] => ({
  kind: 'card',
  virtual: false,
  healthy,
  detail,
});

const playerWords = ({ device }: CardSetting): string[] => [
  '--quiet',
  '--file-type=raw',
  '--format=S16_LE',
  `--rate=${SAMPLE_RATE}`,
  '--channels=1',
  `--device=${device}`,
  '--buffer-time=100000',
  '--period-time=20000',
  '-',
];

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
