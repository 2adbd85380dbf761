/**
 * System clock — đồng hồ hệ thống.
 *
 * Wall clock, monotonic clock, what the system says of their discipline, and one alarm. Believes
 * nothing itself: how far the wall clock may be trusted is decided in the core.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { SystemClock } from '../ports.js';

/** Longest single timer; the alarm looks again after it. */
const TIMER_MS_MAX = 10 * 60_000;
const ASK_MS_MAX = 3_000;
const SYNCED_FILE = '/run/systemd/timesync/synchronized';
const RTC_FILE = '/sys/class/rtc/rtc0/hctosys';

export type ClockHints = {
  /** Whether a battery clock sets the system clock; `auto` asks the kernel. */
  readonly rtc: 'auto' | 'yes' | 'no';
  /** Whether NTP of the system may be believed; `auto` asks the system. */
  readonly ntp: 'auto' | 'no';
};

export function createSystemClock(hints: ClockHints): SystemClock {
  const rtc = hints.rtc === 'auto' ? hasBatteryClock() : hints.rtc === 'yes';
  let ntpSynced = false;
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
    read: () => ({ wallMs: Date.now(), monoMs: monoNow(), ntpSynced, rtc }),
    refresh: async () => {
      ntpSynced = hints.ntp === 'auto' && (existsSync(SYNCED_FILE) || (await systemSaysSynced()));
    },
    wakeAt: arm,
    stop: () => clearTimeout(timer),
  };
}

function hasBatteryClock(): boolean {
  return existsSync(RTC_FILE) && readFileSync(RTC_FILE, 'utf8').trim() === '1';
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
