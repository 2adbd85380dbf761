/**
 * When a file may be fetched — giờ được tải.
 *
 * Two reasons to wait: the night, in which lines are idle and every box has its own minute, and the
 * data that was paid for. Neither ever makes an airing late that the other order would have kept in
 * time, and neither holds back a warning.
 */
import { monthOf, nextMonth } from '@loaso/shared/data-month';
import { addDays, type Instant, localDateOf, startOfDay } from '@loaso/shared/time';
import { monoAt } from './clock.js';
import { budgetBytesOf, monthDayOf } from './data-plan-entry.js';
import type { Night } from './settings.js';
import type { Need } from './state.js';
import { change, nowOf, refuse, type Turn } from './turn.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** What is due within this after the night does not wait for the night: it may fail once. */
const NIGHT_MARGIN_MS = 3 * 3_600_000;
/** What is needed within this is due soon. */
const SOON_MS = 24 * 3_600_000;
/** This part of the data is kept for what is due soon; all of it ends for all but emergencies. */
const CALM_PART = 0.8;

type Wanted = Omit<Need, 'sha256'>;

/** Monotonic instant from which `need` may be fetched; 0 for at once. */
export function fetchFromMono(turn: Turn, need: Wanted): number {
  if (need.urgent || need.ordered) return 0;
  return Math.max(dataFrom(turn, need), nightFrom(turn, need));
}

/** What keeps `need` from being fetched at this moment; null for nothing. */
export function heldBack(turn: Turn, need: Wanted): 'night' | 'data' | null {
  if (fetchFromMono(turn, need) <= turn.at.monoMs) return null;
  return dataFrom(turn, need) > turn.at.monoMs ? 'data' : 'night';
}

/**
 * Longest pause after a file that came wrong, milliseconds: a line that brings wrong bytes costs what
 * right ones do, so it is tried less while there is time.
 */
export function wasteLongestMs(turn: Turn, need: Need | undefined): number {
  const { retryMaxMs, wasteRetryMaxMs } = turn.state.settings;
  const leftMs = need === undefined ? 0 : need.startAt - nowOf(turn);
  return Math.max(retryMaxMs, Math.min(wasteRetryMaxMs, leftMs / 4));
}

/** Bytes that may still be used this month; without end where nobody counts them. */
export function bytesLeft(turn: Turn): number {
  const budget = budgetBytesOf(turn.state);
  const used = bytesUsed(turn);
  if (budget === null || used === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, budget - used - loadingBytes(turn));
}

function bytesUsed(turn: Turn): number | null {
  const { board, clock } = turn.state;
  if (board.data === null) return null;
  const { month, firstDay, bytes } = board.data;
  // The first look of a month comes a little after its beginning.
  const renewedNow = clock.trusted && month !== null && month !== monthOf(nowOf(turn), firstDay);
  return renewedNow ? 0 : bytes;
}

function dataFrom(turn: Turn, need: Wanted): number {
  const { clock } = turn.state;
  const budget = budgetBytesOf(turn.state);
  const bytes = bytesUsed(turn);
  if (budget === null || bytes === null) return 0;
  const now = nowOf(turn);
  const spent = bytes + loadingBytes(turn) + need.sizeBytes;
  if (spent <= budget * CALM_PART) return 0;
  const soonAt = need.startAt - SOON_MS;
  if (spent <= budget && soonAt <= now) return 0;
  tellOfBudget(turn, bytes, budget);
  const renewed = nextMonth(now, monthDayOf(turn.state));
  return monoAt(clock, spent <= budget ? Math.min(soonAt, renewed) : renewed);
}

/** What is under way counts as if it were here: two downloads must not share the last megabyte. */
function loadingBytes(turn: Turn): number {
  let bytes = turn.state.release?.sizeBytes ?? 0;
  for (const { state, sizeBytes } of turn.state.files.values()) {
    if (state === 'loading') bytes += sizeBytes;
  }
  return bytes;
}

/** Once a month: the office must know why files are missing. */
function tellOfBudget(turn: Turn, bytes: number, budget: number): void {
  const month = monthOf(nowOf(turn), monthDayOf(turn.state));
  if (turn.state.board.heldMonth === month) return;
  change(turn, { board: { ...turn.state.board, heldMonth: month } });
  const detail = `${bytes} of ${budget} bytes used in ${month}: only what is due soon is fetched`;
  refuse(turn, 'file', { code: 'data-budget', detail });
}

function nightFrom(turn: Turn, need: Wanted): number {
  const { settings, clock } = turn.state;
  // Without a trusted clock nobody knows when it is night, or what would be late.
  if (settings.night === null || !clock.trusted) return 0;
  const now = nowOf(turn);
  const { startAt, endAt } = nightAfter(turn, settings.night, now);
  const waits = startAt > now && need.startAt >= endAt + NIGHT_MARGIN_MS;
  return waits ? monoAt(clock, startAt) : 0;
}

/** The night that is on or comes next; it begins for each box at a minute of its own. */
function nightAfter(
  turn: Turn,
  { fromMinute, toMinute }: Night,
  now: Instant,
): { startAt: number; endAt: number } {
  const minutes = (toMinute - fromMinute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const lagMs = shareOf(turn) * (minutes / 2) * MINUTE_MS;
  const today = localDateOf(now);
  const begins = [-1, 0, 1].map(
    (days) => startOfDay(addDays(today, days)) + fromMinute * MINUTE_MS,
  );
  const [yesterday = 0, tonight = 0, tomorrow = 0] = begins;
  const lasting = [yesterday, tonight].find((begin) => begin + minutes * MINUTE_MS > now);
  const begin = lasting ?? tomorrow;
  return { startAt: begin + lagMs, endAt: begin + minutes * MINUTE_MS };
}

/** Where in the first half of the night this box has its place: 0 to 1, always the same. */
function shareOf(turn: Turn): number {
  const hash = turn.tools.sha256(`night:${turn.state.identity.dev}`);
  return Number.parseInt(hash.slice(0, 8), 16) / 0x1_0000_0000;
}
