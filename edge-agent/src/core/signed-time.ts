/**
 * Signed time — giờ có chữ ký.
 *
 * Four time stamps over the line: what an answer of the server makes of the clock, beside what the box
 * knows already. An answer to no question is none.
 */
import type { TimeReply, TimeRequest } from '@loaso/shared/wire/clock';
import { type Clock, clockState, ntpErrorMs } from './clock.js';
import { DISAGREE_MS, DRIFT_PER_MS, FLOOR_TOLERANCE_MS, FRESH_MS } from './clock-limits.js';
import type { Reading } from './event.js';
import { bestSample, type Sample, withSample } from './time-sample.js';

/** A time answer slower than this says too little. */
const ROUND_TRIP_MS_MAX = 10_000;
const PENDING_MAX = 4;

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
