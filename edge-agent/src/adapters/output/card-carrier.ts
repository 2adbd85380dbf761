/**
 * Carrier of samples — đường tới thẻ âm thanh.
 *
 * The two programs that take samples on their input and carry them to a card, and where each tells
 * how many have really been played: the kernel's files for ALSA, its own words for PulseAudio and
 * PipeWire. One run of a carrier has one feedback.
 */
import { createFeedback } from './card-feedback.js';
import { askSinks, unrealSink } from './card-nature.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import type { CardSetting } from './player-wire.js';

/** A count of samples of ours that had been heard at an instant of the monotonic clock. */
export type Told = { readonly playedSamples: number; readonly atMonoMs: number };

export type CarrierFeedback = {
  /** Takes what the program says; gives back what is left for a person. */
  hear(text: string, nowMs: number): string;
  /** The newest count; null where nobody tells. */
  read(pid: number, nowMs: number): Told | null;
  /** Why nobody can hear what it takes; null where somebody can, as far as it tells. */
  fault(): string | null;
  /** Why what it plays on is no card, though it counts like one; null where it is one, as far as is told. */
  unreal(): string | null;
};

export type Carrier = {
  /** How far ahead of the ear samples are written: its own buffers, and some air. */
  readonly aheadMs: number;
  /** What its program is started by: its words are read, so they are to be in one language. */
  readonly through: readonly string[];
  readonly words: readonly string[];
  readonly name: string;
  watch(): CarrierFeedback;
};

export const carrierOf = (setting: CardSetting): Carrier =>
  setting.carrier === 'alsa' ? alsaCarrier(setting) : pulseCarrier(setting);

const alsaCarrier = ({ device, statusFolder }: CardSetting): Carrier => ({
  name: 'card',
  aheadMs: 150,
  through: [],
  words: [
    '--quiet',
    '--file-type=raw',
    '--format=S16_LE',
    `--rate=${SAMPLE_RATE}`,
    '--channels=1',
    `--device=${device}`,
    '--buffer-time=100000',
    '--period-time=20000',
    '-',
  ],
  watch: () => {
    const kernel = createFeedback(statusFolder);
    return {
      hear: (text) => text,
      read: (pid, nowMs) => {
        const told = kernel.read(pid);
        return told === null ? null : { playedSamples: told.playedSamples, atMonoMs: nowMs };
      },
      fault: () => null,
      unreal: kernel.unreal,
    };
  },
});

const pulseCarrier = ({ device }: CardSetting): Carrier => ({
  name: 'sound server',
  aheadMs: 100,
  through: ['env', 'LC_ALL=C'],
  words: [
    '--playback',
    '--raw',
    '--format=s16le',
    `--rate=${SAMPLE_RATE}`,
    '--channels=1',
    '--latency-msec=60',
    '--process-time-msec=10',
    '--stream-name=loaso-agent',
    '--verbose',
    ...(device === 'default' ? [] : [`--device=${device}`]),
  ],
  watch: () => pulseWatch(device),
});

/** Written to the terminal over and over, twenty times a second. */
const TOLD = /Time: (\d+\.\d{3}) sec; Latency: -?\d+ usec\.\s*/g;
/** What verbose words begin with that are no fault. */
const CHATTER = /^(?:Opening a|Connection est|Stream |Buffer metrics|Using sample|Connected to)/;
/** Where it plays, at first and whenever the server has carried it elsewhere. */
const PLACED = /(?:Connected|moved) to device (\S+) \(/g;
/** The sink that a server makes for itself when it has no card: it takes everything and sounds nothing. */
export const DUMMY_SINK = 'auto_null';
/** The count is rounded to the millisecond and the highest is believed: half of one too much. */
const ROUNDED_SAMPLES = SAMPLE_RATE / 2_000;
const WORDS_MAX = 500;

function pulseWatch(device: string): CarrierFeedback {
  let place: string | null = null;
  let unreal: string | null = null;
  const follow = async (name: string): Promise<void> => {
    const found = unrealSink(await askSinks(), name);
    if (place === name) unreal = found;
  };
  let rest = '';
  // Silent until its first word: it waits for its server, and plays nothing before.
  let told: Told = { playedSamples: 0, atMonoMs: 0 };
  return {
    hear: (text, nowMs) => {
      rest = `${rest}${text}`;
      const times = [...rest.matchAll(TOLD)];
      const seconds = Number(times.at(-1)?.[1] ?? 0);
      const samples = Math.round(seconds * SAMPLE_RATE - ROUNDED_SAMPLES);
      if (samples > 0) told = { playedSamples: samples, atMonoMs: nowMs };
      const placed = [...rest.matchAll(PLACED)].at(-1)?.[1] ?? place;
      if (placed !== null && placed !== place) void follow(placed);
      place = placed;
      const lines = rest.replace(TOLD, '').split(/[\r\n]+/);
      rest = (lines.pop() ?? '').slice(-WORDS_MAX);
      return lines.filter((line) => line !== '' && !CHATTER.test(line)).join(' ');
    },
    read: () => told,
    fault: () => (place === null ? null : misplaced(place, device)),
    unreal: () => unreal,
  };
}

function misplaced(place: string, device: string): string | null {
  if (place === DUMMY_SINK) return 'no card: the sound server has only its dummy output';
  const named = device !== 'default' && !/^(@|\d+$)/.test(device);
  return named && place !== device ? `the sound server plays on ${place}, not on ${device}` : null;
}
