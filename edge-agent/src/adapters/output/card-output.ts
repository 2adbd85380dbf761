/**
 * Card output — thẻ âm thanh.
 *
 * Own PCM clock: one carrier process is kept open and fed with silence or sound a little ahead, on the
 * sample, steered by what the card says it has played. A carrier that dies is started again with a
 * pause, and the box says so; nothing that a sound needs is spawned at its instant. Runs in the player's
 * process, never in the agent's: whoever writes samples must not wait for a disk.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Relay } from '@loaso/shared/wire/relay';
import type { Status } from '@loaso/shared/wire/status';
import type { HeadFile, OutputNews, PartFile, PlayOrder, SoundOutput } from '../../ports.js';
import { type Carrier, type CarrierFeedback, carrierOf, type Told } from './card-carrier.js';
import { createSteadyCount } from './card-feedback.js';
import { createHeads, type Heads } from './heads.js';
import { createPcmEngine, type PcmEngine } from './pcm-engine.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import type { CardSetting } from './player-wire.js';
import { askPriority } from './real-time.js';
import { createSelfEar, type SelfEar } from './self-ear.js';
import { openerOf } from './sound-source.js';

const PER_MS = SAMPLE_RATE / 1000;
const TICK_MS = 10;
const BLOCK_SAMPLES = 240;
/** A carrier that lives this long has found its card. */
const SETTLED_MS = 700;
const RESTART_MIN_MS = 1_000;
const RESTART_MAX_MS = 30_000;
/** A card that tells of its samples and plays none for so long has stopped. */
const STILL_MS = 3_000;
/** Bytes that may wait for a carrier that does not read. */
const STUCK_BYTES = 48_000;

/** Whether anything hangs on it is not known, so nothing that it takes counts as heard. */
const NOT_TOLD = 'no feedback from it, so nobody knows whether it plays';

type Run = {
  readonly child: ChildProcess;
  readonly sinceMonoMs: number;
  readonly feedback: CarrierFeedback;
  written: number;
  /** Newest count of the card; falls only when its stream began anew. */
  played: number;
  told: Told | null;
  /** When the count last rose, or the run began. */
  roseMonoMs: number;
  readonly steady: ReturnType<typeof createSteadyCount>;
};

export const createCardOutput = (setting: CardSetting): SoundOutput => new CardOutput(setting);

