/**
 * What to fetch, check and drop — kế hoạch kho âm thanh.
 *
 * Urgent and standing files first, then the soonest airing; room is made by what no plan names, then by
 * what is needed latest. A file that failed waits longer each time. Knows names and sizes of files, never their bytes.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import { isFree } from './airing.js';
import { monoAt } from './clock.js';
import type { AgentEvent } from './event.js';
import { fetchFromMono, wasteLongestMs } from './fetch-time.js';
import { drop, fits } from './file-room.js';
import type { FileEntry, Need } from './state.js';
import { change, emit, log, refuse, type Turn } from './turn.js';

/** Without room on the disk the next try waits this long. */
const NO_ROOM_RETRY_MS = 10 * 60_000;
/** Earlier than anything a plan can ask for. */
const AT_ONCE = 0 as Instant;
/** Downloads for an urgent message go on beside this many others. */
const ORDERED_BESIDE = 2;

/** Failures counted for the back-off; beyond it the pause does not grow. */
const FAILURES_MAX = 16;

export const ABSENT: FileEntry = {
  state: 'absent',
  sizeBytes: 0,
  failures: 0,
  retryMonoMs: 0,
  checkedMonoMs: null,
};

/** True when the file may be played; while it is hashed again it still may. */
export const isHere = (file: FileEntry | undefined): boolean =>
  file?.state === 'ready' || file?.state === 'checking';

function setFile(turn: Turn, sha256: Sha256, entry: FileEntry): void {
  const { files, readyCount } = turn.state;
  const gained = Number(isHere(entry)) - Number(isHere(files.get(sha256)));
  change(turn, { files: new Map(files).set(sha256, entry), readyCount: readyCount + gained });
}

/** Everything that is still called for, in the order in which it is to be fetched. */
export function needsOf(turn: Turn): readonly Need[] {
  if (turn.state.needs !== null) return turn.state.needs;
  const needs = new Map<Sha256, Need>();
  for (const { parts } of turn.state.durable.orders.live.values()) {
    for (const { sha256, sizeBytes } of parts) {
      needs.set(sha256, { sha256, sizeBytes, startAt: AT_ONCE, urgent: true, ordered: true });
    }
  }
  addPlanned(turn, needs);
  const sorted = [...needs.values()].sort(
    (a, b) =>
      Number(b.urgent) - Number(a.urgent) ||
      a.startAt - b.startAt ||
      // Of what is urgent alike, the order of the plan: its most needed warning comes first.
      (a.urgent || a.sha256 === b.sha256 ? 0 : a.sha256 < b.sha256 ? -1 : 1),
  );
  change(turn, { needs: sorted, filesDueMonoMs: 0 });
  return sorted;
}

