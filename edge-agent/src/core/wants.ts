/**
 * What should sound — điều nên phát lúc này.
 *
 * Answers for this instant: the play of an urgent message that holds the air, else the stretch of
 * the plan that is on and the one that is near, as far as both are permitted. Orders nothing.
 */
import type { Instant } from '@loaso/shared/time';
import type { Stretch } from '@loaso/shared/timeline/resolve';
import type { Airing } from './airing.js';
import { isResting } from './amplifier.js';
import { ceilingOf, isInForce, permittedEnd } from './permission.js';
import { comeBack, placed } from './returns.js';
import type { CutReason, MissedReason, Want } from './state.js';
import { competing, stretchesFrom } from './timeline.js';
import { change, nowOf, type Turn } from './turn.js';
import { orderWants } from './urgent-air.js';

/** Marking one airing after another as unplayable stops here; the next turn goes on. */
const ROUNDS_MAX = 50;

/** Everything that should sound now or soon; nothing while the box is not able to. */
export function wantsOf(turn: Turn): readonly Want[] {
  const { state, at } = turn;
  const able = state.output.healthy && at.monoMs >= state.outputRetryMonoMs;
  if (!able || state.shuttingDown) return [];
  const ordered = orderWants(turn);
  if (ordered !== null) return ordered;
  // What could not be told of is not sounded; a warning is.
  if (state.journalFault !== null) return [];
  const may = state.clock.trusted && state.durable.plan !== null && !isResting(turn);
  return may ? wantsNow(turn) : [];
}

/** The stretch on air and the one that is near, as far as they are permitted. */
function wantsNow(turn: Turn): Want[] {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const now = nowOf(turn);
    const { current, next } = stretchesFrom(turn, now);
    if (current !== null && givesAnotherTimeline(turn, current)) continue;
    const near = next !== null && next.startAt - now <= turn.state.settings.prepareLeadMs;
    const wants = [
      current === null ? null : wantOf(turn, current, next),
      near ? wantOf(turn, next, null) : null,
    ];
    return wants.filter((want) => want !== null);
  }
  return [];
}

/** True when what is on air has come back to end later, or may not begin: then all is looked at anew. */
function givesAnotherTimeline(turn: Turn, current: Stretch<Airing>): boolean {
  if (comeBack(turn, current, competing)) return true;
  const obstacle = obstacleOf(turn, current, nowOf(turn));
  if (obstacle !== null) markUnplayable(turn, current.wish, obstacle);
  return obstacle !== null;
}

function markUnplayable(turn: Turn, airing: Airing, reason: MissedReason): void {
  const marks = new Map(turn.state.marks).set(airing.playId, reason);
  change(turn, { marks, timeline: null });
}

/** Why the airing on air may not begin now, or null. What sounds already has no obstacle. */
function obstacleOf(turn: Turn, stretch: Stretch<Airing>, now: Instant): MissedReason | null {
  const { state } = turn;
  const airing = stretch.wish;
  const sounding = state.sounds.some(
    (sound) => sound.airing.playId === airing.playId && sound.stage !== 'stopping',
  );
  // Nobody's fault and not for good: the plan may come into force, or another one come.
  if (sounding || !isInForce(state, now)) return null;
  const cutBefore = state.durable.fates.get(airing.playId) === 'pieces';
  const rule = cutBefore ? airing.afterCut : airing.lateStart;
  const late = now - stretch.startAt > state.settings.lateAfterMs;
  if (late && rule === 'skip') return 'too-late';
  const span = { startAt: now, endAt: stretch.endAt };
  const silent = permittedEnd(state, airing, span) <= now;
  return silent || ceilingOf(state, airing, span) === 0 ? 'envelope' : null;
}

function wantOf(turn: Turn, stretch: Stretch<Airing>, next: Stretch<Airing> | null): Want | null {
  const { state } = turn;
  const now = nowOf(turn);
  const airing = placed(stretch);
  const { startAt } = stretch;
  // What this very sound has made so far is not in the sums yet, so they hold from its start.
  const begun = state.sounds.find(
    (sound) => sound.airing.playId === airing.playId && sound.stage !== 'stopping',
  );
  const from = Math.max(startAt, begun?.startAt ?? now) as Instant;
  const span = { startAt: from, endAt: stretch.endAt };
  const endAt = permittedEnd(state, airing, span, Math.max(from, now) as Instant);
  // At a ceiling of nothing there is nothing to hear, and nothing may be reported as played.
  if (endAt <= from || ceilingOf(state, airing, { startAt: from, endAt }) === 0) return null;
  const endReason = endAt >= airing.endAt ? null : cutReason(stretch, endAt, next);
  return { airing, startAt, endAt, endReason };
}

function cutReason(
  stretch: Stretch<Airing>,
  endAt: Instant,
  next: Stretch<Airing> | null,
): CutReason {
  if (endAt < stretch.endAt || next === null || next.startAt > stretch.endAt) return 'envelope';
  return next.wish.priority === 'emergency' ? 'emergency' : 'higher-priority';
}
