/**
 * Clock of the box — đồng hồ của cụm.
 *
 * What time it is, how sure that is, and whether scheduled sound may rely on it. Sources in order:
 * NTP of the system, signed server time by four time stamps, an anchor kept since this system start,
 * a battery clock that was found right, also where an NTP agrees with it for which nobody else vouches;
 * below them only the newest signed time ever seen, which is a floor and no clock. Everything is `time =
 * monotonic + offset`, so a jump of the wall clock alone moves nothing. What may be off by more than five
 * minutes is trusted no longer.
 */
import type { Instant } from '@loaso/shared/time';
import type { ClockState, TimeRequest } from '@loaso/shared/wire/clock';
import { type KnownTime, timeByBattery } from './battery-clock.js';
import {
  DISAGREE_MS,
  DRIFT_PER_MS,
  ERROR_MS_MAX,
  FLOOR_TOLERANCE_MS,
  FRESH_MS,
  plausible,
  UNSURE_STEP_MS_MAX,
} from './clock-limits.js';
import type { Reading } from './event.js';
import type { Anchor } from './journal-entry.js';
import { bestSample, type Sample } from './time-sample.js';

/** Error believed of a system at the moment at which NTP has set it, where NTP does not tell it. */
const NTP_ERROR_MS = 100;

/** A stated error that would fall by less is left as it is. */
const RENEW_MS = 50;

export type Clock = {
  readonly source: ClockState['source'];
  /** Time minus monotonic clock, milliseconds. */
  readonly offsetMs: number;
  /** Error when last set; null where nothing bounds it. */
  readonly errorMs: number | null;
  /** When it was last set, monotonic. */
  readonly setMonoMs: number;
  readonly trusted: boolean;
  /** When it became trusted in this start, monotonic; null before. */
  readonly trustedMonoMs: number | null;
  readonly samples: readonly Sample[];
  readonly pending: readonly TimeRequest[];
  readonly disagrees: boolean;
  /** Battery minus monotonic clock when it was first seen in this start, or last held against a known time. */
  readonly rtcOffsetMs: number | null;
};

export const initialClock: Clock = {
  source: 'none',
  offsetMs: 0,
  errorMs: null,
  setMonoMs: 0,
  trusted: false,
  trustedMonoMs: null,
  samples: [],
  pending: [],
  disagrees: false,
  rtcOffsetMs: null,
};

export const timeAt = (clock: Clock, monoMs: number): Instant =>
  Math.max(0, Math.round(monoMs + clock.offsetMs)) as Instant;

export const monoAt = (clock: Clock, at: number): number => at - clock.offsetMs;

/** The clock at the start of the agent: an anchor of the same system start still holds. */
export function clockAtBoot(
  anchor: Anchor | null,
  systemBootId: string,
  known: KnownTime,
  at: Reading,
): Clock {
  const fresh: Clock = { ...initialClock, setMonoMs: at.monoMs };
  const ofThisSystem = anchor?.systemBootId === systemBootId && anchor.monoMs <= at.monoMs;
  // One without an error is of a battery clock that was held against nothing.
  if (anchor === null || !ofThisSystem || anchor.errorMs === null) return advance(fresh, known, at);
  const kept: Clock = {
    ...initialClock,
    source: anchor.source,
    offsetMs: anchor.timeMs - anchor.monoMs,
    errorMs: anchor.errorMs,
    setMonoMs: anchor.monoMs,
    trusted: true,
    trustedMonoMs: at.monoMs,
    rtcOffsetMs: anchor.rtcOffsetMs ?? null,
  };
  return advance(kept, known, at);
}

/** Looks at all clocks again; the same object when nothing has changed. */
export function advance(clock: Clock, known: KnownTime, at: Reading): Clock {
  const next = looked(withBattery(clock, at), known, at);
  const { errorMs } = clockState(next, at.monoMs);
  return next.trusted && (errorMs ?? 0) > ERROR_MS_MAX ? doubted(next) : next;
}

const withBattery = (clock: Clock, { rtcMs, monoMs }: Reading): Clock =>
  clock.rtcOffsetMs !== null || rtcMs === null ? clock : { ...clock, rtcOffsetMs: rtcMs - monoMs };

/** The time by the battery clock, which is read once: it goes on by the crystal of the box. */
const byBattery = ({ rtcOffsetMs }: Clock, known: KnownTime, monoMs: number) =>
  timeByBattery(rtcOffsetMs === null ? null : monoMs + rtcOffsetMs, known);