function addPlanned(turn: Turn, needs: Map<Sha256, Need>): void {
  const held = turn.state.durable.plan;
  if (held === null) return;
  const sizes = new Map(held.plan.audio.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  for (const sha256 of held.plan.standing) {
    const sizeBytes = sizes.get(sha256);
    if (sizeBytes === undefined || needs.has(sha256)) continue;
    const startAt = held.plan.iat;
    needs.set(sha256, { sha256, sizeBytes, startAt, urgent: true, ordered: false });
  }
  for (const airing of held.airings.slice(turn.state.judgedCount)) {
    for (const part of airing.parts) addNeed(needs, part, airing.startAt, isFree(airing));
  }
}

function addNeed(
  needs: Map<Sha256, Need>,
  file: { readonly sha256: Sha256; readonly sizeBytes: number },
  startAt: Instant,
  urgent: boolean,
): void {
  const { sha256, sizeBytes } = file;
  const before = needs.get(sha256);
  const soonest = Math.min(before?.startAt ?? startAt, startAt) as Instant;
  needs.set(sha256, {
    sha256,
    sizeBytes,
    startAt: soonest,
    urgent: urgent || before?.urgent === true,
    ordered: before?.ordered === true,
  });
}

/** Orders downloads and checks that are due; returns at once when none can be. */
export function planDownloads(turn: Turn): void {
  const stale = turn.state.needs === null;
  if (!stale && turn.at.monoMs < turn.state.filesDueMonoMs) return;
  const needs = needsOf(turn);
  if (stale) for (const need of needs) shortenPause(turn, need);
  for (const need of needs) {
    fetchIfDue(turn, need);
    checkIfDue(turn, need);
  }
  change(turn, { filesDueMonoMs: nextDue(turn, needs) });
}

/** What a new plan needs sooner than the one before is tried again sooner, too. */
function shortenPause(turn: Turn, need: Need): void {
  const file = turn.state.files.get(need.sha256);
  if (file === undefined || isHere(file) || file.state === 'loading') return;
  const retryMonoMs = turn.at.monoMs + wasteLongestMs(turn, need);
  if (file.retryMonoMs > retryMonoMs) setFile(turn, need.sha256, { ...file, retryMonoMs });
}

function handsFull(turn: Turn, { ordered }: Need): boolean {
  const atOnce = turn.state.settings.downloadsAtOnce + (ordered ? ORDERED_BESIDE : 0);
  const loading = [...turn.state.files.values()].filter(({ state }) => state === 'loading');
  return loading.length >= atOnce;
}

function waitForRoom(turn: Turn, { sha256, sizeBytes, ordered }: Need, file: FileEntry): void {
  const pauseMs = ordered ? turn.state.settings.retryMinMs : NO_ROOM_RETRY_MS;
  setFile(turn, sha256, { ...file, retryMonoMs: turn.at.monoMs + pauseMs });
  refuse(turn, 'file', { code: 'no-room', detail: sha256 });
  log(turn, 'error', 'no-room', { sha256, sizeBytes });
}

function fetchIfDue(turn: Turn, need: Need): void {
  const file = turn.state.files.get(need.sha256) ?? ABSENT;
  if (file.state !== 'absent' && file.state !== 'corrupt') {
    if (file.state === 'ready' && file.sizeBytes !== need.sizeBytes) dropWrongSize(turn, need);
    return;
  }
  if (file.retryMonoMs > turn.at.monoMs || handsFull(turn, need)) return;
  if (fetchFromMono(turn, need) > turn.at.monoMs) return;
  if (!makeRoom(turn, need)) {
    waitForRoom(turn, need, file);
    return;
  }
  setFile(turn, need.sha256, { ...file, state: 'loading', sizeBytes: need.sizeBytes });
  const { sha256, sizeBytes } = need;
  const why = need.urgent ? 'urgent or standing' : `needed at ${need.startAt}`;
  emit(turn, { type: 'download', sha256, sizeBytes, why });
}

/** A complete file of another length is not the file that was signed for. */
function dropWrongSize(turn: Turn, need: Need): void {
  setFile(turn, need.sha256, ABSENT);
  change(turn, { timeline: null });
  emit(turn, { type: 'delete-file', sha256: need.sha256, why: 'its size is not the planned one' });
}

function checkIfDue(turn: Turn, need: Need): void {
  const file = turn.state.files.get(need.sha256);
  if (file?.state !== 'ready' || !turn.state.clock.trusted) return;
  const due = checkDueAt(turn, need, file);
  if (due === null || turn.at.monoMs < due) return;
  hashAgain(turn, need, 'an airing is near');
}

/** Orders a ready file to be hashed again; it may be played meanwhile. */
export function hashAgain(
  turn: Turn,
  { sha256, sizeBytes }: Pick<Need, 'sha256' | 'sizeBytes'>,
  why: string,
): void {
  const file = turn.state.files.get(sha256) ?? ABSENT;
  setFile(turn, sha256, { ...file, state: 'checking' });
  emit(turn, { type: 'check-file', sha256, sizeBytes, why });
}

/** When a ready file is to be hashed again, monotonic; null when it has been. */
function checkDueAt(turn: Turn, need: Need, file: FileEntry): number | null {
  const { clock, settings } = turn.state;
  const due = monoAt(clock, need.startAt) - settings.checkLeadMs;
  return file.checkedMonoMs !== null && file.checkedMonoMs >= due ? null : due;
}

/** Drops what no plan names until `need` fits into quota and disk; false when it cannot. */
function makeRoom(turn: Turn, need: Need): boolean {
  for (const sha256 of droppable(turn, need)) {
    if (fits(turn, need)) return true;
    drop(turn, sha256, 'room for what is needed sooner');
  }
  return fits(turn, need);
}

/**
 * What may go to make room for `need`, the least missed first: what nobody names, then what the plan
 * needs latest, if that is later than `need` or that is urgent. Never a warning, and never what sounds.
 */
function droppable(turn: Turn, need: Need): Sha256[] {
  const needs = needsOf(turn);
  const sounding = new Set(
    turn.state.sounds.flatMap(({ airing }) => airing.parts.map(({ sha256 }) => sha256)),
  );
  const later = needs.filter(
    ({ urgent, startAt, sha256 }) =>
      !urgent && (need.urgent || startAt > need.startAt) && !sounding.has(sha256),
  );
  return [...unnamed(turn), ...later.map(({ sha256 }) => sha256).reverse()];
}

/** Files that no plan and no message asks for. */
export function unnamed(turn: Turn): Sha256[] {
  const needed = new Set(needsOf(turn).map(({ sha256 }) => sha256));
  return [...turn.state.files.keys()].filter((sha256) => !needed.has(sha256));
}

/** When a file must be looked at again. What is due already waits for a hand: a file that comes in. */
function nextDue(turn: Turn, needs: readonly Need[]): number {
  const dues = needs.map((need) => dueOf(turn, need)).filter((due) => due > turn.at.monoMs);
  return dues.reduce((soonest, due) => Math.min(soonest, due), Number.POSITIVE_INFINITY);
}

function dueOf(turn: Turn, need: Need): number {
  const file = turn.state.files.get(need.sha256) ?? ABSENT;
  if (file.state === 'absent' || file.state === 'corrupt') {
    return Math.max(file.retryMonoMs, fetchFromMono(turn, need));
  }
  const checked = file.state !== 'ready' || !turn.state.clock.trusted;
  return (checked ? null : checkDueAt(turn, need, file)) ?? Number.POSITIVE_INFINITY;
}

export function fileReady(turn: Turn, event: Extract<AgentEvent, { type: 'file-ready' }>): void {
  const { sha256, sizeBytes, freeBytes } = event;
  const before = turn.state.files.get(sha256)?.state;
  const checkedMonoMs = turn.at.monoMs;
  setFile(turn, sha256, { state: 'ready', sizeBytes, failures: 0, retryMonoMs: 0, checkedMonoMs });
  change(turn, { freeBytes, filesDueMonoMs: 0 });
  if (before !== 'checking' && before !== 'ready') change(turn, { timeline: null });
}

export function fileFailed(turn: Turn, event: Extract<AgentEvent, { type: 'file-failed' }>): void {
  const { sha256, reason, detail } = event;
  const wasteful = reason === 'corrupt' || reason === 'too-large';
  const need = needsOf(turn).find((one) => one.sha256 === sha256);
  const longestMs = wasteful ? wasteLongestMs(turn, need) : undefined;
  fileFault(turn, sha256, reason === 'corrupt' ? 'corrupt' : 'absent', longestMs);
  log(turn, 'warn', 'download-failed', { sha256, reason, detail });
  if (reason !== 'network') refuse(turn, 'file', { code: reason, detail: `${detail} ${sha256}` });
}

/** The file is not here (any more): it is fetched again, later each time it fails. */
export function fileFault(
  turn: Turn,
  sha256: Sha256,
  state: 'absent' | 'corrupt',
  longestMs = turn.state.settings.retryMaxMs,
): void {
  const before = turn.state.files.get(sha256) ?? ABSENT;
  const { retryMinMs } = turn.state.settings;
  // A file that was good goes bad once: it is fetched at once.
  const wasHere = isHere(before);
  const failures = wasHere ? 0 : Math.min(before.failures + 1, FAILURES_MAX);
  const mostMs = isOrdered(turn, sha256) ? retryMinMs : longestMs;
  const pauseMs = wasHere ? 0 : Math.min(mostMs, retryMinMs * 2 ** (failures - 1));
  const retryMonoMs = turn.at.monoMs + pauseMs;
  setFile(turn, sha256, { state, sizeBytes: 0, failures, retryMonoMs, checkedMonoMs: null });
  change(turn, { filesDueMonoMs: 0 });
  // What was not here could not compete before, either.
  if (wasHere) change(turn, { timeline: null });
}

const isOrdered = (turn: Turn, sha256: Sha256): boolean =>
  needsOf(turn).some((need) => need.sha256 === sha256 && need.ordered);

/** An urgent message has come: its files are tried for at once, however often they failed. */
export function fetchAnew(turn: Turn, parts: readonly { readonly sha256: Sha256 }[]): void {
  for (const { sha256 } of parts) {
    const file = turn.state.files.get(sha256);
    if (file === undefined || isHere(file) || file.state === 'loading') continue;
    setFile(turn, sha256, { ...file, retryMonoMs: 0 });
  }
  change(turn, { needs: null });
}
