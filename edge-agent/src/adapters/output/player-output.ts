/**
 * Player output — đầu ra qua trình phát.
 *
 * The sound port of the agent for a real card: starts the player as a process of its own, hands it
 * every order, and passes on what it tells. A player that dies or no longer beats ends its sounds as
 * failed, is started again with a pause, and gets what was ordered in between; the box says so.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Relay } from '@loaso/shared/wire/relay';
import type { Status } from '@loaso/shared/wire/status';
import type { HeadFile, Log, OutputNews, PartFile, PlayOrder, SoundOutput } from '../../ports.js';
import { createOpenSounds } from './open-sounds.js';
import {
  type CardSetting,
  createReader,
  FromPlayer,
  lineOf,
  PLAYER_V,
  type SoundOrder,
} from './player-wire.js';

/** The program and its words; it finds the socket as its descriptor 3. */
export type PlayerProgram = { readonly command: string; readonly words: readonly string[] };

/** A card that is there has been found by then, on a slow board as well. */
const OPEN_MS_MAX = 10_000;
const LOOK_MS = 1_000;
/** Looks without a beat after which it counts as stuck; an agent that was stuck itself looks once. */
const BEATS_MISSED_MAX = 6;
const RESTART_MIN_MS = 1_000;
const RESTART_MAX_MS = 30_000;
const END_MS_MAX = 1_500;
/** Orders that may wait for a player that does not read. */
const UNREAD_BYTES = 1_000_000;

type Run = {
  readonly child: ChildProcess;
  readonly socket: Duplex;
  opened: boolean;
  missed: number;
  /** Until then it is known to have turned. */
  aliveMonoMs: number;
  words: string;
};

export const createPlayerOutput = (
  program: PlayerProgram,
  setting: CardSetting,
  log: Log,
): SoundOutput => new PlayerOutput(program, setting, log);

class PlayerOutput implements SoundOutput {
  readonly #program: PlayerProgram;
  readonly #setting: CardSetting;
  readonly #log: Log;
  readonly #sounds = createOpenSounds();
  readonly #opened = Promise.withResolvers<void>();
  #tell: (news: OutputNews) => void = () => undefined;
  #run: Run | null = null;
  /** A player that is started again is told of them again. */
  #heads: readonly HeadFile[] = [];
  #state = stateOf('not started');
  #look: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #ending = false;

  constructor(program: PlayerProgram, setting: CardSetting, log: Log) {
    this.#program = program;
    this.#setting = setting;
    this.#log = log;
  }

