/**
 * Care — tự chăm sóc.
 *
 * Takes in what the board measures, keeps of it what must outlive a power cut, and puts it into the
 * words of the wire. Writes seldom: a change of the mains at once, used data once an hour.
 */
import { forecastBytes } from '@loaso/shared/data-month';
import type { RestartReason, Vitals } from '@loaso/shared/wire/vitals';
import { budgetBytesOf, monthDayOf } from './data-plan-entry.js';
import { withCounter } from './data-use.js';
import type { AgentEvent, Boot } from './event.js';
import {
  type BoardReading,
  type BoardState,
  type EndFound,
  NO_BOARD,
  restartReason,
  startsWithin24h,
} from './health.js';
import type { AgentState } from './state.js';
import { change, log, nowOf, refuse, remember, type Turn } from './turn.js';

const KEEP_EVERY_MS = 3_600_000;
/** And so much used data is written sooner, bytes. */
const KEEP_EVERY_BYTES = 20_000_000;
const WARN_EVERY_MS = 86_400_000;
/** A start is dated anew when the clock has moved by more than this since. */
const DATE_TOLERANCE_MS = 60_000;

const NOTHING_FOUND: EndFound = { supervisor: null, boardReset: false, stood: false };

/** Writes down that the agent has started, and why. */
export function recordStart(turn: Turn, event: Boot): void {
  const { durable } = turn.state;
  const { bootId, systemBootId, found } = event;
  const reason = restartReason(durable.health, systemBootId, found ?? NOTHING_FOUND);
  change(turn, { board: { ...NO_BOARD, data: durable.health.data, keptMonoMs: turn.at.monoMs } });
  remember(turn, { k: 'start', bootId, systemBootId, at: nowOf(turn), reason });
  log(turn, reason === 'watchdog' || reason === 'crash' ? 'warn' : 'info', 'start-reason', {
    reason,
    starts24h: startsWithin24h(turn.state.durable.health, nowOf(turn)),
  });
  // The office reads of it as of any fault of the card: it is the card that has to be replaced.
  if (found?.stood === true) refuse(turn, 'file', { code: 'disk', detail: STOOD });
}

const STOOD = 'the card took no write and refused none for a minute: the agent was started anew';

/** The last word of a life that ends in order. */
export function recordEnd(turn: Turn, reason: RestartReason): void {
  keepData(turn);
  remember(turn, { k: 'ended', reason });
}

export function boardRead(
  turn: Turn,
  { reading }: Extract<AgentEvent, { type: 'board-read' }>,
): void {
  const { board, clock } = turn.state;
  const now = clock.trusted ? nowOf(turn) : null;
  const firstDay = monthDayOf(turn.state);
  const data =
    reading.counter === null
      ? board.data
      : withCounter(board.data, reading.counter, { now, firstDay });
  const sagged = board.sagged || reading.underVoltage === true;
  change(turn, { board: { ...board, reading, data, sagged } });
  followMains(turn, reading.mains);
  dateStart(turn);
  if (isKeepDue(turn)) keepData(turn);
  warnOfData(turn);
}

function followMains(turn: Turn, state: BoardReading['mains']): void {
  const { durable, clock } = turn.state;
  const before = durable.health.mains?.state ?? null;
  if (state === before) return;
  // The first look tells how it is, not since when.
  const sinceAt = before !== null && clock.trusted ? nowOf(turn) : null;
  remember(turn, { k: 'mains', mains: state === null ? null : { state, sinceAt } });
}

/** A start without a clock was dated by the floor: told again once the time is known. */
function dateStart(turn: Turn): void {
  const { boot, clock, durable } = turn.state;
  const start = durable.health.starts.at(-1);
  if (boot === null || start?.bootId !== boot.bootId || !clock.trusted) return;
  const at = (nowOf(turn) - (turn.at.monoMs - boot.monoMs)) as typeof start.at;
  if (Math.abs(at - start.at) > DATE_TOLERANCE_MS) remember(turn, { k: 'start', ...start, at });
}

function isKeepDue(turn: Turn): boolean {
  const { board, durable } = turn.state;
  const kept = durable.health.data;
  if (board.data === null) return false;
  if (kept === null || kept.month !== board.data.month || kept.firstDay !== board.data.firstDay)
    return true;
  const grown = board.data.bytes - kept.bytes;
  return (
    grown >= KEEP_EVERY_BYTES || (grown > 0 && turn.at.monoMs - board.keptMonoMs >= KEEP_EVERY_MS)
  );
}

function keepData(turn: Turn): void {
  const { board } = turn.state;
  if (board.data === null || board.data === turn.state.durable.health.data) return;
  remember(turn, { k: 'data', data: board.data });
  change(turn, { board: { ...board, keptMonoMs: turn.at.monoMs } });
}

/** Once a day, when the month will come to more than was paid for. */
function warnOfData(turn: Turn): void {
  const { board, clock } = turn.state;
  const budget = budgetBytesOf(turn.state);
  const { monoMs } = turn.at;
  const warned = board.warnedMonoMs !== null && monoMs - board.warnedMonoMs < WARN_EVERY_MS;
  if (budget === null || board.data === null || !clock.trusted || warned) return;
  const forecast = forecastBytes(board.data, nowOf(turn)) ?? board.data.bytes;
  if (forecast <= budget) return;
  change(turn, { board: { ...board, warnedMonoMs: monoMs } });
  const { bytes } = board.data;
  log(turn, 'warn', 'data-budget', { bytes, forecast, budget });
}

/** What has been told is told: the next status begins anew. */
export function vitalsTold(turn: Turn): void {
  const { board } = turn.state;
  if (board.sagged) change(turn, { board: { ...board, sagged: false } });
}

const sagOf = ({ sagged, reading }: BoardState): boolean | null =>
  sagged || (reading?.underVoltage ?? null);

/** What of the vitals is worth a status of its own. */
export function alarmOf({ board, durable, journalFault }: AgentState): string {
  const mains = durable.health.mains?.state ?? '';
  const line = `${board.reading?.line ?? ''}:${board.reading?.horns?.join() ?? ''}`;
  return `${mains}:${sagOf(board)}:${line}:${journalFault?.detail ?? ''}`;
}

export function vitalsOf(turn: Turn): Vitals {
  const { board, durable } = turn.state;
  const { health } = durable;
  const { reading } = board;
  return {
    mains: health.mains?.state ?? null,
    mainsSinceAt: health.mains?.sinceAt ?? null,
    supplyVolts: reading?.supplyVolts ?? null,
    underVoltage: sagOf(board),
    temperatureC: reading?.temperatureC ?? null,
    operator: reading?.operator ?? null,
    signalDbm: reading?.signalDbm ?? null,
    dataUsedBytes: board.data?.bytes ?? null,
    dataBudgetBytes: budgetBytesOf(turn.state),
    line: reading?.line ?? null,
    ...(reading?.horns !== undefined && { horns: [...reading.horns] }),
    starts24h: startsWithin24h(health, nowOf(turn)),
    lastStart: health.starts.at(-1)?.reason ?? 'unknown',
  };
}
