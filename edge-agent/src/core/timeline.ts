/**
 * Timeline of the box — trục thời gian của cụm.
 *
 * Chooses which airings may compete at all (stopped ones and those whose files are not here may
 * not, so that the next lower one sounds) and keeps what the resolver answers until something it
 * depends on changes, the minutes and sessions that were really sounded among it. Decides nothing about priority:
 * the resolver does.
 */
import { addDays, DAY_MS, type Instant, localDateOf, startOfDay } from '@loaso/shared/time';
import { onAirAt } from '@loaso/shared/timeline/on-air';
import { resolveTimeline, type Stretch } from '@loaso/shared/timeline/resolve';
import { type Airing, isFree } from './airing.js';
import { isHere } from './cache-plan.js';
import { withReturns } from './returns.js';
import type { AgentState, Sound, Timeline } from './state.js';
import { change, nowOf, type Turn } from './turn.js';

/** How far ahead the timeline reaches beyond the end of today. */
const AHEAD_MS = 2 * DAY_MS;
/** Looking from one stretch to the next stops here; a turn has no use for more. */
const LOOKS_MAX = 64;

/** A relay needs no file: without its fallback there is silence where the stream is lost. */
export const filesReady = (state: AgentState, airing: Airing): boolean =>
  airing.relay !== undefined || airing.parts.every(({ sha256 }) => isHere(state.files.get(sha256)));

/** Airings of the plan that touch the days around `now`, whatever their chances. */
export function airingsAround(state: AgentState, now: Instant): Airing[] {
  const from = startOfDay(localDateOf(now));
  return (state.durable.plan?.airings ?? []).filter(
    ({ startAt, endAt }) => endAt > from && startAt < from + DAY_MS + AHEAD_MS,
  );
}

const mayCompete = (state: AgentState, airing: Airing): boolean =>
  !state.durable.stopped.has(airing.playId) &&
  !state.marks.has(airing.playId) &&
  // By a clock that was set back its time may come again, and it keeps silent.
  state.durable.fates.get(airing.playId) !== 'missed' &&
  filesReady(state, airing);

/** Those around now that may sound at all. */
export const competing = (turn: Turn): Airing[] =>
  airingsAround(turn.state, nowOf(turn)).filter((airing) => mayCompete(turn.state, airing));

/** The timeline in force, made anew only when it was dropped, is over, or no longer what was heard. */
export function timelineOf(turn: Turn): Timeline {
  const now = nowOf(turn);
  const { state } = turn;
  if (state.timeline !== null && holds(state, state.timeline, now)) return state.timeline;
  const envelope = state.durable.envelope?.envelope ?? null;
  const { soundedMs, sessions } = state.durable;
  // What sounds now is in no sum yet: it is counted from its start, as the timeline has it.
  const from = Math.min(now, ...spending(state).map(({ startAt }) => startAt)) as Instant;
  const heard = { from, soundedMs, sessions };
  const wishes = withReturns(state, competing(turn), heard);
  const timeline = {
    stretches: resolveTimeline(wishes, envelope, heard),
    validUntil: startOfDay(addDays(localDateOf(now), 1)),
    heard,
  };
  change(turn, { timeline });
  return timeline;
}

/** Sounds under way that will count against the minutes of the day. */
const spending = ({ sounds }: AgentState): Sound[] =>
  sounds.filter(({ stage, airing }) => stage !== 'prepared' && !isFree(airing));

/** False once minutes that it gave to an airing have passed in silence: they are there for others. */
function holds(
  state: AgentState,
  { stretches, validUntil, heard }: Timeline,
  now: Instant,
): boolean {
  const { soundedMs, sessions } = state.durable;
  if (now >= validUntil || heard.soundedMs !== soundedMs || heard.sessions !== sessions)
    return false;
  const passed = now - state.settings.lateAfterMs;
  if (heard.from > passed || spending(state).length > 0) return true;
  return !stretches.some(
    ({ wish, startAt, endAt }) => startAt < passed && endAt > heard.from && !isFree(wish),
  );
}

/** A stretch that has had its record is over for this box, even if the clock says it is not. */
const isOpen = (state: AgentState, stretch: Stretch<Airing>): boolean => {
  const fate = state.durable.fates.get(stretch.wish.playId);
  return fate !== 'completed' && fate !== 'missed';
};

/** What is on air at `now` and what follows, closed airings left out. */
export function stretchesFrom(
  turn: Turn,
  now: Instant,
): { readonly current: Stretch<Airing> | null; readonly next: Stretch<Airing> | null } {
  const { stretches } = timelineOf(turn);
  const first = onAirAt(stretches, now);
  const current =
    first.stretch !== null && isOpen(turn.state, first.stretch) ? first.stretch : null;
  let next = first.next;
  for (let look = 0; next !== null && look < LOOKS_MAX; look += 1) {
    if (isOpen(turn.state, next)) return { current, next };
    next = stretchAfter(stretches, next);
  }
  return { current, next: null };
}

function stretchAfter(
  stretches: readonly Stretch<Airing>[],
  stretch: Stretch<Airing>,
): Stretch<Airing> | null {
  return stretches[stretches.indexOf(stretch) + 1] ?? null;
}
