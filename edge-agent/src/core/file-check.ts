/**
 * Check of all files — kiểm lại kho âm thanh.
 *
 * Hashes every cached file again, one after another, while nothing sounds, nothing is prepared and
 * nothing will be before the file is read to its end. What is damaged is dropped by the same hand as
 * ever and fetched again where the plan calls for it. Ends within a stated time with what it has.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import { hashAgain, isHere, needsOf } from './cache-plan.js';
import { tell, tellRefusal } from './results.js';
import { stretchesFrom } from './timeline.js';
import type { FileCheck } from './trials.js';
import { change, nowOf, type Turn } from './turn.js';

/** A box that sounds all day gets to no file: then it says so. */
const WITHIN_MS = 30 * 60_000;
/** A slow card reads and a slow processor hashes this much a second. */
const BYTES_PER_MS = 1_000;
/** The end of the reading and the preparing of a sound stay this far apart. */
const CLEAR_MS = 5_000;

export function orderFileCheck(turn: Turn, id: string): void {
  const { shuttingDown, fileCheck, files } = turn.state;
  if (shuttingDown || fileCheck !== null) {
    tellRefusal(turn, id, shuttingDown ? 'shutting-down' : 'test-running');
    return;
  }
  const rest = [...files].filter(([, file]) => isHere(file)).map(([sha256]) => sha256);
  const startMonoMs = turn.at.monoMs;
  const begun = { id, startMonoMs, rest, current: null, right: 0, damaged: 0, bytes: 0 };
  change(turn, { fileCheck: begun });
}

/** Goes on to the next file where there is time for one, and tells of the end. */
export function driveFileCheck(turn: Turn): void {
  const { fileCheck, files } = turn.state;
  if (fileCheck === null) return;
  if (turn.at.monoMs >= fileCheck.startMonoMs + WITHIN_MS) finish(turn, fileCheck);
  else if (fileCheck.current === null) {
    // What was dropped meanwhile is no file any more.
    const from = fileCheck.rest.findIndex((sha256) => isHere(files.get(sha256)));
    const rest = from < 0 ? [] : fileCheck.rest.slice(from);
    const [next] = rest;
    if (next === undefined) finish(turn, { ...fileCheck, rest });
    else goOn(turn, { ...fileCheck, rest: rest.slice(1) }, next);
  }
}

function goOn(turn: Turn, fileCheck: FileCheck, next: Sha256): void {
  const file = turn.state.files.get(next);
  if (file === undefined || !hasTime(turn, file.sizeBytes)) return;
  change(turn, { fileCheck: { ...fileCheck, current: next } });
  // Under way already where its airing is near: its answer counts.
  if (file.state === 'ready') {
    hashAgain(turn, { sha256: next, sizeBytes: file.sizeBytes }, 'all files are checked');
  }
}

function hasTime(turn: Turn, sizeBytes: number): boolean {
  const { sounds, chime, holder, durable, clock, settings } = turn.state;
  const taken = sounds.length > 0 || chime !== null || holder !== null;
  if (taken || durable.orders.live.size > 0) return false;
  if (!clock.trusted) return true;
  const now = nowOf(turn);
  const { current, next } = stretchesFrom(turn, now);
  const clearMs = settings.prepareLeadMs + sizeBytes / BYTES_PER_MS + CLEAR_MS;
  return current === null && (next === null || next.startAt - now > clearMs);
}

/** A file was hashed; of the check that is under way, or of none. */
export function fileHashed(turn: Turn, sha256: Sha256, isRight: boolean, sizeBytes: number): void {
  const { fileCheck } = turn.state;
  if (fileCheck?.current !== sha256) return;
  const { right, damaged, bytes } = fileCheck;
  change(turn, {
    fileCheck: {
      ...fileCheck,
      current: null,
      right: right + Number(isRight),
      damaged: damaged + Number(!isRight),
      bytes: bytes + sizeBytes,
    },
  });
}

function finish(turn: Turn, { id, startMonoMs, rest, current, ...found }: FileCheck): void {
  const needs = needsOf(turn);
  const missing = needs.filter(({ sha256 }) => !isHere(turn.state.files.get(sha256)));
  change(turn, { fileCheck: null });
  tell(turn, {
    kind: 'files',
    commandId: id,
    ...found,
    unchecked: rest.length + Number(current !== null),
    planned: needs.length,
    missing: missing.length,
    tookMs: durationMs(turn.at.monoMs - startMonoMs),
  });
}

/** When a check must be ended, monotonic; until then events and alarms of the airings lead it on. */
export const fileCheckDueMono = ({ state: { fileCheck } }: Turn): number =>
  fileCheck === null ? Number.POSITIVE_INFINITY : fileCheck.startMonoMs + WITHIN_MS;
