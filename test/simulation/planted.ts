/**
 * Reduce with a planted bug — lõi thật bọc lỗi cài sẵn.
 *
 * The real core as it is, or the real core seen through one of the mistakes of `bugs.ts`: its input,
 * its tools or its output is bent, never its code.
 */

import { addDays, type Instant, type MinuteOfDay } from '@loaso/shared/time';
import type { SoundEnvelope, SoundWindow } from '@loaso/shared/trust/sound-envelope';
import type { AgentEvent } from '#edge-agent/core/event';
import { reduce } from '#edge-agent/core/reduce';
import { addSound } from '#edge-agent/core/sounded';
import type { AgentState } from '#edge-agent/core/state';
import type { Tools } from '#edge-agent/core/tools';
import type { Bug } from './bugs.js';

export type Reduce = typeof reduce;

/** The core under test; `drop` says whether this order to play is to be lost. */
export function coreWith(bug: Bug | null, drop: () => boolean): Reduce {
  switch (bug) {
    case 'ignore-plan-number':
      return (state, event, tools) => reduce(withoutNumber(state, event), event, tools);
    case 'trust-any-signature':
      return (state, event, tools) => reduce(state, event, { ...tools, verify: () => true });
    case 'believe-any-clock':
      return (state, event, tools) => reduce(state, believing(event), tools);
    case 'envelope-off-by-an-hour':
      return bentCore((one) => ({ ...one, windows: one.windows.map(shifted) }));
    case 'endless-exemption':
      return bentCore(withoutEnd);
    case 'drop-a-play':
      return (state, event, tools) => withoutPlays(reduce(state, event, tools), drop);
    case 'chime-at-any-hour':
      return chimingCore;
    case 'forget-told-results':
      return (state, event, tools) => withoutTold(reduce(state, event, tools));
    case 'spend-missed-minutes':
      return (state, event, tools) => spendingMissed(reduce(state, event, tools));
    case 'amplifier-too-late':
      return (state, event, tools) => reduce(withoutLead(state), event, tools);
    case 'amplifier-left-on':
      return (state, event, tools) => withoutOff(reduce(state, event, tools));
    case 'forget-sessions':
      return (state, event, tools) => reduce(withoutSessions(state), event, tools);
    case 'resume-from-the-top':
      return (state, event, tools) => reduce(restarting(state), event, tools);
    case 'forget-taken-back':
      return (state, event, tools) => withoutTakenBack(state, reduce(state, event, tools));
    case 'ignore-trim':
      return (state, event, tools) => reduce(withoutTrim(state), event, tools);
    default:
      return reduce;
  }
}

function withoutNumber(state: AgentState, event: AgentEvent): AgentState {
  if (event.type !== 'message' || !event.topic.endsWith('/plan')) return state;
  return { ...state, durable: { ...state.durable, mark: null } };
}

/** As if the battery clock had been found right whenever it was looked at. */
function believing(event: AgentEvent): AgentEvent {
  if (event.type !== 'boot') return event;
  const journal = event.journal.map((entry) =>
    entry.k === 'clock' && entry.battery
      ? { ...entry, battery: { ...entry.battery, aheadMs: 0 } }
      : entry,
  );
  return { ...event, journal };
}

type Turn = ReturnType<Reduce>;

/** While a chime is ordered or sounds, every hour is one of the envelope. */
const chimingCore: Reduce = (state, event, tools) => {
  const held = state.durable.envelope;
  const isOrder = event.type === 'message' && event.topic.endsWith('/command');
  if (held === null || (state.chime === null && !isOrder)) return reduce(state, event, tools);
  const windows = held.envelope.windows.map((one) => ({
    ...one,
    fromMinute: 0 as MinuteOfDay,
    toMinute: 1440 as MinuteOfDay,
  }));
  const bent = { ...held, envelope: { ...held.envelope, windows } };
  const turn = reduce({ ...state, durable: { ...state.durable, envelope: bent } }, event, tools);
  if (turn.state.durable.envelope !== bent) return turn;
  const durable = { ...turn.state.durable, envelope: held };
  return { ...turn, state: { ...turn.state, durable, timeline: null } };
};