  async start(tell: (news: OutputNews) => void): Promise<Status['output']> {
    this.#tell = tell;
    this.#launch();
    this.#look = setInterval(() => this.#listen(), LOOK_MS);
    const late = setTimeout(this.#opened.resolve, OPEN_MS_MAX);
    await this.#opened.promise;
    clearTimeout(late);
    return this.#state;
  }

  keepHeads(files: readonly HeadFile[]): void {
    this.#heads = files;
    const run = this.#run;
    if (run?.opened === true) run.socket.write(lineOf({ type: 'keep-heads', files }));
  }

  prepare(soundId: number, parts: readonly PartFile[], fromMs: number, relay?: Relay): void {
    this.#order({ type: 'prepare', soundId, parts, fromMs, relay });
  }

  play(order: PlayOrder): void {
    this.#order({ type: 'play', ...order });
  }

  limit(soundId: number, untilMonoMs: number): void {
    this.#order({ type: 'limit', soundId, untilMonoMs });
  }

  setVolume(soundId: number, volumePercent: number): void {
    this.#order({ type: 'volume', soundId, volumePercent });
  }

  stopSound(soundId: number): void {
    if (!this.#sounds.forget(soundId)) this.#order({ type: 'stop-sound', soundId });
    else this.#tell({ type: 'sound-ended', soundId, how: 'stopped', playedMs: 0 });
  }

  async stop(): Promise<void> {
    this.#ending = true;
    clearInterval(this.#look);
    clearTimeout(this.#restart);
    const run = this.#run;
    if (run !== null && run.child.exitCode === null && run.child.signalCode === null) {
      const gone = once(run.child, 'close');
      run.socket.write(lineOf({ type: 'end' }));
      const late = setTimeout(() => run.child.kill('SIGKILL'), END_MS_MAX);
      await gone;
      clearTimeout(late);
    }
    for (const end of this.#sounds.endAll('stopped', monoNow())) this.#tell(end);
  }

  #launch(): void {
    const { command, words } = this.#program;
    const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    const socket = child.stdio[3] as Duplex;
    const run: Run = { child, socket, opened: false, missed: 0, aliveMonoMs: 0, words: '' };
    this.#run = run;
    child.stderr?.on('data', (chunk: Buffer) => {
      run.words = `${run.words}${chunk.toString()}`.slice(-300);
    });
    // A socket that breaks is told by the end of the process as well.
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    const take = (message: FromPlayer): void => this.#hear(run, message);
    socket.on(
      'data',
      createReader(FromPlayer, take, (detail) => this.#lose(run, detail)),
    );
    child.once('error', (cause) => this.#lose(run, cause.message));
    child.once('close', (code, signal) =>
      this.#lose(run, `player ended with ${code ?? signal}: ${run.words.trim()}`),
    );
    socket.write(lineOf({ type: 'open', v: PLAYER_V, setting: this.#setting }));
  }

  #order(order: SoundOrder): void {
    const run = this.#run;
    if (run?.opened !== true) {
      const refused = this.#sounds.keep(order);
      if (refused !== null) this.#tell(refused);
      return;
    }
    this.#sounds.sent(order.soundId, order.type);
    run.socket.write(lineOf(order));
    if (run.socket.writableLength > UNREAD_BYTES) this.#lose(run, 'player does not take orders');
  }

  #hear(run: Run, message: FromPlayer): void {
    if (this.#run !== run) return;
    run.missed = 0;
    run.aliveMonoMs = monoNow();
    if (message.type === 'beat') run.aliveMonoMs = message.monoMs;
    else if (message.type === 'opened') this.#open(run, message);
    else if (message.type === 'output-changed') this.#report(message.output);
    else if (message.type === 'sound-heard') this.#tell(message);
    else if (this.#sounds.hear(message)) this.#tell(message);
  }

  #open(run: Run, { v, priority, output }: Extract<FromPlayer, { type: 'opened' }>): void {
    if (v !== PLAYER_V) {
      this.#lose(run, `player speaks protocol ${v}`);
      return;
    }
    run.opened = true;
    this.#failures = 0;
    this.#log('info', 'player-started', { pid: run.child.pid ?? 0, priority });
    this.#report(output);
    this.keepHeads(this.#heads);
    for (const order of this.#sounds.takeKept()) this.#order(order);
    this.#opened.resolve();
  }

  #report(output: Status['output']): void {
    const { healthy, detail, virtual } = this.#state;
    const same = healthy === output.healthy && virtual === output.virtual;
    if (same && detail === output.detail) return;
    this.#state = output;
    if (!output.healthy) this.#log('error', 'output-fault', { detail: output.detail });
    this.#tell({ type: 'output-changed', output });
  }

  #listen(): void {
    const run = this.#run;
    if (run === null) return;
    run.missed += 1;
    if (run.missed > BEATS_MISSED_MAX) this.#lose(run, 'player does not answer');
  }

  #lose(ended: Run, words: string): void {
    if (this.#run !== ended) return;
    this.#run = null;
    ended.child.kill('SIGKILL');
    ended.socket.destroy();
    if (this.#ending) return;
    const detail = words.slice(0, 200);
    this.#report(stateOf(detail));
    for (const end of this.#sounds.endSent(detail, ended.aliveMonoMs)) this.#tell(end);
    const pauseMs = Math.min(RESTART_MAX_MS, RESTART_MIN_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#restart = setTimeout(() => this.#launch(), pauseMs);
    this.#opened.resolve();
  }
}

const stateOf = (detail: string): Status['output'] => ({
  kind: 'card',
  virtual: false,
  healthy: false,
  detail,
});

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
