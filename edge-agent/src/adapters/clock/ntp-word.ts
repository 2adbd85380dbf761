/**
 * Word of NTP — lời của NTP trên máy.
 *
 * Whether NTP has set the wall clock in this start of the system, how long ago, and how far off it may be
 * where that is told: by the file that the time service of the system touches at each answer, by chrony or
 * ntpd, or by the kernel, which keeps its word for hours after the last answer. How much a clock is worth
 * that was set long ago is the core's matter.
 */
import { statSync } from 'node:fs';
import type { DaemonWord } from './daemon-word.js';

/** Both clocks at one moment, milliseconds. */
type Clocks = { readonly wallMs: number; readonly monoMs: number };

export type NtpWord = {
  readonly ntpSynced: boolean;
  readonly ntpAgeMs: number;
  /** Bound of the error at that age; absent where nobody tells it. */
  readonly ntpErrorMs?: number;
};

export type NtpSource = {
  /** Touched by the time service of the system whenever it has set the clock. */
  readonly file: string;
  /** What a time daemon says; null where none runs, or none has a word. */
  readonly daemonSays: () => Promise<DaemonWord | null>;
  /** Whether the kernel calls its clock synchronised. */
  readonly kernelSays: () => Promise<boolean>;
};

/** So long after the last answer a kernel still calls itself synchronised: 16 s of error at 500 ppm. */
const KERNEL_KEEPS_MS = 32_000_000;
/** A daemon that asks at its slowest has heard its source within this. */
const FOLLOWS_MS = 3_600_000;
/** What warmth does to a crystal meanwhile that the daemon cannot know: 10 ppm. */
const WANDER_PER_MS = 10e-6;
/** No network tells the time better. */
const ERROR_MS_MIN = 10;
const NOTHING: NtpWord = { ntpSynced: false, ntpAgeMs: 0 };

type Heard = { readonly atMs: number; readonly monoMs: number };

/** @returns looks, and tells; the age is of this very moment */
export function createNtpWord(source: NtpSource): (now: Clocks) => Promise<NtpWord> {
  /** By the wall clock only when it is new: whoever moves that clock later moves no answer. */
  let touched: Heard | null = null;
  let heard: Heard | null = null;
  /** The last look at which the kernel said no. */
  let refusedMonoMs = Number.NEGATIVE_INFINITY;

  function byDaemon({ heardAtMs, errorMs }: DaemonWord, now: Clocks): NtpWord {
    heard = heardOnce(heard, heardAtMs, now);
    const ageMs = now.monoMs - heard.monoMs;
    const boundMs = Math.ceil(Math.max(ERROR_MS_MIN, errorMs + ageMs * WANDER_PER_MS));
    // As long as it follows somebody its bound is of this moment.
    const ntpAgeMs = ageMs <= FOLLOWS_MS ? 0 : ageMs;
    return { ntpSynced: true, ntpAgeMs, ntpErrorMs: boundMs };
  }

  async function byKernel({ monoMs }: Clocks): Promise<NtpWord> {
    if (!(await source.kernelSays())) {
      refusedMonoMs = monoMs;
      return NOTHING;
    }
    return { ntpSynced: true, ntpAgeMs: Math.min(monoMs - refusedMonoMs, KERNEL_KEEPS_MS, monoMs) };
  }

  return async (now) => {
    const atMs = touchedMs(source.file);
    touched = atMs === null ? null : heardOnce(touched, atMs, now);
    const fileAgeMs = touched === null ? Number.POSITIVE_INFINITY : now.monoMs - touched.monoMs;
    // The file of a service that another one has taken over from stays where it is.
    const daemon = fileAgeMs <= FOLLOWS_MS ? null : await source.daemonSays();
    if (daemon !== null) return byDaemon(daemon, now);
    return touched === null ? byKernel(now) : { ntpSynced: true, ntpAgeMs: fileAgeMs };
  };
}

/** None is older than the system. */
function heardOnce(before: Heard | null, atMs: number, { wallMs, monoMs }: Clocks): Heard {
  if (before?.atMs === atMs) return before;
  return { atMs, monoMs: monoMs - Math.min(monoMs, Math.max(0, wallMs - atMs)) };
}

function touchedMs(file: string): number | null {
  try {
    return statSync(file).mtimeMs;
  } catch {
    // No file: NTP has not answered since the system started, or somebody else keeps the time.
    return null;
  }
}
