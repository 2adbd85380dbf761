/**
 * Clocks of a box — đồng hồ thật của một cụm.
 *
 * True time in, what the box would read out: a crystal that runs fast or slow, a wall clock that NTP
 * sets, that jumps, or that does not exist at boot. Only the world knows true time; a box reads this.
 */

import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { Reading } from '#edge-agent/core/event';
import type { Chance } from './chance.js';

/** Worst crystal, and what is left of it while NTP steers. */
const CRYSTAL_PPM = 50;
const STEERED_PPM = 1;
/** A kernel calls itself synchronised for so long after its last word of NTP. */
const SYNC_KEPT_MS = 9 * HOUR_MS;
const NTP_ERROR_MS = 10;
/** A battery clock is this wrong at most, */
export const RTC_ERROR_MS = 20_000;
/** but where somebody keeps it in local time: half of those that NTP never sets. */
const LOCAL_TIME_MS = 7 * HOUR_MS;
/** It tells whole seconds. */
const RTC_LOOK_MS = 500;
/** Its crystal, on a pole in summer. */
const RTC_PPM = 90;
/** Where one whose battery is dead begins at each power cut. */
const RTC_RESET_MS = Date.UTC(2000, 0, 1);
/** A box has looked at it by then, and kept what it found. */
const SEEN_MS = 2 * MINUTE_MS;
/** A box that is told of less has no reason to keep it. */
const NOTED_MS = 2_500;
/** Wall clock of a box that has none: the day its image was made. */
const NO_CLOCK_MS = Date.UTC(2024, 0, 1);

export class BoxClock {
  readonly hasNtp: boolean;
  readonly hasRtc: boolean;
  readonly #chance: Chance;
  readonly #crystal: number;
  #rate = 1;
  /** Monotonic clock: `#mono` at true time `#since`, then on at `#rate`. */
  #mono = 0;
  #since = 0;
  /** Wall minus monotonic clock. */
  #wallOffset = 0;
  #syncedAt = Number.NEGATIVE_INFINITY;
  /** Battery clock minus true time, and when it was so. */
  #rtcAheadMs: number;
  #rtcSetAt: number;
  readonly #rtcRate: number;
  #isBatteryDead = false;
  /** By how much it was set last, and when. */
  #set = { byMs: 0, at: Number.NEGATIVE_INFINITY };

  constructor(chance: Chance, now: number) {
    this.#rtcSetAt = now;
    this.#chance = chance;
    this.hasNtp = chance.happens(0.6);
    this.hasRtc = chance.happens(0.3);
    this.#crystal = 1 + chance.between(-CRYSTAL_PPM, CRYSTAL_PPM) * 1e-6;
    const local = chance.happens(0.5) ? LOCAL_TIME_MS : 0;
    this.#rtcAheadMs = chance.between(-RTC_ERROR_MS, RTC_ERROR_MS) + local;
    this.#rtcRate = chance.stream('battery').between(-RTC_PPM, RTC_PPM) * 1e-6;
  }

  /** Power comes: the monotonic clock begins again, the wall clock is what the battery kept. */
  powerOn(now: number): void {
    this.#since = now;
    this.#mono = this.#chance.between(1_000, 30_000);
    this.#rate = this.#crystal;
    this.#syncedAt = Number.NEGATIVE_INFINITY;
    if (this.#isBatteryDead) this.#setBattery(now, RTC_RESET_MS - now);
    const look = this.#chance.between(-RTC_LOOK_MS, RTC_LOOK_MS);
    this.#wallOffset = (this.hasRtc ? this.#rtcAt(now) + look : NO_CLOCK_MS) - this.#mono;
  }

  /**
   * Power goes: no system is left for NTP to set, nor a kernel to set the battery clock by it. What that
   * clock was set on so shortly before that the disk has no word of it was not set.
   *
   * @param knownAheadMs by the disk; null where it knows nothing
   */
  powerOff(now: number, knownAheadMs: number | null): void {
    this.#syncedAt = Number.NEGATIVE_INFINITY;
    const { byMs, at } = this.#set;
    const aheadMs = this.#rtcAt(now) - now;
    const noted = knownAheadMs === null || Math.abs(aheadMs - knownAheadMs) <= NOTED_MS;
    if (now - at < SEEN_MS && !noted) this.#setBattery(now, aheadMs - byMs);
  }

  /** From now on the battery clock begins anew at each power cut. */
  batteryDies(): void {
    this.#isBatteryDead = true;
  }

  /** Somebody sets it wrong. */
  missetBattery(now: number, byMs: number): void {
    this.#setBattery(now, this.#rtcAt(now) - now + byMs);
  }

  #setBattery(now: number, aheadMs: number): void {
    this.#set = { byMs: aheadMs - (this.#rtcAt(now) - now), at: now };
    this.#rtcAheadMs = aheadMs;
    this.#rtcSetAt = now;
  }

  #rtcAt(now: number): number {
    return now + this.#rtcAheadMs + (now - this.#rtcSetAt) * this.#rtcRate;
  }

  /** NTP answers: wall clock right, crystal steered; the kernel sets the battery clock by it. */
  synchronise(now: number): void {
    this.#turnTo(now, 1 + this.#chance.between(-STEERED_PPM, STEERED_PPM) * 1e-6);
    const error = this.#chance.between(-NTP_ERROR_MS, NTP_ERROR_MS);
    this.#wallOffset = now + error - this.#mono;
    this.#syncedAt = now;
    this.#setBattery(now, error);
  }

  /** Somebody sets the wall clock; NTP, if it ever set it, is off. */
  jump(now: number, byMs: number): void {
    this.#turnTo(now, this.#crystal);
    this.#wallOffset += byMs;
    this.#syncedAt = Number.NEGATIVE_INFINITY;
  }

  /** A time server lies: the system calls itself synchronised to it. */
  lie(now: number, byMs: number): void {
    if (now - this.#syncedAt >= SYNC_KEPT_MS) return;
    this.#turnTo(now, this.#rate);
    this.#wallOffset += byMs;
    this.missetBattery(now, byMs);
  }

  #turnTo(now: number, rate: number): void {
    this.#mono = this.monoAt(now);
    this.#since = now;
    this.#rate = rate;
  }

  monoAt(now: number): number {
    return this.#mono + (now - this.#since) * this.#rate;
  }

  /** True time at which the monotonic clock will read `mono`, if its rate stays. */
  trueAt(mono: number): number {
    return this.#since + (mono - this.#mono) / this.#rate;
  }

  read(now: number): Reading {
    const monoMs = this.monoAt(now);
    const ntpSynced = now - this.#syncedAt < SYNC_KEPT_MS;
    const wallMs = Math.max(0, Math.round(monoMs + this.#wallOffset));
    const ntpAgeMs = ntpSynced ? now - this.#syncedAt : 0;
    const rtcMs = this.hasRtc ? this.#rtcAt(now) : null;
    return { wallMs, monoMs, ntpSynced, ntpAgeMs, rtcMs };
  }
}