class CardOutput implements SoundOutput {
  readonly #setting: CardSetting;
  readonly #carrier: Carrier;
  readonly #heads: Heads;
  #ear: SelfEar | null = null;
  /** Of the sounds that were ordered and have not ended: the next may be ordered before this one begins. */
  readonly #playIds = new Map<number, string>();
  #engine: PcmEngine | null = null;
  #tell: (news: OutputNews) => void = () => undefined;
  #run: Run | null = null;
  #state: Status['output'] = stateOf(false, 'not started');
  #timer: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(setting: CardSetting) {
    this.#setting = setting;
    this.#carrier = carrierOf(setting);
    this.#heads = createHeads(setting.decoder);
  }

  async start(tell: (news: OutputNews) => void): Promise<Status['output']> {
    this.#tell = tell;
    const { decoder, reach } = this.#setting;
    const ear = createSelfEar(this.#setting, tell);
    this.#ear = ear;
    this.#engine = createPcmEngine(openerOf(decoder, reach, { heads: this.#heads }), (news) => {
      this.#listen(ear, news);
      tell(news);
    });
    this.#open();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS + 5 * TICK_MS));
    return this.#state;
  }

  keepHeads(files: readonly HeadFile[]): void {
    this.#heads.keep(files);
  }

  prepare(soundId: number, parts: readonly PartFile[], fromMs: number, relay?: Relay): void {
    this.#running().prepare(soundId, parts, fromMs, relay);
  }

  play(order: PlayOrder): void {
    this.#playIds.set(order.soundId, order.playId);
    this.#running().play(order);
  }

  limit(soundId: number, untilMonoMs: number): void {
    this.#running().limit(soundId, untilMonoMs);
  }

  setVolume(soundId: number, volumePercent: number): void {
    this.#running().setVolume(soundId, volumePercent);
  }

  stopSound(soundId: number): void {
    this.#running().stopSound(soundId);
  }

  stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#restart);
    this.#engine?.clear(null);
    this.#heads.keep([]);
    this.#ear?.close();
    this.#engine = null;
    const last = this.#run;
    this.#run = null;
    // Dropped, not drained: what was written ahead is not to be heard any more.
    last?.child.kill('SIGKILL');
    return Promise.resolve();
  }

  #listen(ear: SelfEar, news: OutputNews): void {
    if (news.type === 'sound-started') {
      const playId = this.#playIds.get(news.soundId);
      if (playId !== undefined) ear.started({ ...news, playId });
    } else if (news.type === 'sound-ended') {
      this.#playIds.delete(news.soundId);
      ear.ended(news.soundId);
    }
  }

  #running(): PcmEngine {
    if (this.#engine === null) throw new Error('the output has not been started');
    return this.#engine;
  }

  #report(healthy: boolean, detail: string, virtual = this.#state.virtual): void {
    const before = this.#state;
    const same = before.healthy === healthy && before.virtual === virtual;
    if (same && before.detail === detail) return;
    this.#state = stateOf(healthy, detail, virtual);
    this.#tell({ type: 'output-changed', output: this.#state });
  }

  #open(): void {
    const { player } = this.#setting;
    const { through, words: asked } = this.#carrier;
    const [program = player, ...rest] = [...through, player, ...asked];
    const child = spawn(program, rest, { stdio: ['pipe', 'ignore', 'pipe'] });
    const run = runOf(child, this.#carrier.watch());
    let words = '';
    this.#run = run;
    if (child.pid !== undefined) void askPriority(child.pid);
    child.stderr?.on('data', (chunk: Buffer) => {
      const said = run.feedback.hear(chunk.toString(), monoNow());
      if (words.length < 300) words += said;
    });
    // A pipe that breaks is told by the exit as well.
    child.stdin?.on('error', () => undefined);
    child.once('error', (cause) => this.#lose(run, cause.message));
    child.once('exit', (code, signal) =>
      this.#lose(run, `${player} ended with ${code ?? signal}: ${words.trim()}`),
    );
  }

  #lose(ended: Run, detail: string): void {
    if (this.#run !== ended) return;
    this.#run = null;
    ended.child.kill('SIGKILL');
    this.#report(false, detail.slice(0, 200));
    this.#engine?.clear(detail.slice(0, 200));
    const pauseMs = Math.min(RESTART_MAX_MS, RESTART_MIN_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#restart = setTimeout(() => this.#open(), pauseMs);
  }

  #tick(): void {
    const run = this.#run;
    if (run === null || this.#engine === null) return;
    const nowMs = monoNow();
    const heard = this.#heardSamples(run, nowMs);
    const fault = heard === null ? 'the stream of the card began anew' : this.#faultOf(run, nowMs);
    if (heard === null || fault !== null) {
      this.#lose(run, fault ?? '');
      return;
    }
    this.#feed(run, this.#engine, heard, nowMs);
    const waits = run.told !== null && run.played === 0;
    if (!waits && nowMs - run.sinceMonoMs > SETTLED_MS) this.#settle(run);
  }

  /** Writes ahead of the ear what will be heard then. */
  #feed(run: Run, engine: PcmEngine, heard: number, nowMs: number): void {
    const ahead = this.#carrier.aheadMs * PER_MS;
    // By the clock alone, what was never written in time is left out.
    run.written = Math.max(run.written, heard);
    while (run.written - heard < ahead) {
      const block = new Int16Array(BLOCK_SAMPLES);
      engine.render(block, nowMs + (run.written - heard) / PER_MS);
      this.#ear?.rendered(block);
      run.child.stdin?.write(new Uint8Array(block.buffer));
      run.written += BLOCK_SAMPLES;
    }
  }

  #faultOf(run: Run, nowMs: number): string | null {
    const misplaced = run.feedback.fault();
    if (misplaced !== null) return misplaced;
    if (run.told !== null && nowMs - run.roseMonoMs > STILL_MS) {
      return `the ${this.#carrier.name} plays nothing`;
    }
    const stuck = (run.child.stdin?.writableLength ?? 0) > STUCK_BYTES;
    return stuck ? `${this.#setting.player} does not take samples` : null;
  }

  #settle(run: Run): void {
    this.#failures = 0;
    const { name } = this.#carrier;
    const unreal = run.played > 0 ? run.feedback.unreal() : NOT_TOLD;
    if (unreal === null) this.#report(true, `${name}, steered`, false);
    else this.#report(true, `${name}: ${unreal}`.slice(0, 200), true);
  }

  /** Samples heard so far, by the card or else by the clock; null when the card counts anew. */
  #heardSamples(run: Run, nowMs: number): number | null {
    const told = run.child.pid === undefined ? null : run.feedback.read(run.child.pid, nowMs);
    if (told !== null && told !== run.told) {
      if (told.playedSamples < run.played) return null;
      if (told.playedSamples > run.played) run.roseMonoMs = nowMs;
      run.told = told;
      run.played = told.playedSamples;
      if (run.played > 0) run.steady.note(run.played, told.atMonoMs);
    }
    // Nothing can have been heard that was not written.
    if (run.played > 0) return Math.min(run.written, run.steady.count(nowMs));
    // Until the card runs nothing is heard; without any word of it the clock must do.
    return told === null ? Math.round((nowMs - run.sinceMonoMs) * PER_MS) : 0;
  }
}

const stateOf = (healthy: boolean, detail: string, virtual = false): Status['output'] => ({
  kind: 'card',
  virtual,
  healthy,
  detail,
});

const runOf = (child: ChildProcess, feedback: CarrierFeedback): Run => ({
  child,
  feedback,
  sinceMonoMs: monoNow(),
  written: 0,
  played: 0,
  told: null,
  roseMonoMs: monoNow(),
  steady: createSteadyCount(),
});

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
