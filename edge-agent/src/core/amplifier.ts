/**
 * Amplifier — bật tắt tăng âm.
 *
 * When the relay of the amplifier is on: some time before the first sample, so that the airing begins
 * to the second all the same, and some time after the last one, so that it does not click between two.
 * What is wanted at once waits for it. Never on without end; a box without a relay knows nothing of it.
 */
import type { Status } from '@loaso/shared/wire/status';
import { monoAt } from './clock.js';
import type { AgentState, Sound } from './state.js';
import { change, emit, log, type Turn } from './turn.js';
import { airingOf, isOver } from './urgent-air.js';

/** Timers go off a little late: the relay is not to be what an airing waits for. */
const MARGIN_MS = 250;
/** Silence after it has been on for as long as it may be. */
const REST_MS = 60_000;

/** So long from now until the amplifier could be heard; 0 where it can, or where there is none. */
export function warmInMs({ state: { settings, amplifier }, at }: Turn): number {
  if (settings.amplifier === null) return 0;
  const onMonoMs = amplifier.on ? amplifier.sinceMonoMs : at.monoMs;
  return Math.max(0, Math.ceil(onMonoMs + settings.amplifier.leadMs - at.monoMs));
}

/** It cools down, and only a warning may wake it. */
export const isResting = ({ state, at }: Turn): boolean =>
  at.monoMs < state.amplifier.restUntilMonoMs;

/** Ends what sounds once it has been on for too long; before sound is ordered. */
export function limitAmplifier(turn: Turn): void {
  const { settings, amplifier, holder } = turn.state;
  const { monoMs } = turn.at;
  if (settings.amplifier === null || !amplifier.on || holder !== null || isResting(turn)) return;
  if (monoMs - amplifier.sinceMonoMs < settings.amplifier.onMaxMs) return;
  change(turn, { amplifier: { ...amplifier, restUntilMonoMs: monoMs + REST_MS } });
  log(turn, 'warn', 'amplifier-rests', { onMs: Math.round(monoMs - amplifier.sinceMonoMs) });
}

/** Switches it; after sound has been ordered. */
export function driveAmplifier(turn: Turn): void {
  const { settings, amplifier } = turn.state;
  const { monoMs } = turn.at;
  if (settings.amplifier === null) return;
  const needed = needsFrom(turn, settings.amplifier.leadMs).some((from) => from <= monoMs);
  const idleMonoMs = needed ? null : (amplifier.idleMonoMs ?? monoMs);
  if (idleMonoMs !== amplifier.idleMonoMs) {
    change(turn, { amplifier: { ...amplifier, idleMonoMs } });
  }
  const held = amplifier.on && monoMs < heldUntil(turn);
  const on = needed || held;
  if (on === amplifier.on) return;
  change(turn, { amplifier: { ...turn.state.amplifier, on, sinceMonoMs: monoMs } });
  const why = on ? 'something is about to sound' : 'nothing sounds any more';
  emit(turn, { type: 'amplifier', on, why });
}

/** When it is switched off, were nothing to sound before that. */
function heldUntil(turn: Turn): number {
  const { settings, amplifier, shuttingDown } = turn.state;
  if (shuttingDown || isResting(turn) || amplifier.idleMonoMs === null) return turn.at.monoMs;
  return amplifier.idleMonoMs + (settings.amplifier?.holdMs ?? 0);
}

/** From when on each thing that sounds or is about to needs it, monotonic. */
function needsFrom(turn: Turn, leadMs: number): number[] {
  const { state } = turn;
  const starts = state.sounds.map((sound) => startOf(state, sound));
  const chime = state.chime?.sound ?? null;
  if (chime !== null) starts.push(chime.startMonoMs);
  const order = state.holder === null ? undefined : state.durable.orders.live.get(state.holder);
  const run = order?.run ?? null;
  if (order !== undefined && run !== null && !isOver(turn, order, run)) {
    starts.push(monoAt(state.clock, airingOf(turn, order, run).startAt));
  }
  return starts.map((start) => start - leadMs - MARGIN_MS);
}

const startOf = ({ clock }: AgentState, { stage, startAt, startMonoMs }: Sound): number =>
  stage === 'prepared' ? monoAt(clock, startAt) : startMonoMs;

/** When time alone will change something of it, monotonic. */
export function amplifierDues(turn: Turn): number[] {
  const { settings, amplifier } = turn.state;
  if (settings.amplifier === null) return [];
  const dues = needsFrom(turn, settings.amplifier.leadMs);
  if (amplifier.idleMonoMs !== null && amplifier.on) dues.push(heldUntil(turn));
  if (amplifier.on) dues.push(amplifier.sinceMonoMs + settings.amplifier.onMaxMs);
  dues.push(amplifier.restUntilMonoMs);
  return dues.filter((due) => due > turn.at.monoMs);
}

/** What stands in the way of the relay; an amplifier that is off makes no sound of anything. */
export function amplifierTold(turn: Turn, { fault }: { readonly fault: string | null }): void {
  change(turn, { amplifier: { ...turn.state.amplifier, fault } });
  outputSeen(turn, turn.state.amplifier.card);
}

/** Takes in what the output says of itself. */
export function outputSeen(turn: Turn, card: Status['output']): void {
  const amplifier = { ...turn.state.amplifier, card };
  const { fault } = amplifier;
  const detail = `amplifier: ${fault}`.slice(0, 200);
  const output = fault === null ? card : { ...card, healthy: false, detail };
  const healed = output.healthy && !turn.state.output.healthy;
  change(turn, { amplifier, output, ...(healed && { outputRetryMonoMs: 0 }) });
}
