/**
 * Health of a box — sức khỏe của cụm.
 *
 * What the box remembers of its own life over a power cut: when and why it started, since when the
 * mains are as they are, what it has sent and received this month. Why a start happened is worked
 * out from what the journal holds and the system says; nothing is guessed where both are silent.
 */
import type { Instant } from '@loaso/shared/time';
import type { RestartReason, Vitals } from '@loaso/shared/wire/vitals';
import type { Counter, DataUse } from './data-use.js';

const DAY_MS = 86_400_000;
/** A box in a loop of starts must not fill its journal with them. */
const STARTS_MAX = 100;

/** What the ports of the board have measured; null where the board has no way to know. */
export type BoardReading = Pick<
  Vitals,
  | 'mains'
  | 'supplyVolts'
  | 'underVoltage'
  | 'temperatureC'
  | 'operator'
  | 'signalDbm'
  | 'line'
  | 'horns'
> & { readonly counter: Counter | null };

/** What the system knows of the end before this start; null where it says nothing. */
export type EndFound = {
  /** How the supervisor saw the process before end. */
  readonly supervisor: 'watchdog' | 'crash' | null;
  /** True when the hardware watchdog reset the board. */
  readonly boardReset: boolean;
  /** True when it ended itself because a write to the card neither ended nor failed. */
  readonly stood: boolean;
};

export type Start = {
  readonly bootId: string;
  readonly systemBootId: string;
  readonly at: Instant;
  readonly reason: RestartReason;
};

export type Mains = { readonly state: 'on' | 'battery'; readonly sinceAt: Instant | null };

export type Health = {
  /** Of the last 24 hours before the newest, ascending. */
  readonly starts: readonly Start[];
  /** Why the agent ended in order, while no start has followed. */
  readonly ended: RestartReason | null;
  readonly mains: Mains | null;
  readonly data: DataUse | null;
  /** How much softer than sent the last plays were heard, dB, oldest first. */
  readonly gains: readonly number[];
};

export const NO_HEALTH: Health = { starts: [], ended: null, mains: null, data: null, gains: [] };

/** What this start has learnt of the board and may forget. */
export type BoardState = {
  readonly reading: BoardReading | null;
  /** Ahead of the journal by what has been used since it was written. */
  readonly data: DataUse | null;
  /** The supply sagged since the last status. */
  readonly sagged: boolean;
  readonly keptMonoMs: number;
  readonly warnedMonoMs: number | null;
  /** The month of which it was told that its data keep files away. */
  readonly heldMonth: string | null;
};

export const NO_BOARD: BoardState = {
  reading: null,
  data: null,
  sagged: false,
  keptMonoMs: 0,
  warnedMonoMs: null,
  heldMonth: null,
};

export type HealthEntry =
  | ({ readonly k: 'start' } & Start)
  | { readonly k: 'ended'; readonly reason: RestartReason }
  | { readonly k: 'mains'; readonly mains: Mains | null }
  | { readonly k: 'data'; readonly data: DataUse | null }
  | { readonly k: 'gains'; readonly gains: readonly number[] };

export function applyHealth(before: Health, entry: HealthEntry): Health {
  switch (entry.k) {
    case 'start': {
      const { k: _k, ...start } = entry;
      return { ...before, starts: withStart(before.starts, start), ended: null };
    }
    case 'ended':
      return { ...before, ended: entry.reason };
    case 'mains':
      return { ...before, mains: entry.mains };
    case 'data':
      return { ...before, data: entry.data };
    case 'gains':
      return { ...before, gains: entry.gains };
  }
}

/** A start that is told again was dated by a clock that has become better since. */
function withStart(before: readonly Start[], start: Start): Start[] {
  const others = before.filter(({ bootId }) => bootId !== start.bootId);
  const recent = others.filter(({ at }) => at > start.at - DAY_MS);
  return [...recent, start].slice(-STARTS_MAX);
}

/** The shortest entries that fold to `health`. */
export function healthEntries({ starts, ended, mains, data, gains }: Health): HealthEntry[] {
  const entries: HealthEntry[] = starts.map((start) => ({ k: 'start', ...start }));
  if (ended !== null) entries.push({ k: 'ended', reason: ended });
  if (mains !== null) entries.push({ k: 'mains', mains });
  if (data !== null) entries.push({ k: 'data', data });
  if (gains.length > 0) entries.push({ k: 'gains', gains });
  return entries;
}

/**
 * Why this start happened.
 *
 * An end in order is in the journal; without one either the power went (the system is another one)
 * or the process alone, which the supervisor may know more of.
 */
export function restartReason(
  { starts, ended }: Health,
  systemBootId: string,
  found: EndFound,
): RestartReason {
  const last = starts.at(-1);
  if (last === undefined) return 'unknown';
  if (found.stood) return 'watchdog';
  if (last.systemBootId === systemBootId) return ended ?? found.supervisor ?? 'crash';
  if (found.boardReset) return 'watchdog';
  return ended === null ? 'power' : 'reboot';
}

export const startsWithin24h = ({ starts }: Health, now: Instant): number =>
  starts.filter(({ at }) => at > now - DAY_MS).length;
