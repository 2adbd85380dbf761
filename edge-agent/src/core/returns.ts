/**
 * Coming back on the air — phát lại sau khi bị ngắt.
 *
 * An airing that an order, a fault or a power cut has silenced may ask to be heard to its end: from
 * where it was cut, or from its beginning. Takes the position from what the journal says was heard,
 * asks the resolver's own rule whether anybody would have to wait, and moves the airing if not.
 */
import type { PlayId } from '@loaso/shared/ids';
import { DAY_MS, type Instant } from '@loaso/shared/time';
import type { Heard } from '@loaso/shared/timeline/day-gate';
import { mayReturn } from '@loaso/shared/timeline/may-return';
import type { Stretch } from '@loaso/shared/timeline/resolve';
import { endOfReturn, returnAt, wantsAll } from '@loaso/shared/timeline/wish';
import type { Airing } from './airing.js';
import { permittedEnd } from './permission.js';
import type { AgentState } from './state.js';
import { change, nowOf, type Turn } from './turn.js';

/** Moves the airing of `stretch` if it is back late and may be heard to its end; true when moved. */
export function comeBack(
  turn: Turn,
  stretch: Stretch<Airing>,
  competingIn: (turn: Turn) => readonly Airing[],
): boolean {
  const { state } = turn;
  const { playId, afterCut } = stretch.wish;
  const now = nowOf(turn);
  const late = now - stretch.startAt > state.settings.lateAfterMs;
  if (!late || !wantsAll(afterCut) || isTold(state, playId)) return false;
  const heardMs = heardOf(state, playId);
  const competing = competingIn(turn);
  const airing = competing.find((one) => one.playId === playId);
  if (heardMs === null || airing === undefined) return false;
  const at = (now + state.settings.immediateLeadMs) as Instant;
  const back = returnAt(airing, at, heardMs);
  const envelope = state.durable.envelope?.envelope ?? null;
  const { soundedMs, sessions } = state.durable;
  const heard = { from: now, soundedMs, sessions };
  if (!mayReturn(airing, back, { wishes: competing, envelope, heard })) return false;
  const span = { startAt: back.at, endAt: endOfReturn(airing, back) };
  if (permittedEnd(state, airing, span) < span.endAt) return false;
  const recent = [...state.returns].filter(([, one]) => one.at > now - DAY_MS);
  change(turn, { returns: new Map([...recent, [playId, back]]), timeline: null });
  return true;
}

const isTold = (state: AgentState, playId: PlayId): boolean =>
  state.sounds.some((sound) => sound.airing.playId === playId && sound.stage !== 'stopping');

/** Position up to which it was heard last, or null when it was not, or not cut. */
function heardOf(state: AgentState, playId: PlayId): number | null {
  if (state.durable.fates.get(playId) !== 'pieces') return null;
  const last = state.durable.records.findLast((record) => record.playId === playId);
  return last?.outcome === 'interrupted' ? last.fromMs + last.playedMs : null;
}

/**
 * The airings as they want to sound now: moved where they have come back. What has become due since
 * then has the right of way, and the one that came back ends in its own time.
 */
export function withReturns(
  { returns, durable }: AgentState,
  airings: readonly Airing[],
  heard: Heard,
): readonly Airing[] {
  if (returns.size === 0) return airings;
  const envelope = durable.envelope?.envelope ?? null;
  const around = { wishes: airings, envelope, heard };
  return airings.map((airing) => {
    const back = returns.get(airing.playId);
    if (back === undefined || !mayReturn(airing, back, around)) return airing;
    return { ...airing, back };
  });
}

/** The airing as it has to begin for its stretch to sound at its position. */
export function placed({ wish, startAt, offsetMs }: Stretch<Airing>): Airing {
  const zeroAt = (startAt - offsetMs) as Instant;
  if (zeroAt === wish.startAt) return wish;
  return { ...wish, startAt: zeroAt, endAt: (zeroAt + wish.durationMs) as Instant };
}
