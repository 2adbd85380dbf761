/**
 * System clock — đồng hồ hệ thống.
 *
 * Wall clock, monotonic clock, what the system says of their discipline, and one alarm. Believes
 * nothing itself: how far the wall clock may be trusted is decided in the core.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemClock } from '../../ports.js';
import { chronyWord, type DaemonWord, ntpqWord } from './daemon-word.js';
import { createNtpWord } from './ntp-word.js';

/** Longest single timer; the alarm looks again after it. */
const TIMER_MS_MAX = 10 * 60_000;
const ASK_MS_MAX = 3_000;
/** While NTP has word, the system is asked for it no more often than this: that starts a program. */
const ASK_EVERY_MS = 290_000;
const SYNCED_FILE = '/run/systemd/timesync/synchronized';
const RTC_FOLDER = '/sys/class/rtc/rtc0';

export type ClockHints = {
  /** Whether there is a battery clock; `auto`: where the kernel has set the system clock by it. */
  readonly rtc: 'auto' | 'yes' | 'no';
  /** Whether NTP of the system may be believed; `auto` asks the system. */
  readonly ntp: 'auto' | 'no';
};

/** @param rtcFolder where the kernel tells of its clock with a battery */
export function createSystemClock(hints: ClockHints, rtcFolder = RTC_FOLDER): SystemClock {
  const askNtp = createNtpWord({
    file: SYNCED_FILE,
    daemonSays,
    kernelSays: systemSaysSynced,
  });
  /** When NTP last set the wall clock, monotonic; null where it has not, or is not to be believed. */
  let ntpMonoMs: number | null = null;
  let ntpErrorMs: number | undefined;
  /** Battery clock minus monotonic clock at the last look. */
  let rtcOffsetMs: number | null = null;
  let askedMonoMs = Number.NEGATIVE_INFINITY;
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
      const rtcMs = rtcOffsetMs === null ? null : monoMs + rtcOffsetMs;
      const error = ntpErrorMs === undefined ? {} : { ntpErrorMs };
      return { wallMs, monoMs, ntpSynced, ntpAgeMs, ...error, rtcMs };
    },
    refresh: async () => {
      const rtcMs = await readRtc(hints.rtc, rtcFolder);
      rtcOffsetMs = rtcMs === null ? null : rtcMs - monoNow();
      if (hints.ntp === 'no') return;
      const monoMs = monoNow();
      if (ntpMonoMs !== null && monoMs - askedMonoMs < ASK_EVERY_MS) return;
      askedMonoMs = monoMs;
      const word = await askNtp({ wallMs: Date.now(), monoMs });
      ntpMonoMs = word.ntpSynced ? monoMs - word.ntpAgeMs : null;
      ntpErrorMs = word.ntpErrorMs;
    },
    wakeAt: arm,
    stop: () => clearTimeout(timer),
  };
}

/** What the battery clock says, UTC milliseconds; null where there is none, or it tells nothing. */
async function readRtc(hint: ClockHints['rtc'], folder: string): Promise<number | null> {
  if (hint === 'no') return null;
  if (hint === 'auto' && (await textIn(folder, 'hctosys')) !== '1') return null;
  const seconds = Number((await textIn(folder, 'since_epoch')) || Number.NaN);
  // In the middle of the second that it tells.
  return Number.isFinite(seconds) ? seconds * 1_000 + 500 : null;
}

const textIn = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name), 'utf8').then(
    (text) => text.trim(),
    () => '',
  );

/** What a program says; empty where it is absent, or has nobody to ask. */
const saidBy = (program: string, words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, words, { timeout: ASK_MS_MAX }, (cause, stdout) => {
      resolve(cause === null ? stdout : '');
    });
  });

/** No word is no synchronisation. */
const systemSaysSynced = async (): Promise<boolean> =>
  (await saidBy('timedatectl', ['show', '--property=NTPSynchronized', '--value'])).trim() === 'yes';

/** By address, since the socket of chrony is not open to this user; numbers, since a name may need a network. */
const daemonSays = async (): Promise<DaemonWord | null> =>
  chronyWord(await saidBy('chronyc', ['-n', '-h', '127.0.0.1', '-c', 'tracking'])) ??
  ntpqWord(await saidBy('ntpq', ['-n', '-c', 'rv', '127.0.0.1']));

const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';

/** Names this start of the system; without it no anchor outlives the process. */
export const systemBootId = (fallback: string): string =>
  existsSync(BOOT_ID_FILE) ? readFileSync(BOOT_ID_FILE, 'utf8').trim() : fallback;
