/**
 * Counting after the fire — đếm lại sổ phát sau khi mọi thứ bị giết.
 *
 * Three books of the same airings: the rows of the database counted one by one, what the screens and
 * the report say, and what the boxes hold. Where two of them differ by one unit, it is a fault.
 */
import { join } from 'node:path';
import { instant, localDateOf } from '@loaso/shared/time';
import type { BroadcastReport } from '@loaso/shared/wire/http/reports';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import Database from 'better-sqlite3';
import { airingOf } from '#server/core/coverage/expected';
import type { Box } from '../../../deploy/demo/boxes.js';
import { call } from '../../../deploy/demo/client.js';
import { AGENT_BIN, runOnce } from '../../../deploy/demo/processes.js';
import { airingsBetween } from '../../../deploy/demo/proof.js';
import { isWhole, saidBy, storedRecords } from '../e2e/ledger.js';
import type { World } from '../e2e/world.js';

export type Sums = {
  readonly planned: number;
  readonly completed: number;
  readonly interrupted: number;
  readonly missed: number;
  readonly unknown: number;
};

export type Span = { readonly fromAt: number; readonly toAt: number };

type Planned = { play_id: string; start_at: number; duration_ms: number; cancelled_at: null };

const STATES = { played: 'completed', interrupted: 'interrupted', missed: 'missed' } as const;
type Named = keyof typeof STATES;

const tally = (states: readonly string[]): Sums => {
  const sums = { planned: states.length, completed: 0, interrupted: 0, missed: 0, unknown: 0 };
  for (const state of states) {
    if (state in STATES) sums[STATES[state as Named]] += 1;
    else if (state === 'unknown') sums.unknown += 1;
  }
  return sums;
};

/** Every planned airing by its own records, straight from the file. */
export function directCount(world: World, boxes: readonly Box[]): Sums {
  const records = boxes.flatMap((box) => storedRecords(world, box));
  const file = new Database(join(world.server.dataDir, 'loaso.sqlite'), { readonly: true });
  try {
    const planned = file
      .prepare('select * from planned_airings where cancelled_at is null')
      .all() as Planned[];
    return tally(
      planned.map((one) => {
        const time = {
          playId: one.play_id,
          startAt: one.start_at,
          durationMs: one.duration_ms,
        };
        const own = records.filter(({ playId }) => playId === one.play_id);
        return airingOf(time, own, Date.now(), null).state;
      }),
    );
  } finally {
    file.close();
  }
}

/** A page of airings holds 500: asked a minute at a time. */
const PAGE_MS = 60_000;

export async function screenCount({ people }: World, { fromAt, toAt }: Span): Promise<Sums> {
  const states = new Map<string, string>();
  for (let at = fromAt; at < toAt; at += PAGE_MS) {
    const page = await airingsBetween(people.viewer, at, Math.min(toAt, at + PAGE_MS));
    for (const { playId, state } of page) states.set(playId, state);
  }
  return tally([...states.values()]);
}

async function reportOf({ people }: World, { fromAt, toAt }: Span): Promise<BroadcastReport> {
  const day = (at: number): string => localDateOf(instant(at));
  const path = `/api/reports/broadcast?from=${day(fromAt)}&to=${day(toAt)}`;
  return await call<BroadcastReport>(people.viewer, 'GET', path);
}

/** The box's own book: how many records it ever gave, and how many nobody has confirmed. */
export async function bookOf(box: Box): Promise<{ given: number; unsent: number }> {
  const text = await runOnce(AGENT_BIN, ['status', '--state', box.stateDir]);
  const status = JSON.parse(text) as { nextSeq: number; unsentRecords: number };
  return { given: status.nextSeq - 1, unsent: status.unsentRecords };
}

/** What differs between the books, in words; none when they are one. */
export async function differences(
  world: World,
  boxes: readonly Box[],
  { planned, span }: { readonly planned: number; readonly span: Span },
): Promise<string[]> {
  const direct = directCount(world, boxes);
  const screen = await screenCount(world, span);
  const { totals } = await reportOf(world, span);
  const { completed, interrupted, missed, unknown } = direct;
  const faults: string[] = [];
  const same = (what: string, found: unknown, wanted: unknown): void => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (a !== b) faults.push(`${what}: ${a} instead of ${b}`);
  };
  same('planned', direct.planned, planned);
  same('sum of the outcomes', completed + interrupted + missed + unknown, planned);
  same('screens', screen, direct);
  // Sound to a file is no loudspeaker's: the report keeps it apart from what was aired.
  const sounded = completed + interrupted;
  same(
    'report',
    [totals.planned, totals.virtual, totals.missed, totals.unknown],
    [planned, sounded, missed, unknown],
  );
  for (const box of boxes) faults.push(...(await differencesOf(world, box)));
  return faults;
}

async function differencesOf(world: World, box: Box): Promise<string[]> {
  const stored = storedRecords(world, box);
  const { given, unsent } = await bookOf(box);
  const faults: string[] = [];
  if (!isWhole(stored)) faults.push(`${box.id}: numbers with a gap or twice`);
  if (stored.length !== given) faults.push(`${box.id}: ${given} given, ${stored.length} stored`);
  if (unsent > 0) faults.push(`${box.id}: ${unsent} never confirmed`);
  faults.push(...contradictions(world, box, stored));
  for (const [playId, pieces] of byAiring(stored)) {
    if (playedTwice(pieces)) faults.push(`${playId}: the same sound recorded twice`);
  }
  return faults;
}

/** A number that the box said aloud last must be stored as it was said. */
function contradictions(world: World, box: Box, stored: readonly PlayRecord[]): string[] {
  const said = new Map(saidBy(world, box, 'play-recorded').map((line) => [line['seq'], line]));
  return stored.flatMap(({ seq, playId, outcome }) => {
    const line = said.get(seq);
    const fits = line === undefined || (line['playId'] === playId && line['outcome'] === outcome);
    return fits ? [] : [`${box.id} ${seq}: said ${line['outcome']}, stored ${outcome}`];
  });
}

function byAiring(records: readonly PlayRecord[]): Map<string, PlayRecord[]> {
  const found = new Map<string, PlayRecord[]>();
  for (const record of records) {
    found.set(record.playId, [...(found.get(record.playId) ?? []), record]);
  }
  return found;
}

/** Two records that end the same airing, or two pieces over the same stretch of it. */
function playedTwice(records: readonly PlayRecord[]): boolean {
  const final = records.filter(({ outcome }) => outcome !== 'interrupted').length;
  let reachedMs = 0;
  let twice = final > 1;
  const pieces = records.flatMap((record) => (record.outcome === 'missed' ? [] : [record]));
  for (const { fromMs, playedMs } of pieces.sort((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs < reachedMs) twice = true;
    reachedMs = Math.max(reachedMs, fromMs + playedMs);
  }
  return twice;
}
