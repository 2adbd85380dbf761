/**
 * Clock of the box — đồng hồ của cụm.
 *
 * What time it is, how sure that is, and whether scheduled sound may rely on it. Sources in order:
 * NTP of the system, signed server time by four time stamps, an anchor kept since this system start,
 * a battery clock; below them only the newest signed time ever seen, which is a floor and no clock.
 * Everything is `time = monotonic + offset`, so a jump of the wall clock alone moves nothing.
 */
import type { Instant } from '@loaso/shared/time';
import type { ClockState, TimeReply, TimeRequest } from '@loaso/shared/wire/clock';
import type { Reading } from './event.js';
import type { Anchor } from './journal-entry.js';
import { bestSample, type Sample, withSample } from './time-sample.js';

/** A wall clock this far above the floor is not believed: no plan lives so long. */
const FLOOR_AHEAD_MS_MAX = 35 * 86_400_000;
/** Clocks of server and NTP may differ by this much without anybody lying. */
const FLOOR_TOLERANCE_MS = 10_000;
/** NTP that is further than this from the signed time is the one that lies. */
const DISAGREE_MS = 5_000;
/** NTP alone may move a battery clock, or the first reckoning after a power cut, by this much. */
const UNSURE_STEP_MS_MAX = 10 * 60_000;
/** Error believed of a system at the moment at which NTP has set it. */
const NTP_ERROR_MS = 100;
/** Worst crystal expected: 100 ppm. */
const DRIFT_PER_MS = 100e-6;
/** Without fresh word for this long a locked clock is called holdover. */
const FRESH_MS = 2 * 3_600_000;
/** A time answer slower than this says too little. */
const ROUND_TRIP_MS_MAX = 10_000;
const PENDING_MAX = 4;

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
};

export const timeAt = (clock: Clock, monoMs: number): Instant =>
  Math.max(0, Math.round(monoMs + clock.offsetMs)) as Instant;

export const monoAt = (clock: Clock, at: number): number => at - clock.offsetMs;

const plausible = (timeMs: number, floorMs: number): boolean =>
  timeMs >= floorMs - FLOOR_TOLERANCE_MS &&
  (floorMs === 0 || timeMs <= floorMs + FLOOR_AHEAD_MS_MAX);

/** The clock at the start of the agent: an anchor of the same system start still holds. */
export function clockAtBoot(
  anchor: Anchor | null,
  systemBootId: string,
  floorMs: number,
  at: Reading,
): Clock {
  if (anchor === null || anchor.systemBootId !== systemBootId || anchor.monoMs > at.monoMs) {
    return advance({ ...initialClock, setMonoMs: at.monoMs }, floorMs, at);
  }
  const kept: Clock = {
    ...initialClock,
    source: anchor.source,
    offsetMs: anchor.timeMs - anchor.monoMs,
    errorMs: anchor.errorMs,
    setMonoMs: anchor.monoMs,
    trusted: true,
    trustedMonoMs: at.monoMs,
  };
  return advance(kept, floorMs, at);
}

/** Looks at both clocks again; the same object when nothing has changed. */
export function advance(clock: Clock, floorMs: number, at: Reading): Clock {
  if (at.ntpSynced && plausible(at.wallMs, floorMs)) return byNtp(clock, floorMs, at);
  // The battery clock is read once: from then on a wall clock that moves was moved by somebody.
  if (clock.trusted) return clock;
  if (at.rtc && plausible(at.wallMs, floorMs)) {
    const offsetMs = at.wallMs - at.monoMs;
    return set(clock, { source: 'rtc', offsetMs, errorMs: null, setMonoMs: at.monoMs }, at);
  }
  return atFloor(clock, floorMs, at);
}

function byNtp(clock: Clock, floorMs: number, at: Reading): Clock {
  const offsetMs = at.wallMs - at.monoMs;
  const setMonoMs = at.monoMs - (at.ntpAgeMs ?? 0);
  if (isSurerThanNtp(clock, setMonoMs, at)) return clock;
  if (mayBelieve(clock, { offsetMs, floorMs }, at)) {
    const errorMs = ntpErrorMs(bestSample(clock.samples, at.monoMs), offsetMs);
    return set(clock, { source: 'ntp', offsetMs, errorMs, setMonoMs }, at);
  }
  const doubted = clock.disagrees ? clock : { ...clock, disagrees: true };
  return clock.trusted ? doubted : atFloor(doubted, floorMs, at);
}

/** NTP was last heard so long ago that what is kept since knows better. */
function isSurerThanNtp(clock: Clock, ntpMonoMs: number, at: Reading): boolean {
  const ageMs = at.monoMs - ntpMonoMs;
  if (ageMs <= FRESH_MS || !clock.trusted || clock.source === 'ntp') return false;
  const { errorMs } = clockState(clock, at.monoMs);
  return errorMs !== null && errorMs <= NTP_ERROR_MS + ageMs * DRIFT_PER_MS;
}

/** Wider where signed time says that NTP is further off than it would be, and not yet that it lies. */
function ntpErrorMs(signed: Sample | null, offsetMs: number): number {
  if (signed === null) return NTP_ERROR_MS;
  const apartMs = Math.abs(signed.offsetMs - offsetMs);
  const halfMs = signed.roundTripMs / 2;
  return apartMs - halfMs <= NTP_ERROR_MS ? NTP_ERROR_MS : Math.ceil(apartMs + halfMs);
}

