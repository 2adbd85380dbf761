/**
 * Envelope, judged from outside — khung phát, xét từ bên ngoài.
 *
 * Compares what was really heard with the envelope that was really signed, in true time. Allows what
 * the clock of the box said it could be wrong by, and nothing else.
 */
import { type Instant, type Interval, type LocalDate, localDateOf } from '@loaso/shared/time';
import {
  boundsOn,
  permittedSpans,
  type SessionBounds,
  type SoundEnvelope,
  volumeCeiling,
} from '@loaso/shared/trust/sound-envelope';
import type { PlanItem } from '@loaso/shared/wire/plan';
import type { Segment } from './segment.js';

/** Output and rounding. */
const SLACK_MS = 150;
/** Sound between the last mark in the journal and a cut, per piece. */
const PIECE_SLACK_MS = 6_000;

/** Silence that ends a session. */
const PAUSE_MS = 15 * 60_000;
/** A sound that was cut counts to its last mark and as long again as marks lie apart. */
const CUT_MS = 125_000;
/** Cut by the power before its beginning was on the disk: no box can know of it, and nobody heard it. */
const UNHEARD_MS = 500;

const at = (ms: number): Instant => Math.round(ms) as Instant;

/** What was wrong with a segment, or null. `reactMs`: how soon a new envelope must be followed. */
export function envelopeFault(
  segment: Segment,
  item: Pick<PlanItem, 'priority'>,
  envelopes: readonly SoundEnvelope[],
  reactMs: number,
): string | null {
  const { startedAt, endedAt, envelopeChangedAt: changedAt } = segment;
  const first = envelopes[segment.envelopeNum - 1] ?? null;
  const before = { startAt: at(startedAt), endAt: at(changedAt ?? endedAt) };
  const fault = spanFault(segment, item, first, before);
  if (fault !== null || changedAt === null) return fault;
  const after = { startAt: at(changedAt + reactMs), endAt: at(endedAt) };
  return spanFault(segment, item, envelopes.at(-1) ?? null, after);
}

function spanFault(
  segment: Segment,
  item: Pick<PlanItem, 'priority'>,
  envelope: SoundEnvelope | null,
  heard: Interval,
): string | null {
  const slack = segment.boundMs + SLACK_MS;
  const span = { startAt: at(heard.startAt + slack), endAt: at(heard.endAt - slack) };
  if (span.endAt <= span.startAt) return null;
  const permitted = permittedSpans(envelope, item.priority, span);
  const covered = permitted.some((one) => one.startAt <= span.startAt && span.endAt <= one.endAt);
  if (!covered) return `outside the hours, ${new Date(heard.startAt).toISOString()}`;
  return loudFault(segment, envelope, item, span);
}

/** Each volume against the ceiling of the stretch in which it was in force, and of no other. */
function loudFault(
  { volumes, boundMs }: Segment,
  envelope: SoundEnvelope | null,
  { priority }: Pick<PlanItem, 'priority'>,
  span: Interval,
): string | null {
  // A border between two hours lies where the clock of the box puts it.
  const slack = boundMs + SLACK_MS;
  for (const [index, { at: since, percent }] of volumes.entries()) {
    const until = volumes[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const from = Math.max(since + slack, span.startAt);
    const last = Math.min(until - slack, span.endAt) - 1;
    if (last < from) continue;
    const ends = [from, last].map((ms) => volumeCeiling(envelope, priority, at(ms)));
    const ceiling = Math.min(...ends);
    if (percent > ceiling) return `volume ${percent} over ${ceiling}`;
  }
  return null;
}

/** Normal and priority sound of the day of `segment`, against the minutes that are permitted. */
export function minutesFault(
  segments: readonly Segment[],
  segment: Segment,
  envelopes: readonly SoundEnvelope[],
): string | null {
  const day: LocalDate = localDateOf(at(segment.startedAt));
  const limits = envelopes.map((one) => boundsOn(one, day).minutesPerDayMax);
  const limitMs = Math.max(...limits) * 60_000;
  if (limitMs >= 1440 * 60_000) return null;
  let sumMs = 0;
  let pieces = 0;
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const one = segments[index];
    if (one === undefined || localDateOf(at(one.startedAt)) !== day) break;
    if (one.item === null || one.item.priority === 'emergency') continue;
    sumMs += one.endedAt - one.startedAt - one.silentMs;
    pieces += 1;
  }
  const over = sumMs - limitMs - pieces * PIECE_SLACK_MS;
  return over > 0 ? `${Math.round(sumMs / 1000)} s of sound on ${day}` : null;
}

