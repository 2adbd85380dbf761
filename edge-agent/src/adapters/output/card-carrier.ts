/**
 * Carrier of samples — đường tới thẻ âm thanh.
 *
 * The two programs that take samples on their input and carry them to a card, and where each tells
 * how many have really been played: the kernel's files for ALSA, its own words for PulseAudio and
 * PipeWire. One run of a carrier has one feedback.
 */
import { createFeedback } from './card-feedback.js';
import { SAMPLE_RATE } from './pcm-queue.js';
import type { CardSetting } from './player-wire.js';

/** A count of samples of ours that had been heard at an instant of the monotonic clock. */
export type Told = { readonly playedSamples: number; readonly atMonoMs: number };

export type CarrierFeedback = {
  /** Takes what the program says; gives back what is left for a person. */
  hear(text: string, nowMs: number): string;
  /** The newest count; null where nobody tells. */
  read(pid: number, nowMs: number): Told | null;
};

export type Carrier = {
  /** How far ahead of the ear samples are written: its own buffers, and some air. */
  readonly aheadMs: number;
  readonly words: readonly string[];
  readonly name: string;
  watch(): CarrierFeedback;
};

export const carrierOf = (setting: CardSetting): Carrier =>
  setting.carrier === 'alsa' ? alsaCarrier(setting) : pulseCarrier(setting);

const alsaCarrier = ({ device, statusFolder }: CardSetting): Carrier => ({
  name: 'card',
  aheadMs: 150,
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
    };
  },
});

const pulseCarrier = ({ device }: CardSetting): Carrier => ({
  name: 'sound server',
  aheadMs: 100,
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
  watch: pulseWatch,
});

/** Written to the terminal over and over, twenty times a second. */
const TOLD = /Time: (\d+\.\d{3}) sec; Latency: -?\d+ usec\.\s*/g;
/** What verbose words begin with that are no fault. */
const CHATTER = /^(?:Opening a|Connection est|Stream |Buffer metrics|Using sample|Connected to)/;
/** The count is rounded to the millisecond and the highest is believed: half of one too much. */
const ROUNDED_SAMPLES = SAMPLE_RATE / 2_000;
const WORDS_MAX = 500;

function pulseWatch(): CarrierFeedback {
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
      const lines = rest.replace(TOLD, '').split(/[\r\n]+/);
      rest = (lines.pop() ?? '').slice(-WORDS_MAX);
      return lines.filter((line) => line !== '' && !CHATTER.test(line)).join(' ');
    },
    read: () => told,
  };
}
