/**
 * Word of NTP — lời của NTP trên máy.
 *
 * Whether NTP has set the wall clock in this start of the system, and how long ago: the file that says
 * so is never taken away, but touched at each answer, and the kernel keeps its word for hours after the
 * last one. How much a clock is worth that was set long ago is the core's matter.
 */
import { statSync } from 'node:fs';

/** Both clocks at one moment, milliseconds. */
type Clocks = { readonly wallMs: number; readonly monoMs: number };

export type NtpWord = { readonly ntpSynced: boolean; readonly ntpAgeMs: number };

export type NtpSource = {
  /** Touched by the time service of the system whenever it has set the clock. */
  readonly file: string;
  /** Whether the kernel calls its clock synchronised. */
  readonly kernelSays: () => Promise<boolean>;
};

/** So long after the last answer a kernel still calls itself synchronised: 16 s of error at 500 ppm. */
const KERNEL_KEEPS_MS = 32_000_000;
const NOTHING: NtpWord = { ntpSynced: false, ntpAgeMs: 0 };

/** @returns looks, and tells; the age is of this very moment */
export function createNtpWord({ file, kernelSays }: NtpSource): (now: Clocks) => Promise<NtpWord> {
  let touched: { readonly atMs: number; readonly monoMs: number } | null = null;
  /** The last look at which the kernel said no. */
  let refusedMonoMs = Number.NEGATIVE_INFINITY;

  return async (now) => {
    const atMs = touchedMs(file);
    if (atMs === null) {
      touched = null;
      if (!(await kernelSays())) {
        refusedMonoMs = now.monoMs;
        return NOTHING;
      }
      const oldestMs = Math.min(now.monoMs - refusedMonoMs, KERNEL_KEEPS_MS, now.monoMs);
      return { ntpSynced: true, ntpAgeMs: oldestMs };
    }
    // By the wall clock only when it is new: whoever moves that clock later moves no answer.
    if (touched?.atMs !== atMs) {
      const agoMs = Math.min(now.monoMs, Math.max(0, now.wallMs - atMs));
      touched = { atMs, monoMs: now.monoMs - agoMs };
    }
    return { ntpSynced: true, ntpAgeMs: now.monoMs - touched.monoMs };
  };
}

function touchedMs(file: string): number | null {
  try {
    return statSync(file).mtimeMs;
  } catch {
    // No file: NTP has not answered since the system started, or somebody else keeps the time.
    return null;
  }
}
