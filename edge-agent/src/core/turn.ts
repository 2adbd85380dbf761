/**
 * Turn — một lượt xử lý.
 *
 * One call of `reduce` while it runs: the state so far, the effects so far, the time. The only thing
 * in the core that is written to, and it lives no longer than the call.
 */
import type { Instant } from '@loaso/shared/time';
import type { SealedType } from '@loaso/shared/trust/sealed';
import type { BoxRefusal } from '@loaso/shared/wire/status';
import { TOPICS, type TopicName } from '@loaso/shared/wire/topics';
import { clockState, timeAt } from './clock.js';
import { applyEntry, type Durable, type PlainEntry } from './durable.js';
import type { AgentEffect, LogEvent, LogLevel } from './effect.js';
import type { Reading } from './event.js';
import type { JournalEntry } from './journal-entry.js';
import { isUnkept } from './journal-fault.js';
import type { AgentState } from './state.js';
import type { Tools } from './tools.js';

const REFUSALS_MAX = 20;

export type Turn = {
  state: AgentState;
  /** True once `state` is a copy of this turn alone. */
  owned: boolean;
  readonly effects: AgentEffect[];
  readonly at: Reading;
  readonly tools: Tools;
  /** Entries of this turn; they are written together, and what must follow them waits. */
  readonly entries: JournalEntry[];
  readonly afterStored: AgentEffect[];
};

export const openTurn = (state: AgentState, at: Reading, tools: Tools): Turn => ({
  state,
  owned: false,
  effects: [],
  at,
  tools,
  entries: [],
  afterStored: [],
});

/** Best known time; ask `state.clock.trusted` before letting anything sound by it. */
export const nowOf = (turn: Turn): Instant => timeAt(turn.state.clock, turn.at.monoMs);

/** Changes the state of the turn: one copy at the first change, for the caller keeps the old one. */
export function change(turn: Turn, part: Partial<AgentState>): void {
  if (!turn.owned) turn.state = { ...turn.state };
  turn.owned = true;
  Object.assign(turn.state, part);
}

export const emit = (turn: Turn, effect: AgentEffect): void => {
  turn.effects.push(effect);
};

export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export function log(turn: Turn, level: LogLevel, event: LogEvent, fields: Fields = {}): void {
  emit(turn, { type: 'log', level, event, fields, why: event });
}

/** Changes the durable state by an entry that will be written at the end of the turn. */
export function remember(turn: Turn, ...entries: readonly PlainEntry[]): void {
  for (const entry of entries) {
    rememberAs(turn, entry, applyEntry(turn.state.durable, entry));
  }
}

/** The same for entries whose meaning the caller has worked out. */
export function rememberAs(turn: Turn, entry: JournalEntry, durable: Durable): void {
  turn.entries.push(entry);
  change(turn, { durable });
}

/**
 * Seals and sends at once; for messages that promise nothing about the disk. No ack leaves while the
 * journal is broken: its count could not be kept, and one that falls tells of a copied card.
 */
export function publish(turn: Turn, topic: TopicName, body: object, why: string): void {
  const { linkUp, journalFault } = turn.state;
  const countless = topic === 'ack' && journalFault !== null;
  if (linkUp && !countless) emit(turn, message(turn, topic, body, why));
}

/** Seals now, sends when the entries of this turn are stored. */
export function publishAfterStored(turn: Turn, topic: TopicName, body: object, why: string): void {
  turn.afterStored.push(message(turn, topic, body, why));
}

/** The same where the turn itself writes nothing: after whatever is still on its way to the disk. */
export function publishWhenStored(turn: Turn, topic: TopicName, body: object, why: string): void {
  const [last] = [...turn.state.waiting.keys()].slice(-1);
  const held = last === undefined ? undefined : turn.state.waiting.get(last);
  if (last === undefined || held === undefined || turn.entries.length > 0) {
    publishAfterStored(turn, topic, body, why);
    return;
  }
  const effects = [...held.effects, message(turn, topic, body, why)];
  change(turn, { waiting: new Map(turn.state.waiting).set(last, { ...held, effects }) });
}

function message(turn: Turn, topic: TopicName, body: object, why: string): AgentEffect {
  const { type, qos }: { type: SealedType; qos: 0 | 1 } = TOPICS[topic];
  const raw = turn.tools.seal(type, JSON.stringify(body));
  return { type: 'publish', topic, raw, qos, why };
}

/** Notes what the box would not do, for the box page. */
export function refuse(
  turn: Turn,
  what: BoxRefusal['what'],
  refusal: { readonly code: string; readonly detail: string },
): void {
  const code = refusal.code.slice(0, 64);
  const detail = refusal.detail.slice(0, 300);
  const one: BoxRefusal = { at: nowOf(turn), what, code, detail };
  change(turn, { refusals: [...turn.state.refusals, one].slice(-REFUSALS_MAX) });
  log(turn, 'warn', 'message-refused', { what, code, detail });
}

/** The words on the clock that go into a record made now. */
export const clockWords = (turn: Turn) => clockState(turn.state.clock, turn.at.monoMs);

/** Hands the entries of this turn to the journal; what waits for them leaves with the answer. */
export function closeTurn(turn: Turn): void {
  if (isUnkept(turn.state)) {
    // Nothing is promised; what is remembered is in the state, for the journal that is written anew.
    change(turn, { nextToken: turn.state.nextToken + 1 });
    return;
  }
  if (turn.entries.length === 0) {
    turn.effects.push(...turn.afterStored);
    return;
  }
  const token = turn.state.nextToken;
  const durableSeq = turn.state.durable.nextSeq - 1;
  const waiting = new Map(turn.state.waiting).set(token, {
    effects: turn.afterStored,
    durableSeq,
  });
  change(turn, { waiting, nextToken: token + 1 });
  emit(turn, {
    type: 'journal',
    token,
    entries: turn.entries,
    why: turn.entries.map(({ k }) => k).join(' '),
  });
}
