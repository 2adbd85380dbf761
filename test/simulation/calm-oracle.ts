/**
 * Calm oracle — đối chiếu trong lúc yên.
 *
 * While nothing disturbs a box (power, clock, plan, files, output), what it sounds must be exactly
 * what the timeline of its plan says: all of it, and nothing else. Worked out from the plan that the
 * server signed and the files that are really on the disk, not from what the box believes.
 */
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';
import { resolveTimeline, type Stretch } from '@loaso/shared/timeline/resolve';
import {
  everBoundsSessions,
  limitedMinutes,
  type SoundEnvelope,
} from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import { isHere } from '#edge-agent/core/cache-plan';
import type { AgentEvent } from '#edge-agent/core/event';
import type { AgentState } from '#edge-agent/core/state';
import { sessionsHeard } from '../support/sessions-heard.js';
import type { Held } from './archive.js';
import type { Box } from './box.js';
import { withoutLimits } from './envelope-truth.js';
import type { Segment } from './segment.js';
import type { World } from './world.js';

/** After a disturbance a box may need so long to be its old self. */
const SETTLE_MS = 45_000;
/** And what happens this soon before one cannot be judged. */
const EDGE_MS = 1_500;
/** A step of the clock above this is a disturbance. */
const STEP_MS = 40;
/** Shorter stretches are not worth a click. */
const SHORT_MS = 1_000;
const OUTPUT_ERROR_MS = 150;
/** What a sound that was cut may count for, beyond what was heard of it: as often as it is marked. */
const CUT_MS = 125_000;
/** Silence that ends a session. */
const PAUSE_MS = 15 * 60_000;

export class CalmOracle {
  readonly #world: World;
  readonly #box: Box;
  readonly #held: Held;
  readonly #segments: readonly Segment[];
  /** True time since when nothing has disturbed it; null while it is not fit to play. */
  #calmSince: number | null = null;

  constructor(world: World, box: Box, held: Held, segments: readonly Segment[]) {
    this.#world = world;
    this.#box = box;
    this.#held = held;
    this.#segments = segments;
  }

  watches(before: AgentState, after: AgentState, event: AgentEvent): void {
    const fit = isFit(after);
    if (this.#calmSince === null) {
      if (fit) this.#calmSince = this.#world.now;
      return;
    }
    if (!fit || isDisturbance(before, after, event)) this.#judge(before, fit);
  }

  /** Something outside the core's sight has changed. */
  disturbed(fit: boolean): void {
    const state = this.#box.state;
    if (this.#calmSince === null || state === null) return;
    this.#judge(state, fit && isFit(state));
  }

  /** The end of the run. */
  conclude(): void {
    this.disturbed(false);
  }

  #judge(state: AgentState, fit: boolean): void {
    const since = this.#calmSince ?? this.#world.now;
    this.#calmSince = fit ? this.#world.now : null;
    const plan = this.#held.signed.get(state.durable.mark?.hash ?? '');
    const boundMs = this.#box.witness.boundOf(state);
    const to = this.#world.now - EDGE_MS - boundMs;
    if (plan === undefined || to - since <= SETTLE_MS) return;
    const wishes = this.#wishes(plan, state, { since, to });
    const from = settledAt(wishes, since + SETTLE_MS + boundMs);
    if (from >= to) return;
    const envelope = this.#held.envelopes[state.durable.envelopeNum - 1] ?? null;
    const stretches = resolveTimeline(wishes, withoutLimits(envelope)).filter(
      (one) => one.startAt < plan.exp,
    );
    const day = { stretches, segments: this.#segments, from };
    if (isTight(day, envelope) || sessionsMayDecide(day, envelope)) return;
    for (const stretch of stretches) this.#expect(stretch, { from, to });
    this.#refuseOthers(stretches, { from, to });
  }

  #wishes(plan: Plan, state: AgentState, span: { since: number; to: number }): PlanItem[] {
    const from = startOfDay(localDateOf(span.since as Instant));
    const until = startOfDay(addDays(localDateOf(span.to as Instant), 1));
    return plan.items.filter(
      (item) =>
        item.startAt + item.durationMs > from &&
        item.startAt < until &&
        (item.relay !== undefined ||
          item.parts.every(({ sha256 }) => isHere(state.files.get(sha256)))) &&
        !state.durable.stopped.has(`${item.entryId}.${plan.dev}.${item.startAt}` as never),
    );
  }