/**
 * NTP against what is known better: signed time, else the clock that is kept already. A step beyond
 * the error which that clock admits needs signed time; else one lie would mute a week of airings.
 */
function mayBelieve(
  clock: Clock,
  { offsetMs, floorMs }: { readonly offsetMs: number; readonly floorMs: number },
  at: Reading,
): boolean {
  const best = bestSample(clock.samples, at.monoMs);
  if (best !== null) return Math.abs(best.offsetMs - offsetMs) <= DISAGREE_MS;
  if (!clock.trusted) return mayBelieveFirst(clock, floorMs, at);
  const { errorMs } = clockState(clock, at.monoMs);
  const stepMs = errorMs === null ? UNSURE_STEP_MS_MAX : Math.max(DISAGREE_MS, errorMs);
  return Math.abs(clock.offsetMs - offsetMs) <= stepMs;
}

/**
 * After a power cut nothing is known but the floor, and whoever owns the network may be the one who
 * answers for NTP: beyond ten minutes above the floor it needs a battery clock or signed time. Time
 * has passed on top of the floor since, so below that sum no clock is right either.
 */
function mayBelieveFirst(clock: Clock, floorMs: number, at: Reading): boolean {
  if (floorMs === 0 || at.rtc) return true;
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
  if (same && to.setMonoMs - clock.setMonoMs < FRESH_MS / 2) return clock;
  return {
    ...clock,
    ...to,
    offsetMs: same ? clock.offsetMs : to.offsetMs,
    trusted: true,
    trustedMonoMs: clock.trustedMonoMs ?? at.monoMs,
    disagrees: false,
  };
}

/** Remembers a request that is about to be sent; the oldest unanswered are forgotten. */
export const withRequest = (clock: Clock, request: TimeRequest): Clock => ({
  ...clock,
  pending: [...clock.pending, request].slice(-PENDING_MAX),
});

export type TimeRefusal = 'unasked' | 'too-slow' | 'before-floor';

/** Takes a signed answer; a refusal when it answers nothing that was asked. */
export function withReply(
  clock: Clock,
  reply: TimeReply,
  floorMs: number,
  at: Reading,
): Clock | TimeRefusal {
  const asked = clock.pending.some(({ nonce, t0 }) => nonce === reply.nonce && t0 === reply.t0);
  if (!asked) return 'unasked';
  const roundTripMs = at.monoMs - reply.t0 - (reply.t2 - reply.t1);
  if (roundTripMs < 0 || roundTripMs > ROUND_TRIP_MS_MAX) return 'too-slow';
  if (reply.t2 < floorMs - FLOOR_TOLERANCE_MS) return 'before-floor';
  const sample = {
    roundTripMs,
    monoMs: at.monoMs,
    offsetMs: reply.t2 + roundTripMs / 2 - at.monoMs,
  };
  const samples = withSample(clock.samples, sample);
  const pending = clock.pending.filter(({ nonce }) => nonce !== reply.nonce);
  const known = { ...clock, samples, pending };
  const best = bestSample(samples, at.monoMs) ?? sample;
  if (ntpHolds(clock, best, at.monoMs)) return withWord(known, best);
  if (isSurer(clock, best, at.monoMs)) return known;
  return {
    ...known,
    source: 'server',
    offsetMs: best.offsetMs,
    errorMs: Math.ceil(best.roundTripMs / 2),
    setMonoMs: best.monoMs,
    trusted: true,
    trustedMonoMs: clock.trustedMonoMs ?? at.monoMs,
    disagrees: clock.source === 'ntp' && !isExplained(clock, best, at.monoMs),
  };
}

/** Heard not long ago, or surer all the same, and not further from signed time than honest clocks are. */
function ntpHolds(clock: Clock, signed: Sample, monoMs: number): boolean {
  if (!clock.trusted || clock.source !== 'ntp') return false;
  if (Math.abs(signed.offsetMs - clock.offsetMs) > DISAGREE_MS) return false;
  const { errorMs } = clockState(clock, monoMs);
  const fresh = monoMs - clock.setMonoMs <= FRESH_MS;
  return fresh || (errorMs ?? 0) < signed.roundTripMs / 2;
}

/** NTP as signed time has it. */
function withWord(clock: Clock, signed: Sample): Clock {
  const errorMs = Math.max(clock.errorMs ?? 0, ntpErrorMs(signed, clock.offsetMs));
  return errorMs === clock.errorMs ? clock : { ...clock, errorMs };
}

/** The crystal alone may have brought NTP so far from signed time since it was last heard. */
function isExplained(clock: Clock, { offsetMs }: Sample, monoMs: number): boolean {
  const { errorMs } = clockState(clock, monoMs);
  return Math.abs(clock.offsetMs - offsetMs) <= Math.max(DISAGREE_MS, errorMs ?? 0);
}

/** A clock kept from before may know better than the first slow answer after a start. */
function isSurer(clock: Clock, sample: Sample, monoMs: number): boolean {
  const { errorMs } = clockState(clock, monoMs);
  if (clock.source !== 'server' || errorMs === null) return false;
  const sampleErrorMs = sample.roundTripMs / 2 + (monoMs - sample.monoMs) * DRIFT_PER_MS;
  const agree = Math.abs(clock.offsetMs - sample.offsetMs) <= errorMs + sampleErrorMs;
  return agree && errorMs < sampleErrorMs;
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
      }
    : null;
