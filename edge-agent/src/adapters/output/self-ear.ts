/**
 * Self-ear — micro của cụm, chỉ nghe khi cụm đang phát.
 *
 * Opens the microphone with the first sample of a play and closes it soon after the last, or after forty
 * seconds; makes features of loudness of what is sent and what comes in, and lets every sample go. Judges
 * nothing; a recorder that fails is told with the play that it failed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { FRAME_MS, LAG_FRAMES_MAX } from '@loaso/shared/wire/hearing';
import type { OutputNews } from '../../ports.js';
import { createEar, EAR_RATE, type Ear, halved } from './ear.js';
import type { CardSetting, MicrophoneSetting } from './player-wire.js';

const LENGTH_MS_MAX = 40_000;
const SENT_FRAMES_MAX = LENGTH_MS_MAX / FRAME_MS;
/** What is sent now is heard so much later at most, and then some for the way. */
const TAIL_MS = LAG_FRAMES_MAX * FRAME_MS + 400;
const HEARD_FRAMES_MAX = SENT_FRAMES_MAX + TAIL_MS / FRAME_MS + 20;
/** A play shorter than this tells nothing. */
const SENT_FRAMES_MIN = 80;

type Play = { readonly soundId: number; readonly playId: string; readonly startedMonoMs: number };

type Session = Play & {
  readonly sent: Ear;
  readonly heard: Ear;
  /** Null until it has been started, and where it could not be. */
  child: ChildProcess | null;
  /** When the first sample that came was heard; null before it. */
  originMonoMs: number | null;
  odd: Buffer;
  fault: string | null;
  end: NodeJS.Timeout;
};

export type SelfEar = {
  /** A play has begun. */
  started(play: Play): void;
  /** What is sent, in order. */
  rendered(block: Int16Array): void;
  ended(soundId: number): void;
  close(): void;
};

/** For a box without a microphone. */
const DEAF: SelfEar = {
  started: () => undefined,
  rendered: () => undefined,
  ended: () => undefined,
  close: () => undefined,
};

export const createSelfEar = (
  { microphone, carrier }: Pick<CardSetting, 'microphone' | 'carrier'>,
  tell: (news: OutputNews) => void,
): SelfEar => (microphone === null ? DEAF : new Listening(microphone, carrier, tell));

class Listening implements SelfEar {
  readonly #microphone: MicrophoneSetting;
  readonly #carrier: CardSetting['carrier'];
  readonly #tell: (news: OutputNews) => void;
  #session: Session | null = null;

  constructor(
    microphone: MicrophoneSetting,
    carrier: CardSetting['carrier'],
    tell: (news: OutputNews) => void,
  ) {
    this.#microphone = microphone;
    this.#carrier = carrier;
    this.#tell = tell;
  }

  started(play: Play): void {
    this.#finish();
    const session: Session = {
      ...play,
      sent: createEar(SENT_FRAMES_MAX),
      heard: createEar(HEARD_FRAMES_MAX),
      child: null,
      originMonoMs: null,
      odd: Buffer.alloc(0),
      fault: null,
      end: setTimeout(() => this.#finish(), LENGTH_MS_MAX + TAIL_MS),
    };
    this.#session = session;
    // After the samples that are due now: a sound waits for no recorder.
    setImmediate(() => this.#record(session));
  }

  #record(session: Session): void {
    if (this.#session !== session) return;
    const { recorder, device } = this.#microphone;
    let child: ChildProcess;
    try {
      child = spawn(recorder, wordsOf(this.#carrier, device), {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (cause) {
      // No memory for a process: the sound goes on, and its report says why nothing was heard.
      session.fault = String(cause).slice(0, 200);
      return;
    }
    session.child = child;
    child.stdout?.on('data', (chunk: Buffer) => take(session, chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      session.fault ??= chunk.toString().trim().slice(0, 200);
    });
    child.once('error', (cause) => {
      session.fault = cause.message.slice(0, 200);
    });
  }

  rendered(block: Int16Array): void {
    this.#session?.sent.hear(halved(block));
  }

  ended(soundId: number): void {
    const session = this.#session;
    if (session?.soundId !== soundId) return;
    clearTimeout(session.end);
    session.end = setTimeout(() => this.#finish(), TAIL_MS);
  }

  close(): void {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    clearTimeout(session.end);
    session.child?.kill('SIGKILL');
  }

  /** Closes the microphone and tells what came of the play. */
  #finish(): void {
    const session = this.#session;
    this.close();
    if (session === null || session.sent.frames().length < SENT_FRAMES_MIN) return;
    this.#tell({ type: 'sound-heard', playId: session.playId, ...alignedOf(session) });
  }
}

/** Both courses from the same instant on. */
function alignedOf({ sent, heard, originMonoMs, startedMonoMs, fault }: Session) {
  if (originMonoMs === null) {
    return { sent: [], heard: [], fault: fault ?? 'nothing came from the microphone' };
  }
  const late = Math.round((originMonoMs - startedMonoMs) / FRAME_MS);
  return {
    sent: sent.frames().slice(Math.max(0, late)),
    heard: heard.frames().slice(Math.max(0, -late)),
    fault: null,
  };
}

function take(session: Session, chunk: Buffer): void {
  const bytes = Buffer.concat([session.odd, chunk]);
  const count = bytes.length >> 1;
  session.odd = bytes.subarray(count * 2);
  session.originMonoMs ??= monoNow() - (count / EAR_RATE) * 1000;
  const samples = new Int16Array(count);
  for (let index = 0; index < count; index += 1) samples[index] = bytes.readInt16LE(index * 2);
  session.heard.hear(samples);
}

const wordsOf = (carrier: CardSetting['carrier'], device: string): string[] =>
  carrier === 'alsa'
    ? [
        '--quiet',
        '--file-type=raw',
        '--format=S16_LE',
        `--rate=${EAR_RATE}`,
        '--channels=1',
        `--device=${device}`,
        '-',
      ]
    : [
        '--record',
        '--raw',
        '--format=s16le',
        `--rate=${EAR_RATE}`,
        '--channels=1',
        '--latency-msec=100',
        '--stream-name=loaso-agent-ear',
        ...(device === 'default' ? [] : [`--device=${device}`]),
      ];

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
