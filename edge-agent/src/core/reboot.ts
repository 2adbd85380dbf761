/**
 * Restart of the board — khởi động lại cả hộp.
 *
 * Never while something sounds, is near, or is a warning; only so often a day, so that nobody keeps a
 * box from its airings with it. The order is in the journal before it is carried out: what came of it
 * is told by the next start of the system, or by this one when none came.
 */
import { DAY_MS, type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { Reboot } from './answers.js';
import type { AgentEvent } from './event.js';
import { tell, tellRefusal } from './results.js';
import type { AgentState } from './state.js';
import { stretchesFrom } from './timeline.js';
import { nowOf, remember, type Turn } from './turn.js';

const A_DAY_MAX = 3;
/** A slow board with a disk to be looked through is back by then. */
const CLEAR_AHEAD_MS = 5 * MINUTE_MS;
/** A system that was asked to end and still runs will not. */
const WITHIN_MS = 3 * MINUTE_MS;
/** Steps of an update in which a start of the board would be taken for a fault of the release. */
const UPDATING: readonly string[] = ['staged', 'on-trial'];

export function orderReboot(turn: Turn, id: string): void {
  const obstacle = engagedOf(turn.state) ?? onAirOf(turn) ?? tooOften(turn);
  if (obstacle !== null) {
    tellRefusal(turn, id, obstacle);
    return;
  }
  const { boot } = turn.state;
  const systemBootId = boot?.systemBootId ?? '';
  const { monoMs } = turn.at;
  remember(turn, { k: 'reboot', id, at: nowOf(turn), monoMs, systemBootId, told: false });
  turn.afterStored.push({ type: 'reboot', id, why: 'a restart of the board was ordered' });
}

function engagedOf({ shuttingDown, holder, durable, update, boot }: AgentState): string | null {
  if (shuttingDown) return 'shutting-down';
  if (durable.answers.reboots.some((one) => isOpen(one) && one.systemBootId === boot?.systemBootId))
    return 'shutting-down';
  if (holder !== null || durable.orders.live.size > 0) return 'urgent-held';
  return UPDATING.includes(update?.last?.step ?? '') ? 'updating' : null;
}

const isOpen = ({ told }: Reboot): boolean => !told;

function onAirOf(turn: Turn): string | null {
  const { sounds, chime, clock } = turn.state;
  if (sounds.length > 0 || chime !== null) return 'busy';
  // Without a trusted clock no airing sounds.
  if (!clock.trusted) return null;
  const now = nowOf(turn);
  const { current, next } = stretchesFrom(turn, now);
  if (current !== null) return 'busy';
  return next !== null && next.startAt - now < CLEAR_AHEAD_MS ? 'due-soon' : null;
}

function tooOften(turn: Turn): string | null {
  const now = nowOf(turn);
  const recent = turn.state.durable.answers.reboots.filter(({ at }) => at > now - DAY_MS);
  return recent.length >= A_DAY_MAX ? 'too-often' : null;
}

/** Tells what came of restarts: that the system is another one now, or that it never ended. */
export function driveReboots(turn: Turn): void {
  const { boot, durable, clock } = turn.state;
  for (const reboot of durable.answers.reboots.filter(isOpen)) {
    if (reboot.systemBootId !== boot?.systemBootId) {
      // A start is dated by a clock that may be believed.
      if (clock.trusted) tellBack(turn, reboot);
    } else if (turn.at.monoMs - reboot.monoMs >= WITHIN_MS) fail(turn, reboot, 'it still runs');
  }
}

function tellBack(turn: Turn, reboot: Reboot): void {
  const bootMonoMs = turn.state.boot?.monoMs ?? turn.at.monoMs;
  const startedAt = Math.round(nowOf(turn) - (turn.at.monoMs - bootMonoMs)) as Instant;
  remember(turn, { k: 'reboot', ...reboot, told: true });
  tell(turn, { kind: 'restarted', commandId: reboot.id, orderedAt: reboot.at, startedAt });
}

function fail(turn: Turn, reboot: Reboot, detail: string): void {
  remember(turn, { k: 'reboot', ...reboot, told: true });
  tellRefusal(turn, reboot.id, 'no-reboot', detail);
}

/** The system would not even be asked. */
export function rebootFailed(
  turn: Turn,
  { id, detail }: Extract<AgentEvent, { type: 'reboot-failed' }>,
): void {
  const reboot = turn.state.durable.answers.reboots.find((one) => one.id === id && isOpen(one));
  if (reboot !== undefined) fail(turn, reboot, detail);
}

/** When a restart that did not come is to be told, monotonic. */
export function rebootDueMono({ state: { boot, durable } }: Turn): number {
  const dues = durable.answers.reboots
    .filter((one) => isOpen(one) && one.systemBootId === boot?.systemBootId)
    .map(({ monoMs }) => monoMs + WITHIN_MS);
  return Math.min(Number.POSITIVE_INFINITY, ...dues);
}