function looked(clock: Clock, known: KnownTime, at: Reading): Clock {
  if (at.ntpSynced && plausible(at.wallMs, known.floorMs)) return byNtp(clock, known, at);
  if (clock.trusted) return clock;
  const battery = byBattery(clock, known, at.monoMs);
  if (battery === null) return atFloor(clock, known.floorMs, at);
  const { timeMs, errorMs } = battery;
  const offsetMs = timeMs - at.monoMs;
  return set(clock, { source: 'rtc', offsetMs, errorMs, setMonoMs: at.monoMs }, at);
}

/** The best guess there is, by which nothing sounds. */
const doubted = (clock: Clock): Clock => ({
  ...clock,
  source: 'floor',
  errorMs: null,
  trusted: false,
  trustedMonoMs: null,
});

function byNtp(clock: Clock, known: KnownTime, at: Reading): Clock {
  const offsetMs = at.wallMs - at.monoMs;
  const setMonoMs = at.monoMs - (at.ntpAgeMs ?? 0);
  if (isSurerThanNtp(clock, setMonoMs, at)) return clock;
  const battery = batteryWord(clock, known, at);
  if (battery !== null) return besideBattery(clock, battery, known, at);
  if (mayBelieve(clock, known, at)) {
    const told = at.ntpErrorMs ?? NTP_ERROR_MS;
    const errorMs = ntpErrorMs(bestSample(clock.samples, at.monoMs), offsetMs, told);
    return set(clock, { source: 'ntp', offsetMs, errorMs, setMonoMs }, at);
  }
  const apart = apartOf(clock);
  return clock.trusted ? apart : atFloor(apart, known.floorMs, at);
}

const apartOf = (clock: Clock): Clock => (clock.disagrees ? clock : { ...clock, disagrees: true });

type Word = { readonly offsetMs: number; readonly errorMs: number };

/** What is known by the battery clock alone; null where somebody else has told the time, or nothing is. */
function batteryWord(clock: Clock, known: KnownTime, at: Reading): Word | null {
  if (clock.trusted) {
    const { source, offsetMs } = clock;
    const errorMs = clockState(clock, at.monoMs).errorMs ?? 0;
    return source === 'rtc' ? { offsetMs, errorMs } : null;
  }
  const battery = byBattery(clock, known, at.monoMs);
  return battery && { offsetMs: battery.timeMs - at.monoMs, errorMs: battery.errorMs };
}

/**
 * NTP tells more exactly what a battery clock vouches for, and is worth no more than that: whoever answers
 * for NTP may have set the battery clock by it, before this start. So the error is that of the battery
 * clock and what lies between them; too much of it, and nobody knows which of the two is wrong.
 */
function besideBattery(clock: Clock, battery: Word, known: KnownTime, at: Reading): Clock {
  const offsetMs = at.wallMs - at.monoMs;
  const apartMs = Math.abs(battery.offsetMs - offsetMs);
  const errorMs = Math.ceil(battery.errorMs + apartMs);
  if (errorMs <= ERROR_MS_MAX) {
    const steady = clock.trusted && apartMs <= (at.ntpErrorMs ?? NTP_ERROR_MS);
    return steady
      ? clock
      : set(clock, { source: 'rtc', offsetMs, errorMs, setMonoMs: at.monoMs }, at);
  }
  const apart = apartOf(clock);
  const neither = clock.trusted ? { ...doubted(apart), offsetMs: -at.monoMs } : apart;
  return atFloor(neither, known.floorMs, at);
}

/** NTP was last heard so long ago that what is kept since knows better. */
function isSurerThanNtp(clock: Clock, ntpMonoMs: number, at: Reading): boolean {
  const ageMs = at.monoMs - ntpMonoMs;
  if (ageMs <= FRESH_MS || !clock.trusted || clock.source === 'ntp') return false;
  const { errorMs } = clockState(clock, at.monoMs);
  return errorMs !== null && errorMs <= (at.ntpErrorMs ?? NTP_ERROR_MS) + ageMs * DRIFT_PER_MS;
}

/** Wider where signed time says that NTP is further off than it would be, and not yet that it lies. */
export function ntpErrorMs(signed: Sample | null, offsetMs: number, toldMs = NTP_ERROR_MS): number {
  if (signed === null) return toldMs;
  const apartMs = Math.abs(signed.offsetMs - offsetMs);
  const halfMs = signed.roundTripMs / 2;
  return apartMs - halfMs <= toldMs ? toldMs : Math.ceil(apartMs + halfMs);
}