function withoutTold(turn: Turn): Turn {
  const { durable, told } = turn.state;
  if (told === null || durable.answers.unsent.length === 0) return turn;
  const answers = { ...durable.answers, unsent: [] };
  return { ...turn, state: { ...turn.state, durable: { ...durable, answers } } };
}

/** As if each record of silence were one of sound: once, by the entries that this turn writes. */
function spendingMissed(turn: Turn): Turn {
  const { durable } = turn.state;
  let { soundedMs } = durable;
  for (const effect of turn.effects) {
    if (effect.type !== 'journal') continue;
    for (const entry of effect.entries) {
      if (entry.k !== 'record' || entry.record.outcome !== 'missed') continue;
      const { playId } = entry.record;
      const airing = durable.plan?.airings.find((one) => one.playId === playId);
      if (airing !== undefined)
        soundedMs = addSound(soundedMs, airing.startAt as Instant, airing.durationMs);
    }
  }
  return { ...turn, state: { ...turn.state, durable: { ...durable, soundedMs } } };
}

function withoutLead(state: AgentState): AgentState {
  const { amplifier } = state.settings;
  if (amplifier === null) return state;
  return { ...state, settings: { ...state.settings, amplifier: { ...amplifier, leadMs: 0 } } };
}

const withoutSessions = (state: AgentState): AgentState =>
  state.durable.sessions.size === 0
    ? state
    : { ...state, durable: { ...state.durable, sessions: new Map() }, timeline: null };

/** Bent once where a plan comes in: the state keeps it so. */
function restarting(state: AgentState): AgentState {
  const { plan } = state.durable;
  if (plan === null || !plan.airings.some(({ afterCut }) => afterCut === 'resume')) return state;
  const airings = plan.airings.map((airing) =>
    airing.afterCut === 'resume' ? { ...airing, afterCut: 'restart' as const } : airing,
  );
  return { ...state, durable: { ...state.durable, plan: { ...plan, airings } }, timeline: null };
}

/** Debts of lines that the plan which has just come does not know. */
function withoutTakenBack(before: AgentState, turn: Turn): Turn {
  const { durable } = turn.state;
  if (durable.plan === null || durable.plan === before.durable.plan) return turn;
  const lines = new Set(durable.plan.airings.map(({ entryId }) => entryId));
  const owed = durable.owed.filter(({ entryId }) => lines.has(entryId));
  return { ...turn, state: { ...turn.state, durable: { ...durable, owed } } };
}

const withoutOff = ({ state, effects }: Turn): Turn => ({
  state,
  effects: effects.filter((effect) => effect.type !== 'amplifier' || effect.on),
});

const withoutTrim = (state: AgentState): AgentState =>
  state.durable.trim === null ? state : { ...state, durable: { ...state.durable, trim: null } };

const withoutPlays = ({ state, effects }: Turn, drop: () => boolean): Turn => ({
  state,
  effects: effects.filter(({ type }) => type !== 'play' || !drop()),
});

const HOUR = 60;
const later = (minute: number): MinuteOfDay => Math.min(1440, minute + HOUR) as MinuteOfDay;
const shifted = (window: SoundWindow): SoundWindow => ({
  ...window,
  fromMinute: later(window.fromMinute),
  toMinute: later(window.toMinute),
});

const withoutEnd = (envelope: SoundEnvelope): SoundEnvelope =>
  envelope.exemptions === undefined
    ? envelope
    : {
        ...envelope,
        exemptions: envelope.exemptions.map((one) => ({ ...one, toDate: addDays(one.toDate, 30) })),
      };

/** Every envelope that it takes, once, is read as this makes it. */
function bentCore(bend: (envelope: SoundEnvelope) => SoundEnvelope): Reduce {
  const done = new WeakSet<object>();
  return (state: AgentState, event: AgentEvent, tools: Tools): Turn => {
    const turn = reduce(state, event, tools);
    const held = turn.state.durable.envelope;
    if (held === null || done.has(held)) return turn;
    const bent = { ...held, envelope: bend(held.envelope) };
    done.add(bent);
    const durable = { ...turn.state.durable, envelope: bent };
    return { ...turn, state: { ...turn.state, durable, timeline: null } };
  };
}
