/**
 * System clock — đồng hồ hệ thống.
 *
 * Wall clock, monotonic clock, what the system says of their discipline, and one alarm. Believes
 * nothing itself: how far the wall clock may be trusted is decided in the core.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemClock } from '../../ports.js';
import { createNtpWord } from './ntp-word.js';

/** Longest single timer; the alarm looks again after it. */
const TIMER_MS_MAX = 10 * 60_000;
const ASK_MS_MAX = 3_000;
const SYNCED_FILE = '/run/systemd/timesync/synchronized';
const RTC_FOLDER = '/sys/class/rtc/rtc0';
/** A clock with a battery and the clock that it has set differ by less. */
const RTC_APART_MS_MAX = 10_000;
/** A wall clock that has moved by more was moved by somebody. */
const MOVED_MS = 2_000;

export type ClockHints = {
  /** Whether a battery clock sets the system clock; `auto` asks the kernel. */
  readonly rtc: 'auto' | 'yes' | 'no';
  /** Whether NTP of the system may be believed; `auto` asks the system. */
  readonly ntp: 'auto' | 'no';
};

/** @param rtcFolder where the kernel tells of its clock with a battery */
export function createSystemClock(hints: ClockHints, rtcFolder = RTC_FOLDER): SystemClock {
  const holdsRtc = watchRtc(hints.rtc, rtcFolder);
  const askNtp = createNtpWord({ file: SYNCED_FILE, kernelSays: systemSaysSynced });
  /** When NTP last set the wall clock, monotonic; null where it has not, or is not to be believed. */
  let ntpMonoMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

  function arm(monoMs: number, wake: () => void): void {
    clearTimeout(timer);
    const restMs = monoMs - monoNow();
    timer = setTimeout(
      () => (restMs > TIMER_MS_MAX ? arm(monoMs, wake) : wake()),
      Math.min(TIMER_MS_MAX, Math.max(0, restMs)),
    );
  }

  return {
    read: () => {
      const [wallMs, monoMs] = [Date.now(), monoNow()];
      const ntpSynced = ntpMonoMs !== null;
      const ntpAgeMs = ntpMonoMs === null ? 0 : monoMs - ntpMonoMs;
      return { wallMs, monoMs, ntpSynced, ntpAgeMs, rtc: holdsRtc(wallMs, monoMs) };
    },
    refresh: async () => {
      if (hints.ntp === 'no') return;
      const monoMs = monoNow();
      const word = await askNtp({ wallMs: Date.now(), monoMs });
      ntpMonoMs = word.ntpSynced ? monoMs - word.ntpAgeMs : null;
    },
    wakeAt: arm,
    stop: () => clearTimeout(timer),
  };
}

/**
 * Many boards have such a clock and no battery: it starts in a year long past, and something lifts the
 * wall clock to when it last ran. So both are compared, at first and whenever the wall clock has moved.
 */
function watchRtc(
  hint: ClockHints['rtc'],
  folder: string,
): (wallMs: number, monoMs: number) => boolean {
  if (hint !== 'auto') return () => hint === 'yes';
  let holds = textIn(folder, 'hctosys') === '1';
  let seenOffsetMs: number | null = null;
  return (wallMs, monoMs) => {
    const offsetMs = wallMs - monoMs;
    const moved = seenOffsetMs === null || Math.abs(offsetMs - seenOffsetMs) > MOVED_MS;
    if (!holds || !moved) return holds;
    seenOffsetMs = offsetMs;
    const rtcMs = Number(textIn(folder, 'since_epoch') || Number.NaN) * 1_000;
    holds = Math.abs(rtcMs - wallMs) <= RTC_APART_MS_MAX;
    return holds;
  };
}

function textIn(folder: string, name: string): string {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

/** False too where the program is absent: no word is no synchronisation. */
const systemSaysSynced = (): Promise<boolean> =>
  new Promise((resolve) => {
    const words = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', words, { timeout: ASK_MS_MAX }, (cause, stdout) => {
      resolve(cause === null && stdout.trim() === 'yes');
    });
  });

const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';

/** Names this start of the system; without it no anchor outlives the process. */
export const systemBootId = (fallback: string): string =>
  existsSync(BOOT_ID_FILE) ? readFileSync(BOOT_ID_FILE, 'utf8').trim() : fallback;