/** Sessions of the day of `segment`, the last one heard, against the envelopes it sounded under. */
export function sessionsFault(
  segments: readonly Segment[],
  segment: Segment,
  envelopes: readonly SoundEnvelope[],
): string | null {
  const from = segment.envelopeNum - 1;
  const day = localDateOf(at(segment.startedAt));
  const inForce = envelopes
    .slice(from, segment.envelopeChangedAt === null ? from + 1 : undefined)
    .map((one) => boundsOn(one, day));
  const most = widest(inForce.map(({ sessionsPerDayMax }) => sessionsPerDayMax));
  const minutes = widest(inForce.map(({ minutesPerSessionMax }) => minutesPerSessionMax));
  if (!Number.isFinite(Math.min(most, minutes))) return null;
  const heard = ofTheDay(segments, segment);
  const sessions = parted(heard, (slack) => PAUSE_MS + slack + CUT_MS);
  // A stricter envelope that comes in the middle of a session begins none: that one may go on.
  const begins = sessions.at(-1)?.[0] === segment;
  if (begins && sessions.length > most) return `${sessions.length} sessions in a day of ${most}`;
  const last = parted(heard, (slack) => PAUSE_MS - slack).at(-1) ?? [];
  const sumMs = last.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
  const over = sumMs - minutes * 60_000 - last.length * PIECE_SLACK_MS;
  return over > 0 ? `${Math.round(sumMs / 1000)} s in a session of ${minutes} minutes` : null;
}

const widest = (limits: readonly (number | undefined)[]): number =>
  Math.max(0, ...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY));

/** Normal and priority sound of the same day, in the order of time. */
function ofTheDay(segments: readonly Segment[], segment: Segment): Segment[] {
  const day = localDateOf(at(segment.startedAt));
  return segments.filter(
    ({ item, startedAt, endedAt, begunStored }) =>
      item !== null &&
      item.priority !== 'emergency' &&
      localDateOf(at(startedAt)) === day &&
      (begunStored || endedAt - startedAt >= UNHEARD_MS),
  );
}

/** Parted where it was silent for so long; `slack` is what two clocks may be wrong by. */
function parted(
  heard: readonly Segment[],
  pauseMs: (slack: number) => number,
): readonly Segment[][] {
  const sessions: Segment[][] = [];
  for (const one of heard) {
    const session = sessions.at(-1);
    const last = session?.at(-1);
    const slack = one.boundMs + (last?.boundMs ?? 0) + 2 * SLACK_MS;
    const goesOn = last !== undefined && one.startedAt - last.endedAt < pauseMs(slack);
    if (goesOn) session?.push(one);
    else sessions.push([one]);
  }
  return sessions;
}

/** Where the limits of the day cannot decide, they are none of the timeline's business. */
export function withoutLimits(envelope: SoundEnvelope | null): SoundEnvelope | null {
  if (envelope === null) return null;
  const { exemptions, ...day } = envelope;
  const free = unlimitedDay(day);
  return exemptions === undefined ? free : { ...free, exemptions: exemptions.map(unlimitedDay) };
}

function unlimitedDay<T extends SessionBounds>(day: T) {
  const { sessionsPerDayMax: _number, minutesPerSessionMax: _length, ...rest } = day;
  return { ...rest, minutesPerDayMax: 1440 };
}
