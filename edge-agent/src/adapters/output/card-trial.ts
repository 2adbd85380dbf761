/**
 * Trial of a card — thử thẻ âm thanh.
 *
 * Opens the way to the card as the output does, carries silence over it for some seconds and looks how
 * fast the card counts: samples that go nowhere, or at a wrong pace, show here before the first airing.
 * Of a card that another process holds only the count is read. Makes no sound in any case.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type CarrierFeedback, carrierOf, type Told } from './card-carrier.js';
import { createFeedback, ownersIn } from './card-feedback.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import type { CardSetting } from './player-wire.js';

const PER_MS = SAMPLE_RATE / 1000;
const TICK_MS = 10;
/** The first counts after an opening jump. */
const SETTLE_MS = 700;
const MEASURE_MS = 4_000;
/** A card that has counted nothing by then will not. */
const BEGIN_MS_MAX = 3_000;
const WORDS_MAX = 200;

export type CardTrial =
  /** Pace of the card, 1 for the right one, and how far that may be off. */
  | { readonly is: 'paced'; readonly pace: number; readonly within: number; readonly held: boolean }
  /** It takes samples, and nobody tells whether any was played. */
  | { readonly is: 'uncounted' }
  /** It counts, and is no card. */
  | { readonly is: 'unreal'; readonly detail: string }
  /** It has taken samples and plays none. */
  | { readonly is: 'still'; readonly held: boolean }
  | { readonly is: 'fault'; readonly detail: string };

/** Looks at the card of `setting`, beside whatever holds it. */
export async function tryCard(setting: CardSetting): Promise<CardTrial> {
  const [holder] = setting.carrier === 'alsa' ? ownersIn(setting.statusFolder) : [];
  if (holder !== undefined) return watchHeld(setting.statusFolder, holder);
  const trial = new Trial(setting);
  try {
    return await trial.run();
  } finally {
    trial.end();
  }
}

async function watchHeld(folder: string, pid: number): Promise<CardTrial> {
  const kernel = createFeedback(folder);
  const counts: Told[] = [];
  const untilMs = monoNow() + MEASURE_MS;
  while (monoNow() < untilMs) {
    const told = kernel.read(pid);
    if (told !== null) note(counts, { playedSamples: told.playedSamples, atMonoMs: monoNow() });
    await pause();
  }
  return unlessUnreal(kernel.unreal(), verdictOf(counts, true));
}

const unlessUnreal = (detail: string | null, trial: CardTrial): CardTrial =>
  detail === null || trial.is !== 'paced' ? trial : { is: 'unreal', detail };

class Trial {
  readonly #setting: CardSetting;
  readonly #feedback: CarrierFeedback;
  readonly #aheadSamples: number;
  readonly #child: ChildProcess;
  readonly #beganMs = monoNow();
  readonly #counts: Told[] = [];
  #words = '';
  #fault: string | null = null;
  #written = 0;
  #told: Told | null = null;

  constructor(setting: CardSetting) {
    const carrier = carrierOf(setting);
    const { player } = setting;
    const [program = player, ...rest] = [...carrier.through, player, ...carrier.words];
    this.#setting = setting;
    this.#feedback = carrier.watch();
    this.#aheadSamples = carrier.aheadMs * PER_MS;
    this.#child = spawn(program, rest, { stdio: ['pipe', 'ignore', 'pipe'] });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      const said = this.#feedback.hear(chunk.toString(), monoNow());
      if (this.#words.length < WORDS_MAX) this.#words += said;
    });
    this.#child.once('error', (cause) => this.#lose(cause.message));
    this.#child.once('exit', (code, signal) =>
      this.#lose(`${player} ended with ${code ?? signal}: ${this.#words.trim()}`),
    );
  }

  async run(): Promise<CardTrial> {
    for (;;) {
      const nowMs = monoNow();
      const fault = this.#fault ?? this.#feedback.fault();
      if (fault !== null) return { is: 'fault', detail: fault.slice(0, WORDS_MAX) };
      this.#look(nowMs);
      const first = this.#counts[0];
      const begun = first === undefined ? this.#beganMs : first.atMonoMs;
      const overMs = nowMs - begun;
      if (first === undefined && overMs > BEGIN_MS_MAX) return this.#nothing();
      if (first !== undefined && overMs > SETTLE_MS + MEASURE_MS) return this.#verdict(begun);
      this.#feed(nowMs);
      await pause();
    }
  }

  end(): void {
    this.#fault = 'over';
    this.#child.kill('SIGKILL');
  }

  #lose(detail: string): void {
    this.#fault ??= detail;
  }

  #look(nowMs: number): void {
    const { pid } = this.#child;
    this.#told = pid === undefined ? null : this.#feedback.read(pid, nowMs);
    if (this.#told !== null && this.#told.playedSamples > 0) note(this.#counts, this.#told);
  }

  /** As far ahead of the ear as the output writes: by the card's count, else by the clock. */
  #feed(nowMs: number): void {
    const heard = this.#told?.playedSamples ?? (nowMs - this.#beganMs) * PER_MS;
    const wanted = Math.round(heard + this.#aheadSamples) - this.#written;
    if (wanted <= 0) return;
    this.#child.stdin?.write(new Uint8Array(2 * wanted));
    this.#written += wanted;
  }

  #nothing(): CardTrial {
    return this.#told === null && this.#setting.carrier === 'alsa'
      ? { is: 'uncounted' }
      : { is: 'still', held: false };
  }

  #verdict(begunMs: number): CardTrial {
    const settled = this.#counts.filter(({ atMonoMs }) => atMonoMs >= begunMs + SETTLE_MS);
    return unlessUnreal(this.#feedback.unreal(), verdictOf(settled, false));
  }
}

/** Only a count that has risen says when it did. */
function note(counts: Told[], told: Told): void {
  if (told.playedSamples !== counts.at(-1)?.playedSamples) counts.push(told);
}

/** The straight line through all counts, which come late by as much as they come seldom. */
export function verdictOf(counts: readonly Told[], held: boolean): CardTrial {
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined || last.atMonoMs - first.atMonoMs < MEASURE_MS / 2)
    return { is: 'still', held };
  const meanMs = meanOf(counts.map(({ atMonoMs }) => atMonoMs));
  const meanSamples = meanOf(counts.map(({ playedSamples }) => playedSamples));
  let [along, across] = [0, 0];
  for (const { atMonoMs, playedSamples } of counts) {
    along += (atMonoMs - meanMs) ** 2;
    across += (atMonoMs - meanMs) * (playedSamples - meanSamples);
  }
  // One step of the count, of as many as were seen.
  return { is: 'paced', pace: across / along / PER_MS, within: 1 / counts.length, held };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TICK_MS));

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