/**
 * NTP against what is known better: signed time, else the clock that is kept already. A step beyond
 * the error which that clock admits needs signed time; else one lie would mute a week of airings.
 */
function mayBelieve(clock: Clock, known: KnownTime, at: Reading): boolean {
  const offsetMs = at.wallMs - at.monoMs;
  const best = bestSample(clock.samples, at.monoMs);
  if (best !== null) return Math.abs(best.offsetMs - offsetMs) <= DISAGREE_MS;
  if (!clock.trusted) return mayBelieveFirst(clock, known, at);
  const { errorMs } = clockState(clock, at.monoMs);
  return Math.abs(clock.offsetMs - offsetMs) <= Math.max(DISAGREE_MS, errorMs ?? 0);
}

/**
 * After a power cut nothing is known but the floor, and whoever owns the network may be the one who
 * answers for NTP: beyond ten minutes above the floor it needs signed time. Time has passed on top of the
 * floor since, so below that sum no clock is right either.
 */
function mayBelieveFirst(clock: Clock, { floorMs }: KnownTime, at: Reading): boolean {
  if (floorMs === 0) return true;
  const knownMs = Math.max(floorMs, at.monoMs + clock.offsetMs);
  const slackMs = FLOOR_TOLERANCE_MS + Math.max(0, at.monoMs - clock.setMonoMs) * DRIFT_PER_MS;
  return at.wallMs >= knownMs - slackMs && at.wallMs <= knownMs + UNSURE_STEP_MS_MAX;
}

/** The floor only ever rises, and time passes on top of it. */
function atFloor(clock: Clock, floorMs: number, at: Reading): Clock {
  if (floorMs === 0 || at.monoMs + clock.offsetMs >= floorMs) return clock;
  return {
    ...clock,
    source: 'floor',
    offsetMs: floorMs - at.monoMs,
    errorMs: null,
    setMonoMs: at.monoMs,
  };
}

type Setting = Pick<Clock, 'source' | 'offsetMs' | 'errorMs' | 'setMonoMs'>;

function set(clock: Clock, to: Setting, at: Reading): Clock {
  // Wall clocks are read in whole milliseconds: less than that is no change.
  const steady = clock.trusted && clock.source === to.source;
  const same = steady && Math.abs(clock.offsetMs - to.offsetMs) < 2;
  if (same && !isRenewed(clock, to)) return clock;
  return {
    ...clock,
    ...to,
    offsetMs: same ? clock.offsetMs : to.offsetMs,
    trusted: true,
    trustedMonoMs: clock.trustedMonoMs ?? at.monoMs,
    disagrees: false,
  };
}

/** So much surer than it has become that it is worth a change. */
function isRenewed(clock: Clock, to: Setting): boolean {
  const sinceMs = to.setMonoMs - clock.setMonoMs;
  const grownMs = (clock.errorMs ?? 0) + sinceMs * DRIFT_PER_MS;
  return sinceMs >= FRESH_MS / 2 || grownMs - (to.errorMs ?? 0) >= RENEW_MS;
}

/** The words that go into every record and status. */
export function clockState(clock: Clock, monoMs: number): ClockState {
  if (!clock.trusted) {
    const known = clock.source === 'floor';
    return { trust: known ? 'coarse' : 'unknown', source: known ? 'floor' : 'none', errorMs: null };
  }
  const ageMs = Math.max(0, monoMs - clock.setMonoMs);
  const fresh = ageMs <= FRESH_MS && clock.source !== 'rtc';
  return {
    trust: fresh ? 'locked' : 'holdover',
    source: clock.source,
    errorMs: clock.errorMs === null ? null : Math.ceil(clock.errorMs + ageMs * DRIFT_PER_MS),
  };
}

/** What to keep so that a restart of the agent alone does not lose the time. */
export const anchorOf = (clock: Clock, systemBootId: string): Anchor | null =>
  clock.trusted
    ? {
        systemBootId,
        monoMs: clock.setMonoMs,
        timeMs: clock.setMonoMs + clock.offsetMs,
        errorMs: clock.errorMs,
        source: clock.source,
        ...(clock.rtcOffsetMs !== null && { rtcOffsetMs: clock.rtcOffsetMs }),
      }
    : null;