  #expect(stretch: Stretch<PlanItem>, { from, to }: { from: number; to: number }): void {
    const { startAt, endAt, wish } = stretch;
    if (startAt < from || startAt > to - SHORT_MS || endAt - startAt < SHORT_MS) return;
    const playId = `${wish.entryId}.${this.#box.id}.${wish.startAt}`;
    const heard = this.#segments.some((segment) => {
      if (segment.order.playId !== playId) return false;
      const slack = segment.boundMs + OUTPUT_ERROR_MS;
      const ends = endAt > to || Math.abs(segment.endedAt - endAt) <= slack;
      return ends && Math.abs(segment.startedAt - startAt) <= slack;
    });
    const sounding = this.#box.output.sounding;
    if (heard || (endAt > to && sounding?.order.playId === playId)) return;
    const when = new Date(startAt).toISOString();
    const detail = `${playId} from ${when} for ${endAt - startAt} ms`;
    this.#box.witness.violate('missedWhenCached', detail, startAt);
  }

  #refuseOthers(stretches: readonly Stretch<PlanItem>[], span: { from: number; to: number }): void {
    for (let index = this.#segments.length - 1; index >= 0; index -= 1) {
      const segment = this.#segments[index];
      if (segment === undefined || segment.startedAt < span.from) return;
      if (segment.startedAt > span.to || segment.item === null) continue;
      const wanted = stretches.some(
        ({ wish, startAt, endAt }) =>
          wish.entryId === segment.item?.entryId &&
          wish.startAt === segment.item.startAt &&
          startAt - segment.boundMs - OUTPUT_ERROR_MS <= segment.startedAt &&
          segment.startedAt < endAt,
      );
      if (!wanted) this.#box.witness.violate('unwantedSound', segment.order.playId);
    }
  }
}

/** Asked at each event: the state is read, never copied. */
function isFit(state: AgentState): boolean {
  const { clock, output, journalFault, shuttingDown, durable, holder } = state;
  const able = clock.trusted && output.healthy && journalFault === null && !shuttingDown;
  return able && durable.plan !== null && holder === null;
}

function isDisturbance(before: AgentState, after: AgentState, event: AgentEvent): boolean {
  const [old, next] = [before.durable, after.durable];
  return (
    old.plan !== next.plan ||
    old.envelope !== next.envelope ||
    old.stopped !== next.stopped ||
    before.readyCount !== after.readyCount ||
    before.output !== after.output ||
    Math.abs(before.clock.offsetMs - after.clock.offsetMs) > STEP_MS ||
    event.type === 'file-failed' ||
    (event.type === 'sound-ended' &&
      event.how !== 'finished' &&
      event.how !== 'limit' &&
      event.how !== 'stopped')
  );
}

/** From when on no airing began before it: what began earlier may have a history. */
function settledAt(wishes: readonly PlanItem[], from: number): number {
  const byStart = [...wishes].sort((a, b) => a.startAt - b.startAt);
  let settled = from;
  for (const { startAt, durationMs } of byStart) {
    if (startAt < settled) settled = Math.max(settled, startAt + durationMs);
  }
  return settled;
}

type Day = {
  readonly stretches: readonly Stretch<PlanItem>[];
  readonly segments: readonly Segment[];
  readonly from: number;
};

/**
 * The minutes of the day may decide: what was heard before `from`, and what is planned from then on.
 * What was planned before and not heard has spent none, so a day after a morning without power is
 * judged like any other.
 */
function isTight({ stretches, segments, from }: Day, envelope: SoundEnvelope | null): boolean {
  const minutesOf = limitedMinutes(envelope);
  if (minutesOf === null) return false;
  const days = new Map<string, number>();
  const count = (at: number, ms: number): void => {
    const day = localDateOf(Math.round(at) as Instant);
    days.set(day, (days.get(day) ?? 0) + ms);
  };
  for (const { startAt, endAt, wish } of stretches) {
    if (endAt > from && wish.priority !== 'emergency') count(startAt, endAt - startAt);
  }
  for (const { startedAt, endedAt, item } of segments) {
    if (startedAt < from || item === null) count(startedAt, endedAt - startedAt + CUT_MS);
  }
  return [...days].some(([day, sumMs]) => sumMs > minutesOf(day as LocalDate) * 60_000);
}

/** The same of its sessions, counted as long and as many as they may have been. */
function sessionsMayDecide(
  { stretches, segments, from }: Day,
  envelope: SoundEnvelope | null,
): boolean {
  if (envelope === null || !everBoundsSessions(envelope)) return false;
  // Strictly of all its days at once: then fewer are judged, and none wrongly.
  const days = [envelope, ...(envelope.exemptions ?? [])];
  const most = Math.min(...days.map(({ sessionsPerDayMax = 96 }) => sessionsPerDayMax));
  const minutes = Math.min(...days.map(({ minutesPerSessionMax = 1440 }) => minutesPerSessionMax));
  const planned = stretches.filter(({ endAt }) => endAt > from);
  const heard = segments
    .filter(({ startedAt, item }) => startedAt < from && item !== null)
    .map(({ startedAt, endedAt }) => ({ startAt: startedAt, endAt: endedAt + CUT_MS }));
  const all = [...planned, ...heard];
  const many = [...sessionsHeard(all, PAUSE_MS - CUT_MS).values()].map(({ length }) => length);
  const long = [...sessionsHeard(all, PAUSE_MS + CUT_MS).values()].flat();
  return Math.max(0, ...many) > most || Math.max(0, ...long) > minutes * 60_000;
}
